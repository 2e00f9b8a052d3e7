// What lies over one phone: toasts, alerts, sheets from below, lists to choose from, menus.

import { el, icon } from "./dom.js";
import { word } from "./words.js";

const TOAST_MS = 4000;

/** A short note that goes by itself. */
export function toast(host, text) {
  const note = el("div", { class: "toast", role: "status" }, text);
  host.querySelector(".toasts").append(note);
  setTimeout(() => note.classList.add("leaving"), TOAST_MS);
  setTimeout(() => note.remove(), TOAST_MS + 300);
}

/** A note that has to be acknowledged. */
export function alertBox(host, text) {
  const ok = el("button", { type: "button", class: "solid alert-ok" }, word("ok"));
  const layer = overlay(host, "alert", el("div", { class: "alert-box", role: "alertdialog", "aria-label": text }, el("p", {}, text), ok));
  ok.addEventListener("click", layer.close);
  ok.focus();
}

/** A panel from the phone's lower edge. Returns {node, close}. */
export function openSheet(host, title, content, className = "") {
  const shut = el("button", { type: "button", class: "plain-icon sheet-close", "aria-label": word("close") }, icon("close"));
  const panel = el("div", { class: `sheet ${className}`, role: "dialog", "aria-label": title },
    el("div", { class: "sheet-head" }, el("h3", {}, title), shut), content);
  const layer = overlay(host, "sheet-layer", panel);
  shut.addEventListener("click", layer.close);
  return layer;
}

/** A sheet with a list; items: {label, note?, picture?, pick()}. */
export function choose(host, title, items, emptyText = "") {
  const list = el("div", { class: "choices" }, items.map((item) =>
    el("button", { type: "button", class: "choice", dataset: item.dataset ?? {}, on: { click: () => (layer.close(), item.pick()) } },
      item.picture, el("span", { class: "card-text" }, el("strong", {}, item.label), item.note && el("small", {}, item.note)))),
  items.length === 0 && el("p", { class: "nothing" }, emptyText));
  const layer = openSheet(host, title, list);
  list.querySelector("button")?.focus();
}

function overlay(host, className, content) {
  const before = document.activeElement;
  const layer = el("div", { class: `layer ${className}` }, content);
  const close = () => {
    layer.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  layer.addEventListener("pointerdown", (event) => event.target === layer && close());
  layer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  host.append(layer);
  return { node: layer, close };
}

/** A small menu at a point of the page; items: {label, sign, pick()}. */
export function openMenu(host, x, y, items) {
  host.querySelector(".menu")?.remove();
  const menu = el("div", { class: "menu", role: "menu" }, items.map((item) =>
    el("button", { type: "button", role: "menuitem", on: { click: () => (close(), item.pick()) } }, icon(item.sign), item.label)));
  const outside = (event) => !menu.contains(event.target) && close();
  const escape = (event) => event.key === "Escape" && close();
  function close() {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
  }
  host.append(menu);
  const frame = host.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x - frame.left, frame.width - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y - frame.top, frame.height - menu.offsetHeight - 8))}px`;
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  menu.querySelector("button")?.focus({ preventScroll: true });
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { value: text, class: "offscreen" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
