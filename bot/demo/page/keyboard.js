// Keyboards of the bot: the buttons under a message, and the reply keyboard under the composer.

import { el, icon } from "./dom.js";

const STYLES = new Set(["success", "danger", "primary"]);

// What a button does now: read when pressed, so that an edit may change it between two presses.
const meanings = new WeakMap();

/** Brings the box of buttons to what the markup says. Buttons stay the same nodes where the shape allows:
 *  an edit in the middle of a double click loses neither press, and the focus stays where it is. */
export function syncInline(box, markup, press) {
  const rows = markup?.inline_keyboard ?? [];
  fit(box, rows.length, () => el("div", { class: "inline-row" }));
  rows.forEach((row, at) => {
    const line = box.children[at];
    fit(line, row.length, () => inlineButton(press));
    row.forEach((button, place) => paintInline(line.children[place], button));
  });
}

function fit(parent, count, make) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(make());
}

function inlineButton(press) {
  const node = el("button", { type: "button", class: "inline" }, el("span", { class: "label" }));
  node.addEventListener("click", () => press(meanings.get(node), node));
  return node;
}

function paintInline(node, button) {
  const known = meanings.get(node);
  meanings.set(node, button);
  if (known && JSON.stringify(known) === JSON.stringify(button)) return;
  node.className = `inline ${STYLES.has(button.style) ? button.style : "plain"}`;
  node.firstElementChild.textContent = button.text;
  delete node.dataset.data;
  delete node.dataset.url;
  node.querySelector(".corner")?.remove();
  if (button.callback_data !== undefined) node.dataset.data = button.callback_data;
  if (button.url) node.dataset.url = button.url;
  const sign = button.url ? "link" : button.copy_text ? "copy" : null;
  if (sign) node.append(el("span", { class: "corner" }, icon(sign)));
}

/** Shows which buttons wait for the bot. */
export function showWaiting(box, waiting) {
  for (const node of box.querySelectorAll("button.inline")) {
    const on = node.dataset.data !== undefined && waiting.has(node.dataset.data);
    node.classList.toggle("waiting", on);
    if (on) node.setAttribute("aria-busy", "true");
    else node.removeAttribute("aria-busy");
  }
}

/** The reply keyboard's rows; press(key) gets the key as Telegram's KeyboardButton. */
export function replyKeyboard(keyboard, press) {
  const rows = keyboard.keyboard.map((row) => el("div", { class: "key-row" }, row.map((key) => keyButton(key, press))));
  return el("div", { class: `keys ${keyboard.resize_keyboard ? "resized" : "tall"}` }, rows);
}

function keyButton(raw, press) {
  const key = typeof raw === "string" ? { text: raw } : raw;
  const style = STYLES.has(key.style) ? key.style : "plain";
  const sign = key.request_location ? "place" : key.request_contact ? "person" : key.request_chat ? "channel" : null;
  return el("button", { type: "button", class: `key ${style}`, dataset: { key: key.text }, on: { click: () => press(key) } },
    sign && icon(sign), el("span", {}, key.text));
}
