// What a message carries besides text: photos and albums, documents, places, voice and the rest.

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { sizeOf, word } from "./words.js";

const MEDIA_WIDTH = 320;

/** The largest rendering of a photo. */
export function largest(photo) {
  return photo.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));
}

function fitting(photo, width) {
  const sorted = [...photo].sort((a, b) => a.width - b.width);
  return sorted.find((size) => size.width >= width) ?? sorted[sorted.length - 1];
}

/** Tells whether two states of a row carry the same media, so that an edit need not reload pictures. */
export function mediaKey(entries) {
  return entries.map(({ message }) => message.photo?.[0]?.file_unique_id ?? message.document?.file_unique_id ?? "").join("|");
}

/** The media of a row of one or several messages, or null. openPhoto(messageId) opens the lightbox. */
export function renderMedia(entries, openPhoto) {
  const photos = entries.filter(({ message }) => message.photo?.length);
  if (photos.length > 1) return album(photos, openPhoto);
  if (photos.length === 1) return singlePhoto(photos[0].message, openPhoto);
  const cards = entries.map(({ message }) => card(message)).filter(Boolean);
  return cards.length > 0 ? el("div", { class: "cards" }, cards) : null;
}

function photoButton(message, className, width, openPhoto) {
  const size = fitting(message.photo, width);
  const image = el("img", { src: fileUrl(size.file_id), alt: message.caption || word("photo"), width: size.width, height: size.height, decoding: "async" });
  return el("button", {
    type: "button", class: className, "aria-label": `${word("openPhoto")}${message.caption ? `: ${message.caption}` : ""}`,
    dataset: { messageId: message.message_id }, on: { click: () => openPhoto(message.message_id) },
  }, image);
}

function singlePhoto(message, openPhoto) {
  const node = photoButton(message, "photo", MEDIA_WIDTH * 2, openPhoto);
  const size = largest(message.photo);
  node.style.aspectRatio = String(Math.min(Math.max(size.width / size.height, 0.75), 2));
  return node;
}

function album(entries, openPhoto) {
  const count = Math.min(entries.length, 10);
  const tiles = entries.slice(0, 10).map(({ message }) => photoButton(message, "album-item", MEDIA_WIDTH, openPhoto));
  return el("div", { class: `album of${count}`, "aria-label": `${word("album")} (${count})` }, tiles);
}

function card(message) {
  if (message.document) return documentCard(message.document);
  if (message.location) return placeCard(message.location, message.venue);
  if (message.sticker) return el("div", { class: "sticker", "aria-label": word("sticker") }, stickerContent(message.sticker));
  if (message.voice) return lineCard("voice", word("voice"), seconds(message.voice.duration));
  if (message.video) return lineCard("video", word("video"), seconds(message.video.duration));
  if (message.contact) return lineCard("person", `${message.contact.last_name ?? ""} ${message.contact.first_name}`.trim(), message.contact.phone_number);
  return null;
}

function stickerContent(sticker) {
  return sticker.emoji ? el("span", { class: "big" }, sticker.emoji) : icon("sticker");
}

function seconds(value = 0) {
  return `${Math.floor(value / 60)}:${String(value % 60).padStart(2, "0")}`;
}

function lineCard(sign, title, note) {
  return el("div", { class: "card" }, el("span", { class: "card-icon" }, icon(sign)),
    el("span", { class: "card-text" }, el("strong", {}, title), el("small", {}, note)));
}

function documentCard(file) {
  const name = file.file_name ?? word("document");
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return el("a", { class: "card document", href: fileUrl(file.file_id), download: name, "aria-label": `${word("download")} ${name}` },
    el("span", { class: `card-icon type-${ending.toLowerCase()}` }, ending ? el("b", {}, ending) : icon("file")),
    el("span", { class: "card-text" }, el("strong", {}, name), el("small", {}, [sizeOf(file.file_size), word("download")].filter(Boolean).join(" · "))));
}

function placeCard(place, venue) {
  const at = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  const accuracy = place.horizontal_accuracy ? word("accuracy", { n: Math.round(place.horizontal_accuracy) }) : "";
  return el("div", { class: "place" }, el("div", { class: "place-map", "aria-hidden": "true" }, icon("place")),
    el("div", { class: "card-text" }, el("strong", {}, venue?.title ?? word("location")), el("small", {}, [at, accuracy].filter(Boolean).join(" · "))));
}

/** One line that stands for a message: in quotes, the pinned bar, the composer's strip. */
export function summary(message) {
  const text = message.text ?? message.caption ?? "";
  const kinds = ["photo", "document", "location", "sticker", "voice", "video", "contact"];
  const kind = kinds.find((name) => message[name]);
  const label = kind === "document" ? message.document.file_name ?? word("document") : kind ? word(kind) : "";
  const line = text.replace(/\s+/g, " ").trim().slice(0, 160);
  return [label, line].filter(Boolean).join(": ") || word("unknown");
}
