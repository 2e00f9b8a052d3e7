// The upper edge of a phone: who looks at what, the chat's name, the pinned message.

import { avatar, el, icon } from "./dom.js";
import { summary } from "./media.js";
import { channels, personName } from "./state.js";
import { word } from "./words.js";

const TYPING_MS = 5000;

/** phone: {app, spec, state, chat, viewer, reveal}. Returns {node, update(), showTyping()}. */
export function createHeader(phone) {
  const picker = el("select", { class: "picker", "aria-label": word("viewingAs"), on: { change: () => phone.app.changeSpec(phone.spec, Number(picker.value)) } });
  const viewer = phone.spec.person ? null : el("select", { class: "viewer-picker", "aria-label": word("actingAs"), title: word("actingAs"), on: { change: () => phone.app.changeViewer(phone.spec, Number(viewer.value)) } });
  const shut = el("button", { type: "button", class: "plain-icon close-phone", "aria-label": word("closePhone"), title: word("closePhone"), on: { click: () => phone.app.closeSpec(phone.spec) } }, icon("close"));
  const title = el("strong", { class: "chat-title" });
  const under = el("small", { class: "chat-under" });
  const face = el("span", { class: "face" });
  const pinnedText = el("small", {});
  const pinned = el("button", { type: "button", class: "pinned", hidden: true, on: { click: () => phone.reveal(phone.chat.pinned) } },
    icon("pin"), el("span", { class: "card-text" }, el("strong", {}, word("pinned")), pinnedText));
  const node = el("header", { class: "phone-head" },
    el("div", { class: "whose" }, el("label", {}, el("span", {}, word("viewingAs")), picker), shut),
    el("div", { class: "chat-head" }, face, el("div", { class: "card-text" }, title, under), viewer && el("label", { class: "as-whom" }, el("span", {}, word("actingAs")), viewer)),
    pinned);
  let painted = "";

  function update() {
    const { state, spec, chat } = phone;
    const name = spec.person ? state.bot?.first_name ?? "Bot" : chat.info?.title ?? String(chat.id);
    shut.hidden = phone.app.specs.length < 2;
    const pin = chat.entries.get(chat.pinned)?.message;
    const now = JSON.stringify([name, [...state.people.values()], channels(state).map((each) => each.info), pin?.text ?? pin?.caption ?? chat.pinned]);
    if (now === painted) return;
    painted = now;
    title.textContent = name;
    face.replaceChildren(avatar(name, spec.person ? 1 : chat.id));
    under.textContent = subtitle(phone);
    fillPicker(picker, state, spec.person ?? spec.chat);
    if (viewer) fillViewers(viewer, state, chat, spec.viewer);
    pinned.hidden = !pin;
    if (pin) pinnedText.textContent = summary(pin);
  }
  function showTyping() {
    const left = () => phone.chat.typingAt + TYPING_MS - Date.now();
    if (left() <= 0) return;
    under.textContent = word("typing");
    under.classList.add("typing");
    setTimeout(stopTyping, left());
  }
  function stopTyping() {
    if (phone.chat.typingAt + TYPING_MS > Date.now() + 50) return;
    under.textContent = subtitle(phone);
    under.classList.remove("typing");
  }
  function settle() {
    update();
    if (phone.chat.typingAt === 0) stopTyping();
  }
  update();
  return { node, update: settle, showTyping };
}

function subtitle(phone) {
  if (phone.spec.person) return `${word("bot")} · @${phone.state.bot?.username ?? ""}`;
  return word("members", { n: phone.chat.info?.members?.length ?? 0 });
}

function fillPicker(picker, state, chosen) {
  const people = [...state.people.values()].map((person) => el("option", { value: String(person.id) }, person.note ? `${person.name} · ${person.note}` : person.name));
  const places = channels(state).map((chat) => el("option", { value: String(chat.id) }, chat.info.title));
  picker.replaceChildren(el("optgroup", { label: word("people") }, people), el("optgroup", { label: word("channels") }, places));
  picker.value = String(chosen);
}

function fillViewers(viewer, state, chat, chosen) {
  const ids = [...new Set([...(chat.info?.members ?? []), chosen])];
  viewer.replaceChildren(...ids.map((id) => el("option", { value: String(id) }, personName(state, id))));
  viewer.value = String(chosen);
}
