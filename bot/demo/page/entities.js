// Text with Telegram's entities -> nodes. Offsets are UTF-16 units, which is how JavaScript counts too.
// Entities nest; text outside of them is searched for plain addresses, as messengers do.

import { el } from "./dom.js";

const WRAPPERS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const PLAIN_LINK = /https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)]|\bt\.me\/[^\s<>"«»]+[^\s<>"«».,;:!?)]/g;

/**
 * actions: {openUrl(url), sendCommand(text), folds: Set of opened quotes, foldKey}. Returns a fragment.
 */
export function renderText(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderRange({ text, actions }, 0, text.length, sorted);
}

function renderRange(source, start, end, entities) {
  const fragment = document.createDocumentFragment();
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (to <= from) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < to) inner.push(entities[index++]);
    appendPlain(fragment, source, at, from);
    fragment.append(renderEntity(source, entity, from, to, inner));
    at = to;
    // Blocks bring their own line break; the text's own would show as an empty line.
    if (isBlock(entity) && source.text[at] === "\n" && at < end) at += 1;
  }
  appendPlain(fragment, source, at, end);
  return fragment;
}

function isBlock(entity) {
  return entity.type === "pre" || entity.type.endsWith("blockquote");
}

function appendPlain(fragment, source, start, end) {
  const piece = source.text.slice(start, end);
  let at = 0;
  for (const match of piece.matchAll(PLAIN_LINK)) {
    fragment.append(piece.slice(at, match.index), linkNode(match[0], match[0], source.actions));
    at = match.index + match[0].length;
  }
  if (at < piece.length) fragment.append(piece.slice(at));
}

function renderEntity(source, entity, from, to, inner) {
  const piece = source.text.slice(from, to);
  const content = () => renderRange(source, from, to, inner);
  const wrapper = WRAPPERS[entity.type];
  if (wrapper) return el(wrapper, {}, content());
  switch (entity.type) {
    case "pre":
      return el("pre", {}, el("code", {}, piece));
    case "text_link":
      return linkNode(content(), entity.url, source.actions);
    case "url":
      return linkNode(piece, piece, source.actions);
    case "email":
      return linkNode(piece, `mailto:${piece}`, source.actions);
    case "phone_number":
      return linkNode(piece, `tel:${piece}`, source.actions);
    case "bot_command":
      return el("button", { type: "button", class: "command", on: { click: () => source.actions.sendCommand(piece) } }, piece);
    case "hashtag":
    case "cashtag":
    case "mention":
    case "text_mention":
      return el("span", { class: "tag" }, content());
    case "blockquote":
      return el("blockquote", {}, content());
    case "expandable_blockquote":
      return foldedQuote(content(), `${source.actions.foldKey}:${entity.offset}`, source.actions.folds);
    case "spoiler":
      return spoiler(content());
    default:
      return el("span", {}, content());
  }
}

function linkNode(content, url, actions) {
  const open = (event) => {
    event.preventDefault();
    actions.openUrl(url);
  };
  return el("a", { href: /^[a-z]+:/i.test(url) ? url : `https://${url}`, rel: "noopener noreferrer", on: { click: open } }, content);
}

function foldedQuote(content, key, folds) {
  const quote = el("blockquote", { class: "foldable", role: "button", tabindex: "0", "aria-expanded": String(folds.has(key)) }, content);
  const toggle = () => {
    if (folds.has(key)) folds.delete(key);
    else folds.add(key);
    quote.setAttribute("aria-expanded", String(folds.has(key)));
  };
  quote.addEventListener("click", (event) => {
    if (!event.target.closest("a, .command")) toggle();
  });
  quote.addEventListener("keydown", (event) => {
    if (event.target !== quote || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    toggle();
  });
  return quote;
}

function spoiler(content) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0" }, content);
  const show = () => node.classList.add("shown");
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return node;
}
