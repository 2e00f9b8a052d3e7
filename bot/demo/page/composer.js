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
const COMMANDS_LINGER_MS = 200;

/** phone: {node, spec, chat, viewer, act, attempt, toast, openPlaces, chooseChat(request), sent()}. */
export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.replying = null;
    this.editing = null;
    this.sheet = null;
    this.keyboard = { of: null, wanted: null, painted: "" };
    this.build();
    this.listen();
    this.update();
  }

  get inChannel() {
    return this.phone.chat.info?.type === "channel";
  }

  build() {
    this.area = el("textarea", { class: "compose", rows: "1", dir: "auto", "aria-label": word("compose"), autocomplete: "off", value: this.phone.spec.draft ?? "" });
    this.attach = round("attach", "attach", "attach", () => this.addFiles([]));
    this.toggle = round("keyboard-toggle", "keyboard", "keyboard", () => this.toggleKeyboard());
    this.slash = round("commands", "slash", "commands", () => this.showCommands(this.list.hidden));
    this.strip = el("div", { class: "strip", hidden: true });
    this.list = el("div", { class: "command-list", hidden: true, on: { pointerdown: (event) => event.preventDefault() } });
    this.keys = el("div", { class: "keys-box" });
    this.line = el("div", { class: "compose-line" }, this.attach, this.area, this.toggle, this.slash, round("send", "send", "send", () => this.submit()));
    this.closed = el("p", { class: "read-only" }, word("readOnly"));
    this.node = el("div", { class: "composer" }, this.list, this.strip, this.line, this.closed, this.keys);
  }

  listen() {
    this.area.addEventListener("input", () => this.noticeText());
    this.area.addEventListener("keydown", (event) => this.noticeKey(event));
    this.area.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || this.inChannel) return;
      event.preventDefault();
      this.addFiles(files);
    });
    this.node.addEventListener("focusout", (event) => {
      if (!this.node.contains(event.relatedTarget)) setTimeout(() => this.showCommands(false), COMMANDS_LINGER_MS);
    });
  }

  // Text

  noticeText() {
    const text = this.area.value;
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, TALLEST)}px`;
    this.area.classList.toggle("long", this.area.scrollHeight > TALLEST);
    this.phone.spec.draft = this.editing ? "" : text;
    this.showCommands(!this.inChannel && /^\/\S*$/.test(text), text);
  }

  noticeKey(event) {
    if (event.key === "Escape") this.stepBack();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  stepBack() {
    if (!this.list.hidden) this.showCommands(false);
    else if (this.editing) this.setEdit(null);
    else this.setReply(null);
  }

  setText(text) {
    this.area.value = text;
    this.noticeText();
  }

  submit() {
    const text = this.area.value.trim();
    if (!text) return;
    const edited = this.editing;
    this.setText("");
    if (!edited) {
      this.say(text);
      return;
    }
    this.setEdit(null);
    if (text !== edited.text) this.phone.attempt({ do: "edit", message: edited.message_id, text });
  }

  say(text) {
    const reply = this.replying?.message_id;
    this.setReply(null);
    return this.send(this.inChannel ? { do: "post", text } : { do: "say", text, reply_to: reply });
  }

  send(action) {
    return this.phone.act(action).then(this.phone.sent).catch((error) => this.phone.toast(error.message));
  }

  // Answering and editing

  setReply(message) {
    this.replying = message;
    if (message && this.editing) this.stopEditing();
    this.paintStrip();
    if (message) this.area.focus();
  }

  setEdit(message) {
    this.stopEditing();
    if (message) {
      this.editing = message;
      this.replying = null;
      this.setText(message.text);
      this.area.focus();
    }
    this.paintStrip();
  }

  stopEditing() {
    if (!this.editing) return;
    this.editing = null;
    this.setText("");
  }

  paintStrip() {
    const message = this.editing ?? this.replying;
    this.strip.hidden = !message;
    if (!message) return;
    const cancel = () => (this.editing ? this.setEdit(null) : this.setReply(null));
    this.strip.replaceChildren(icon(this.editing ? "edit" : "reply"),
      el("span", { class: "card-text" }, el("strong", {}, word(this.editing ? "editing" : "replyingTo")), el("small", {}, summary(message))),
      el("button", { type: "button", class: "plain-icon", "aria-label": word("cancel"), on: { click: cancel } }, icon("close")));
  }

  // Commands

  showCommands(on, typed = "/") {
    const fitting = COMMANDS.filter((name) => `/${name}`.startsWith(typed));
    this.list.hidden = !on || fitting.length === 0;
    if (this.list.hidden) return;
    this.list.replaceChildren(...fitting.map((name) =>
      el("button", { type: "button", class: "command-choice", dataset: { command: name }, on: { click: () => this.chooseCommand(name) } },
        el("b", {}, `/${name}`), el("span", {}, word(`cmd_${name}`)))));
  }

  chooseCommand(name) {
    if (this.area.value.startsWith("/")) this.setText("");
    this.showCommands(false);
    this.say(`/${name}`);
  }

  // The bot's reply keyboard

  paintKeyboard() {
    const shown = this.phone.chat.keyboard;
    const mine = this.keyboard;
    this.toggle.hidden = !shown || this.inChannel;
    if (mine.of !== shown?.messageId) Object.assign(mine, { of: shown?.messageId, wanted: null });
    const open = Boolean(shown) && (mine.wanted ?? !shown.used);
    const painted = open ? String(shown.messageId) : "";
    this.toggle.setAttribute("aria-pressed", String(open));
    if (painted !== mine.painted) this.keys.replaceChildren(...(open ? [replyKeyboard(shown, (key) => this.pressKey(key))] : []));
    mine.painted = painted;
  }

  toggleKeyboard() {
    this.keyboard.wanted = this.toggle.getAttribute("aria-pressed") !== "true";
    this.paintKeyboard();
  }

  pressKey(key) {
    this.keyboard.wanted = null;
    if (key.request_location) this.phone.openPlaces();
    else if (key.request_chat) this.phone.chooseChat(key.request_chat);
    else this.send(key.request_contact ? { do: "contact" } : { do: "keyboard", text: key.text });
  }

  // Attachments

  addFiles(files) {
    if (this.sheet?.node.isConnected) this.sheet.add(files);
    else this.sheet = openPhotos(this.phone.node, this.attachments(), files);
  }

  attachments() {
    const { act, toast, openPlaces } = this.phone;
    const sent = () => {
      this.setReply(null);
      this.phone.sent();
    };
    return { act, toast, openPlaces, sent, replyTo: () => this.replying?.message_id };
  }

  /** Brings everything to what the chat's state says; the text being written is left alone. */
  update() {
    const mayWrite = !this.inChannel || isChannelAdmin(this.phone.chat, this.phone.viewer);
    this.line.hidden = !mayWrite;
    this.closed.hidden = mayWrite;
    this.attach.hidden = this.inChannel;
    this.slash.hidden = this.inChannel;
    const { forceReply, keyboard, entries } = this.phone.chat;
    this.area.placeholder = forceReply?.placeholder || keyboard?.input_field_placeholder || word(this.inChannel ? "composePost" : "compose");
    if (forceReply && this.forced !== forceReply.messageId) this.setReply(entries.get(forceReply.messageId)?.message ?? null);
    this.forced = forceReply?.messageId;
    this.paintKeyboard();
  }
}

function round(className, sign, label, onClick) {
  return el("button", { type: "button", class: `round ${className}`, "aria-label": word(label), title: word(label), on: { click: onClick } }, icon(sign));
}
