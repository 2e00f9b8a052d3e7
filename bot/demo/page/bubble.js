// One row of a chat: a message or an album, with its quote, text, time, reactions and buttons.
// A row is made once and updated in place when its message is edited.

import { el, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { showWaiting, syncInline } from "./keyboard.js";
import { mediaKey, renderMedia, summary } from "./media.js";
import { personName, rowEntries, waitingPresses } from "./state.js";
import { timeOf, word } from "./words.js";

/**
 * phone: {state, chat, viewer, folds, press(messageId, button), reply(message), reveal(messageId),
 * openPhoto(messageId), openUrl(url), sendCommand(text)}. Returns {node, update(), refreshWaiting()}.
 */
export function createRow(phone, key) {
  const [first] = rowEntries(phone.chat, key);
  const service = serviceText(phone.state, first);
  return service === null ? messageRow(phone, key) : serviceRow(phone, key, service);
}

function serviceRow(phone, key, text) {
  const [entry] = rowEntries(phone.chat, key);
  const target = entry.message.pinned_message?.message_id;
  const content = target
    ? el("button", { type: "button", on: { click: () => phone.reveal(target) } }, text)
    : el("span", {}, text);
  const node = el("div", { class: "bubble service", dataset: { messageId: entry.message.message_id } }, content);
  return { node, day: entry.message.date, update() {}, refreshWaiting() {} };
}

function serviceText(state, { message, sender }) {
  if (message.pinned_message) {
    const who = message.sender_chat ? word("pinnedPost") : `${senderName(state, message, sender)} ${word("pinnedService")}`;
    return `${who}: «${shortened(summary(message.pinned_message))}»`;
  }
  if (message.chat_shared) return word("sharedChat", { name: sharedTitle(state, message.chat_shared) });
  if (message.new_chat_members) return word("joined", { name: message.new_chat_members.map((user) => user.first_name).join(", ") });
  if (message.left_chat_member) return word("leftChat", { name: message.left_chat_member.first_name });
  if (message.new_chat_title) return word("newTitle", { name: message.new_chat_title });
  if (message.channel_chat_created || message.supergroup_chat_created || message.group_chat_created) return word("created");
  return null;
}

function shortened(text) {
  return text.length > 42 ? `${text.slice(0, 40).trimEnd()}…` : text;
}

function sharedTitle(state, shared) {
  return shared.title ?? state.chats.get(shared.chat_id)?.info?.title ?? String(shared.chat_id);
}

function senderName(state, message, sender) {
  if (message.sender_chat) return message.sender_chat.title;
  if (sender === "bot") return state.bot?.first_name ?? "Bot";
  return personName(state, sender);
}

function messageRow(phone, key) {
  const [first] = rowEntries(phone.chat, key);
  const out = phone.chat.info?.type !== "channel" && first.sender === phone.viewer;
  const body = el("div", { class: "body" });
  const buttons = el("div", { class: "inline-keyboard" });
  const node = el("div", { class: `bubble ${out ? "out" : "in"}`, dataset: { messageId: first.message.message_id } },
    el("div", { class: "line" }, body, quickReply(phone, key)), buttons);
  const row = { node, day: first.message.date, media: { key: null, node: null } };
  row.refreshWaiting = () => showWaiting(buttons, waitingPresses(phone.state, phone.chat.id, buttonsOwner(phone, key), phone.viewer));
  row.update = () => {
    fillBody(phone, row, body, rowEntries(phone.chat, key), out);
    const owner = rowEntries(phone.chat, key).find((entry) => entry.message.reply_markup?.inline_keyboard);
    syncInline(buttons, owner?.message.reply_markup, (button, pressed) => phone.press(buttonsOwner(phone, key), button, pressed));
    row.refreshWaiting();
  };
  row.update();
  return row;
}

function buttonsOwner(phone, key) {
  const entries = rowEntries(phone.chat, key);
  return (entries.find((entry) => entry.message.reply_markup?.inline_keyboard) ?? entries[0])?.message.message_id;
}

function quickReply(phone, key) {
  return el("button", {
    type: "button", class: "quick-reply", "aria-label": word("reply"), title: word("reply"), on: { click: () => phone.reply(rowEntries(phone.chat, key)[0].message) },
  }, icon("reply"));
}

function fillBody(phone, row, body, entries, out) {
  const first = entries[0].message;
  const worded = entries.map((entry) => entry.message).find((message) => message.text ?? message.caption) ?? first;
  const media = keptMedia(phone, row, entries);
  const text = worded.text ?? worded.caption ?? "";
  const chips = reactionChips(entries);
  const sticker = Boolean(first.sticker);
  const bare = !text && media && (first.photo || sticker);
  const known = text || media;
  body.className = ["body", media && first.photo && "with-photo", bare && "bare", !text && !chips && media && !bare && "card-only", sticker && "with-sticker"].filter(Boolean).join(" ");
  body.replaceChildren(...[
    headLine(phone, entries[0], out), forwardLine(phone, first), quote(phone, first), media,
    el("div", { class: "text", dir: "auto" }, text && renderText(text, worded.entities ?? worded.caption_entities, textActions(phone, worded)),
      !known && el("em", { class: "unknown" }, word("unknown")), !chips && meta(entries)),
    chips && el("div", { class: "chip-line" }, chips, meta(entries)),
  ].filter(Boolean));
}

function keptMedia(phone, row, entries) {
  const key = mediaKey(entries);
  if (row.media.key === key && row.media.key.length > 0) return row.media.node;
  row.media = { key, node: renderMedia(entries, phone.openPhoto) };
  return row.media.node;
}

function textActions(phone, message) {
  return { openUrl: phone.openUrl, sendCommand: phone.sendCommand, folds: phone.folds, foldKey: message.message_id };
}

function headLine(phone, entry, out) {
  const type = phone.chat.info?.type;
  if (out || !type || type === "private") return null;
  const name = type === "channel" ? phone.chat.info.title : senderName(phone.state, entry.message, entry.sender);
  return el("div", { class: "sender" }, name);
}

function forwardLine(phone, message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const user = origin.sender_user;
  const name = origin.chat?.title ?? origin.sender_chat?.title ?? origin.sender_user_name
    ?? (user ? personOrBot(phone.state, user) : "");
  return el("div", { class: "forwarded" }, word("forwardedFrom", { name }));
}

function personOrBot(state, user) {
  return state.people.get(user.id)?.name ?? [user.last_name, user.first_name].filter(Boolean).join(" ");
}

function quote(phone, message) {
  const target = message.reply_to_message;
  if (!target) return null;
  const sender = phone.chat.entries.get(target.message_id)?.sender;
  const name = target.sender_chat?.title ?? (sender ? senderName(phone.state, target, sender) : target.from?.first_name ?? "");
  return el("button", { type: "button", class: "quote", on: { click: () => phone.reveal(target.message_id) } },
    el("strong", {}, name), el("span", {}, message.quote?.text ?? summary(target)));
}

function reactionChips(entries) {
  const counts = new Map();
  for (const entry of entries) {
    for (const reactions of entry.reactions.values()) for (const sign of reactions) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  return el("div", { class: "chips" }, [...counts].map(([sign, count]) =>
    el("span", { class: "chip", "aria-label": `${sign} ${count}` }, sign, count > 1 && el("b", {}, String(count)))));
}

function meta(entries) {
  const last = entries[entries.length - 1].message;
  const edited = entries.some(({ message }) => message.edit_date);
  const signature = last.author_signature ? `${last.author_signature} · ` : "";
  return el("span", { class: "meta" }, edited && el("span", { class: "edited" }, word("edited")), ` ${signature}`, el("time", { datetime: new Date(last.date * 1000).toISOString() }, timeOf(last.date)));
}
