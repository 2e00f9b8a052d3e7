// One photo at a time over the whole page, with the chat's other photos to the left and right.

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { largest } from "./media.js";
import { timeOf, dayOf, word } from "./words.js";

/** messages: those with photos, in order; reply(message) or null where nobody may reply. */
export function openLightbox(messages, messageId, reply) {
  let at = Math.max(0, messages.findIndex((message) => message.message_id === messageId));
  const image = el("img", { alt: "" });
  const note = el("p", { class: "lightbox-note" });
  const count = el("span", { class: "lightbox-count" });
  const dialog = el("dialog", { class: "lightbox", "aria-label": word("photo") });
  const close = () => dialog.close();
  const step = (by) => show((at + by + messages.length) % messages.length);
  const arrow = (name, label, by) => el("button", { type: "button", class: `lightbox-${name}`, "aria-label": word(label), on: { click: () => step(by) } }, icon(name));
  const answer = reply && el("button", { type: "button", class: "lightbox-reply", on: { click: () => (close(), reply(messages[at])) } }, icon("reply"), word("replyPhoto"));

  function show(index) {
    at = index;
    const message = messages[at];
    image.src = fileUrl(largest(message.photo).file_id);
    image.alt = message.caption || word("photo");
    note.textContent = [message.caption, `${dayOf(message.date)} ${timeOf(message.date)}`].filter(Boolean).join(" · ");
    count.textContent = messages.length > 1 ? `${at + 1}/${messages.length}` : "";
  }

  dialog.append(el("div", { class: "lightbox-top" }, count, answer,
    el("button", { type: "button", class: "lightbox-close", "aria-label": word("close"), on: { click: close } }, icon("close"))), image, note);
  if (messages.length > 1) dialog.append(arrow("left", "previous", -1), arrow("right", "next", 1));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(at);
  dialog.showModal();
}
