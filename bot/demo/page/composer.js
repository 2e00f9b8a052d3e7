// The lower edge of a phone: what is being answered or edited, the text, the paper clip,
// the command list and the bot's reply keyboard.

import { el, icon } from "./dom.js";
import { replyKeyboard } from "./keyboard.js";
import { summary } from "./media.js";
import { openPhotos } from "./photos.js";
import { isChannelAdmin } from "./state.js";
import { word } from "./words.js";

const COMMANDS = ["kiemtra", "kenh", "nguoidung", "trogiup", "huy", "ngonngu"];
const TALLEST = 140;

/** phone: {node, spec, chat, viewer, act, toast, openPlaces, chooseChat(request), sent()}. */
export function createComposer(phone) {
  const area = el("textarea", { class: "compose", rows: "1", dir: "auto", placeholder: word("compose"), "aria-label": word("compose"), autocomplete: "off", value: phone.spec.draft ?? "" });
  const send = button("send", "send", "send");
  const attach = button("attach", "attach", "attach");
  const slash = button("commands", "slash", "commands");
  const toggle = button("keyboard-toggle", "keyboard", "keyboard");
  const strip = el("div", { class: "strip", hidden: true });
  const list = el("div", { class: "command-list", hidden: true });
  const keys = el("div", { class: "keys-box" });
  const line = el("div", { class: "compose-line" }, attach, area, toggle, slash, send);
  const closed = el("p", { class: "read-only" }, word("readOnly"));
  const node = el("div", { class: "composer" }, list, strip, line, closed, keys);
  const mode = { reply: null, edit: null, keyboardOpen: null, keyboardOf: null, painted: "" };
  const composer = { node, setReply, setEdit, update, addFiles, focus: () => area.focus() };
  let sheet = null;

  function grow() {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, TALLEST)}px`;
    area.classList.toggle("long", area.scrollHeight > TALLEST);
    phone.spec.draft = mode.edit ? "" : area.value;
    showCommands(area.value.startsWith("/") && !/\s/.test(area.value) && area.value.length > 0, area.value);
  }
  function showCommands(on, typed = "/") {
    const fitting = COMMANDS.filter((name) => `/${name}`.startsWith(typed));
    list.hidden = !on || fitting.length === 0;
    if (list.hidden) return;
    list.replaceChildren(...fitting.map((name) => el("button", { type: "button", class: "command-choice", dataset: { command: name }, on: { click: () => choose(name) } },
      el("b", {}, `/${name}`), el("span", {}, word(`cmd_${name}`)))));
  }
  function choose(name) {
    area.value = "";
    grow();
    say(`/${name}`);
  }
  function say(text) {
    const channel = phone.chat.info?.type === "channel";
    const action = channel ? { do: "post", text } : { do: "say", text, reply_to: mode.reply?.message_id };
    setReply(null);
    return phone.act(action).then(phone.sent).catch((error) => phone.toast(error.message));
  }
  function submit() {
    const text = area.value.trim();
    if (!text) return;
    area.value = "";
    const edited = mode.edit;
    if (edited) {
      setEdit(null);
      if (text !== edited.text) phone.act({ do: "edit", message: edited.message_id, text }).catch((error) => phone.toast(error.message));
    } else say(text);
    grow();
  }
  function setReply(message) {
    mode.reply = message;
    if (message && mode.edit) stopEditing();
    paintStrip();
    if (message) area.focus();
  }
  function setEdit(message) {
    if (!message) stopEditing();
    else {
      mode.edit = message;
      mode.reply = null;
      area.value = message.text;
      area.focus();
    }
    paintStrip();
    grow();
  }
  function stopEditing() {
    mode.edit = null;
    area.value = "";
  }
  function paintStrip() {
    const message = mode.edit ?? mode.reply;
    strip.hidden = !message;
    if (!message) return;
    const cancel = el("button", { type: "button", class: "plain-icon", "aria-label": word("cancel"), on: { click: () => (mode.edit ? setEdit(null) : setReply(null)) } }, icon("close"));
    strip.replaceChildren(icon(mode.edit ? "edit" : "reply"),
      el("span", { class: "card-text" }, el("strong", {}, word(mode.edit ? "editing" : "replyingTo")), el("small", {}, summary(message))), cancel);
  }
  function paintKeyboard() {
    const keyboard = phone.chat.keyboard;
    toggle.hidden = !keyboard;
    if (mode.keyboardOf !== keyboard?.messageId) Object.assign(mode, { keyboardOf: keyboard?.messageId, keyboardOpen: null });
    const open = Boolean(keyboard) && (mode.keyboardOpen ?? !keyboard.used);
    const painted = open ? String(keyboard.messageId) : "";
    toggle.setAttribute("aria-pressed", String(open));
    if (painted !== mode.painted) keys.replaceChildren(...(open ? [replyKeyboard(keyboard, pressKey)] : []));
    mode.painted = painted;
  }
  function pressKey(key) {
    if (phone.chat.keyboard?.one_time_keyboard) mode.keyboardOpen = null;
    if (key.request_location) phone.openPlaces();
    else if (key.request_chat) phone.chooseChat(key.request_chat);
    else if (key.request_contact) phone.act({ do: "contact" }).catch((error) => phone.toast(error.message));
    else phone.act({ do: "keyboard", text: key.text }).then(phone.sent).catch((error) => phone.toast(error.message));
  }
  function update() {
    const channel = phone.chat.info?.type === "channel";
    const mayWrite = !channel || isChannelAdmin(phone.chat, phone.viewer);
    line.hidden = !mayWrite;
    closed.hidden = mayWrite;
    attach.hidden = channel;
    slash.hidden = channel;
    const forced = phone.chat.forceReply;
    area.placeholder = forced?.placeholder ?? (phone.chat.keyboard?.input_field_placeholder || word(channel ? "composePost" : "compose"));
    if (forced && mode.forced !== forced.messageId) setReply(phone.chat.entries.get(forced.messageId)?.message ?? null);
    mode.forced = forced?.messageId;
    paintKeyboard();
  }
  function addFiles(files) {
    if (sheet?.node.isConnected) sheet.add(files);
    else sheet = openPhotos(phone.node, attachments(), files);
  }
  function attachments() {
    return {
      act: phone.act, toast: phone.toast, openPlaces: phone.openPlaces, replyTo: () => mode.reply?.message_id,
      sent: () => {
        setReply(null);
        phone.sent();
      },
    };
  }

  area.addEventListener("input", grow);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden ? (setReply(null), mode.edit && setEdit(null)) : showCommands(false);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  area.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || attach.hidden) return;
    event.preventDefault();
    addFiles(files);
  });
  send.addEventListener("click", submit);
  attach.addEventListener("click", () => addFiles([]));
  slash.addEventListener("click", () => showCommands(list.hidden));
  toggle.addEventListener("click", () => {
    mode.keyboardOpen = toggle.getAttribute("aria-pressed") !== "true";
    paintKeyboard();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  node.addEventListener("focusout", (event) => !node.contains(event.relatedTarget) && setTimeout(() => showCommands(false), 200));
  update();
  return composer;
}

function button(className, sign, label) {
  return el("button", { type: "button", class: `round ${className}`, "aria-label": word(label), title: word(label) }, icon(sign));
}
