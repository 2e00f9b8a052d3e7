// One phone: its header, its messages and its composer, kept in step with the state of one chat.

import { act } from "./api.js";
import { createRow } from "./bubble.js";
import { Composer } from "./composer.js";
import { alertBox, choose, copyText, openMenu, toast } from "./dialogs.js";
import { avatar, el, icon } from "./dom.js";
import { createHeader } from "./header.js";
import { openLightbox } from "./lightbox.js";
import { readLink, startLinkIn } from "./links.js";
import { openPlaces } from "./places.js";
import { channels, isChannelAdmin, personName } from "./state.js";
import { dayOf, word } from "./words.js";

const PAGE_OF_ROWS = 120;
const NEAR_END = 60;
const LONG_PRESS_MS = 500;

/** spec: {person, chat, viewer, draft}; app: {state, openStart, jump, changeSpec, closeSpec, ...}. */
export class Phone {
  constructor(app, spec) {
    this.app = app;
    this.spec = spec;
    this.state = app.state;
    this.rows = new Map();
    this.folds = new Set();
    this.dirty = new Set();
    this.limit = PAGE_OF_ROWS;
    this.stuck = true;
    this.below = 0;
    for (const name of ["openUrl", "sendCommand", "openPhoto", "act", "attempt", "toast", "openPlaces", "chooseChat", "sent", "reply", "reveal", "press"]) this[name] = this[name].bind(this);
    this.build();
    this.renderAll();
  }

  get chat() {
    return this.app.chat(this.spec.chat);
  }

  get viewer() {
    return this.spec.viewer;
  }

  build() {
    this.list = el("div", { class: "messages", role: "log", tabindex: "0", "aria-label": word("messages") });
    this.badge = el("b", { class: "badge" });
    this.toEnd = el("button", { type: "button", class: "round to-end", "aria-label": word("toEnd"), title: word("toEnd"), hidden: true, on: { click: () => this.scrollToEnd(true) } }, icon("down"), this.badge);
    const hooks = this.spec.person ? { person: this.spec.person } : { chat: this.spec.chat, viewer: this.spec.viewer };
    this.node = el("section", { class: "phone", dataset: hooks });
    this.header = createHeader(this);
    this.composer = new Composer(this);
    const area = el("div", { class: "area" }, this.list, this.toEnd, el("div", { class: "drop-note", "aria-hidden": "true" }, word("dropHere")));
    this.node.append(this.header.node, area, this.composer.node, el("div", { class: "toasts", "aria-live": "polite" }));
    this.listen();
  }

  listen() {
    this.list.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    new ResizeObserver(() => this.stuck && this.scrollToEnd(false)).observe(this.list);
    this.list.addEventListener("contextmenu", (event) => this.openBubbleMenu(event, event.clientX, event.clientY));
    this.listenForLongPress();
    this.listenForDrops();
  }

  /** Touch screens without a context menu of their own; the release must not press what came up under the finger. */
  listenForLongPress() {
    let timer = null;
    let opened = false;
    this.list.addEventListener("touchstart", (event) => {
      const { clientX, clientY } = event.touches[0];
      opened = false;
      timer = setTimeout(() => {
        opened = this.openBubbleMenu(event, clientX, clientY);
      }, LONG_PRESS_MS);
    }, { passive: true });
    for (const name of ["touchmove", "touchcancel"]) this.list.addEventListener(name, () => clearTimeout(timer), { passive: true });
    this.list.addEventListener("touchend", (event) => {
      clearTimeout(timer);
      if (opened) event.preventDefault();
    });
  }

  listenForDrops() {
    const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files") && this.chat.info?.type !== "channel";
    this.node.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.node.classList.add("dropping");
    });
    this.node.addEventListener("dragleave", (event) => !this.node.contains(event.relatedTarget) && this.node.classList.remove("dropping"));
    this.node.addEventListener("drop", (event) => {
      this.node.classList.remove("dropping");
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.composer.addFiles([...event.dataTransfer.files]);
    });
  }

  // Drawing

  renderAll() {
    const keys = [...this.chat.groups.keys()];
    const shown = keys.slice(-this.limit);
    this.rows.clear();
    this.list.replaceChildren();
    if (shown.length < keys.length) {
      this.list.append(el("button", { type: "button", class: "older", on: { click: () => this.showOlder() } }, word("older")));
    }
    for (const key of shown) this.appendRow(key);
    this.paintEmpty();
    this.scrollToEnd(false);
  }

  showOlder() {
    const fromEnd = this.list.scrollHeight - this.list.scrollTop;
    this.limit += PAGE_OF_ROWS;
    this.renderAll();
    this.list.scrollTop = this.list.scrollHeight - fromEnd;
    this.noticeScroll();
  }

  appendRow(key) {
    const row = createRow(this, key);
    const last = [...this.rows.values()].at(-1);
    if (!last || dayOf(last.day) !== dayOf(row.day)) this.list.append(el("div", { class: "day" }, el("span", {}, dayOf(row.day))));
    this.rows.set(key, row);
    this.list.append(row.node);
  }

  paintEmpty() {
    this.list.querySelector(".empty")?.remove();
    if (this.rows.size > 0) return;
    const personal = Boolean(this.spec.person);
    const start = el("button", { type: "button", class: "solid start", on: { click: () => this.sendCommand("/start") } }, word("start"));
    const name = personal ? this.state.bot?.first_name ?? "Bot" : this.chat.info?.title;
    this.list.append(el("div", { class: "empty" }, avatar(name, this.spec.person ? 1 : this.spec.chat, "huge"), el("strong", {}, name),
      el("p", {}, word(personal ? "emptyText" : "emptyChannel")), personal && start));
  }

  /** Takes note of a change of this phone's chat; draws soon, once for many. */
  notice(change, live) {
    if (change.key) this.dirty.add(change.key);
    if (change.kind === "message" && live) {
      if (change.sender === this.viewer) this.stuck = true;
      else if (!this.stuck) this.below += 1;
    }
    if (change.kind === "chat") this.header.update();
    if (change.kind === "typing") this.header.showTyping();
    if (change.kind === "press" || change.kind === "answer") this.refreshWaiting();
    if (change.kind === "answer" && live && change.text && change.press.person === this.viewer) {
      if (change.alert) alertBox(this.node, change.text);
      else this.toast(change.text);
    }
    this.planned ??= setTimeout(() => this.draw(), 0);
  }

  draw() {
    this.planned = null;
    const anchor = this.stuck ? null : this.anchor();
    for (const key of this.dirty) this.drawRow(key);
    if (this.dirty.size > 0) this.paintEmpty();
    this.dirty.clear();
    this.composer.update();
    this.header.update();
    if (anchor) this.list.scrollTop += anchor.row.node.getBoundingClientRect().top - anchor.top;
    else if (this.stuck) this.scrollToEnd(false);
    this.paintToEnd();
  }

  drawRow(key) {
    const row = this.rows.get(key);
    const exists = this.chat.groups.has(key);
    if (row && exists) row.update();
    else if (row) {
      row.node.remove();
      this.rows.delete(key);
    } else if (exists && this.isNewest(key)) this.appendRow(key);
  }

  /** False for a row above the drawn ones: it shows when older ones are asked for. */
  isNewest(key) {
    const last = [...this.rows.keys()].at(-1);
    return last === undefined || this.chat.groups.get(key)[0] > this.chat.groups.get(last)[0];
  }

  refreshWaiting() {
    for (const row of this.rows.values()) row.refreshWaiting();
  }

  // Scrolling

  anchor() {
    const top = this.list.getBoundingClientRect().top;
    for (const row of this.rows.values()) {
      const box = row.node.getBoundingClientRect();
      if (box.bottom > top) return { row, top: box.top };
    }
    return null;
  }

  noticeScroll() {
    if (this.list.clientHeight === 0) return;
    this.stuck = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END;
    if (this.stuck) this.below = 0;
    this.paintToEnd();
  }

  paintToEnd() {
    this.toEnd.hidden = this.stuck;
    this.badge.textContent = this.below > 0 ? String(this.below) : "";
  }

  scrollToEnd(smooth) {
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Brings a message into view and lights it up. */
  reveal(messageId) {
    const entry = this.chat.entries.get(messageId);
    if (!entry) return this.toast(word("lostMessage"));
    if (!this.rows.has(entry.key)) {
      this.limit = this.chat.groups.size;
      this.renderAll();
    }
    const { node } = this.rows.get(entry.key);
    this.stuck = false;
    node.scrollIntoView({ block: "center", behavior: "instant" });
    node.classList.remove("lit");
    requestAnimationFrame(() => node.classList.add("lit"));
    this.noticeScroll();
  }

  // Doing

  act(action) {
    return act({ as: this.viewer, chat: this.spec.chat, ...action });
  }

  attempt(action) {
    return this.act(action).catch((error) => this.toast(error.message));
  }

  toast(text) {
    toast(this.node, text);
  }

  sent() {
    this.stuck = true;
    this.scrollToEnd(false);
  }

  sendCommand(text) {
    return this.attempt({ do: "say", text });
  }

  press(messageId, button, node) {
    if (button.url) return this.openUrl(button.url);
    if (button.copy_text) return copyText(button.copy_text.text).then(() => this.toast(word("copied")));
    if (button.callback_data === undefined) return undefined;
    node.classList.add("waiting");
    return this.act({ do: "tap", message: messageId, data: button.callback_data }).catch((error) => {
      this.refreshWaiting();
      this.toast(error.message);
    });
  }

  openUrl(url) {
    const link = readLink(url, this.state.bot?.username);
    if (link?.kind === "start") this.app.openStart(this.viewer, link.url);
    else if (link?.kind === "post") this.app.jump(link.chatId, link.messageId);
    else if (link) window.open(link.url, "_blank", "noopener,noreferrer");
  }

  openPlaces() {
    openPlaces(this.node, (place) => this.attempt({ do: "location", ...place }).then(this.sent));
  }

  chooseChat(request) {
    const fitting = channels(this.state).filter((chat) => isChannelAdmin(chat, this.viewer) && (chat.info.type === "channel") === Boolean(request.chat_is_channel));
    choose(this.node, word("chooseChannel"), fitting.map((chat) => ({
      label: chat.info.title, picture: avatar(chat.info.title, chat.id), dataset: { share: chat.id },
      pick: () => this.attempt({ do: "share_chat", request_id: request.request_id, chat: chat.id }),
    })), word("noChannel", { name: personName(this.state, this.viewer) }));
  }

  openPhoto(messageId) {
    const photos = [...this.chat.entries.values()].map((entry) => entry.message).filter((message) => message.photo?.length);
    openLightbox(photos, messageId, this.spec.person ? this.reply : null);
  }

  reply(message) {
    this.composer.setReply(message);
  }

  openBubbleMenu(event, x, y) {
    const id = event.target.closest?.("[data-message-id]")?.dataset.messageId;
    const entry = this.chat.entries.get(Number(id));
    const selecting = String(window.getSelection() ?? "").length > 0;
    if (!entry || selecting || event.target.closest(".service, .inline-keyboard")) return false;
    if (event.cancelable) event.preventDefault();
    openMenu(this.node, x, y, this.bubbleActions(entry));
    return true;
  }

  bubbleActions({ message, sender }) {
    const channel = this.chat.info?.type === "channel";
    const text = message.text ?? message.caption;
    const link = startLinkIn(message, this.state.bot?.username);
    return [
      !channel && { label: word("reply"), sign: "reply", pick: () => this.reply(message) },
      sender === this.viewer && message.text && !channel && { label: word("edit"), sign: "edit", pick: () => this.composer.setEdit(message) },
      text && { label: word("copy"), sign: "copy", pick: () => copyText(text).then(() => this.toast(word("copied"))) },
      { label: word("forward"), sign: "forward", pick: () => this.forward(message) },
      link && { label: word("openElsewhere"), sign: "link", pick: () => this.chooseOpener(link) },
    ].filter(Boolean);
  }

  /** To the person's own chat with the bot: the only place where a forwarded message means something here. */
  async forward(message) {
    try {
      await this.act({ do: "forward", from_chat: this.spec.chat, message: message.message_id, chat: this.viewer });
      this.toast(word("forwarded"));
    } catch (error) {
      this.toast(error.message);
    }
  }

  chooseOpener(link) {
    choose(this.node, word("chooseOpener"), [...this.state.people.values()].map((person) => ({
      label: person.name, note: person.note, picture: avatar(person.name, person.id), dataset: { opener: person.id }, pick: () => this.app.openStart(person.id, link),
    })));
  }
}
