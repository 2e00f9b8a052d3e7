// Builds DOM nodes. Every string becomes a text node or an attribute, never markup, so that
// nothing a person or the bot writes can turn into HTML.

const SVG = "http://www.w3.org/2000/svg";

/** el("button", {class, dataset, on: {click}, ...attributes}, ...children); null and false children are skipped. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(node, name, value);
  append(node, children);
  return node;
}

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  else if (name === "value" || name === "checked" || name === "muted") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

function append(node, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
}

const PATHS = {
  attach: "M16.5 6.5v9a4.5 4.5 0 0 1-9 0v-10a3 3 0 0 1 6 0v9a1.5 1.5 0 0 1-3 0V7",
  send: "M4 12 20 4l-4 16-4-6-8-2zm8 2 8-10",
  reply: "M10 6 4 12l6 6v-4c5 0 8 1.5 10 5 0-6-3-10-10-10z",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  pin: "M9 4h6l-1 6 3 3H7l3-3-1-6zm3 9v7",
  place: "M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11zm0-9a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  keyboard: "M4 7h16v10H4zM7.5 10h.01M12 10h.01M16.5 10h.01M8 14h8",
  slash: "M15 5 9 19",
  power: "M12 4v8M7 7a7 7 0 1 0 10 0",
  plus: "M12 5v14M5 12h14",
  help: "M9.5 9a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20",
  sticker: "M5 5h14v9l-5 5H5zM14 19v-5h5M9 10h.01M14 10h.01",
  video: "M4 7h11v10H4zM15 11l5-3v8l-5-3",
  person: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-4 3.4-6 7-6s6.4 2 7 6",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  link: "M10 14l8-8M13 5h6v6M17 14v5H5V7h5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  forward: "M14 6l6 6-6 6v-4c-5 0-8 1.5-10 5 0-6 3-10 10-10z",
  channel: "M4 10v4l12 5V5zM16 9a3 3 0 0 1 0 6M7 15v4h3v-3",
  check: "M5 12l5 5L19 7",
};

/** A 24 px line drawing, hidden from screen readers (the button around it carries the label). */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round picture made of a name's initials, its colour chosen by the id. */
export function avatar(name, id, className = "") {
  const words = (name || "?").replace(/[^\p{L}\p{N} ]/gu, " ").trim().split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1][0] : "";
  const initials = ((words[0]?.[0] ?? "?") + last).toUpperCase();
  return el("span", { class: `avatar tint${Math.abs(Number(id)) % 6} ${className}`, "aria-hidden": "true" }, initials);
}
