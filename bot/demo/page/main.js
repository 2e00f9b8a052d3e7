// Puts the page together: the stream feeds the state, the state feeds the phones.

import { act, fetchState } from "./api.js";
import { choose, openSheet, toast } from "./dialogs.js";
import { avatar, el } from "./dom.js";
import { Phone } from "./phone.js";
import { chatOf, channels, createState, fold } from "./state.js";
import { follow } from "./stream.js";
import { createHint, createTop } from "./top.js";
import { language, setLanguage, word } from "./words.js";

const FIRST_PHONES = [1002, -1001000000001, 1001];
const SECOND_INSPECTOR = 1003;
const CHANNEL_VIEWER = 1004;
const PRESS_PATIENCE_MS = 30000;

const memory = {
  get: (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set: (key, value) => {
    try { localStorage.setItem(key, value); } catch { /* Private windows refuse; the page works without. */ }
  },
};

/** One phone at a time, as in frame.css. */
const isNarrow = () => matchMedia("(max-width: 700px)").matches;

class App {
  constructor() {
    this.state = createState();
    this.connected = false;
    this.ready = false;
    this.specs = [];
    this.phones = new Map();
    this.active = 0;
    this.unread = new Map();
    this.hintShown = memory.get("hint") !== "closed";
  }

  chat(id) {
    return chatOf(this.state, id);
  }

  async start() {
    setLanguage(memory.get("language") ?? "vi");
    this.paintTop();
    follow({
      onEvents: (events, live) => this.take(events, live),
      onConnection: (connected) => {
        this.connected = connected;
        this.top.update();
      },
      onRestart: () => location.reload(),
    });
  }

  /** The state's answer covers what the log may not repeat (people, chats, the bot). */
  async openPhones() {
    const state = await fetchState().catch(() => null);
    for (const person of state?.people ?? []) fold(this.state, { kind: "person", person });
    for (const chat of state?.chats ?? []) fold(this.state, { kind: "chat", chat });
    if (state?.bot) this.state.bot ??= state.bot;
    if (state?.bot_process?.status) this.state.process = { restarts: 0, ...state.bot_process };
    for (const press of this.state.presses.values()) press.quiet = true;
    this.specs = this.wantedPhones().map((id) => this.specFor(id));
    this.rebuild();
  }

  wantedPhones() {
    const asked = location.hash.replace("#", "").split(",").map(Number).filter((id) => this.known(id));
    if (asked.length > 0) return [...new Set(asked)];
    const usual = FIRST_PHONES.filter((id) => this.known(id));
    return usual.length > 0 ? usual : [...this.state.people.keys()].slice(0, 2);
  }

  known(id) {
    return this.state.people.has(id) || Boolean(this.state.chats.get(id)?.info);
  }

  specFor(id) {
    if (this.state.people.has(id)) return { person: id, chat: id, viewer: id, draft: "" };
    const members = this.chat(id).info?.members ?? [];
    return { person: null, chat: id, viewer: members.includes(CHANNEL_VIEWER) ? CHANNEL_VIEWER : members[0] ?? this.chat(id).info?.admins?.[0], draft: "" };
  }

  // Events

  take(events, live) {
    for (const event of events) {
      const change = fold(this.state, event);
      if (change && this.ready) this.spread(change, live);
    }
    if (live && !this.ready) {
      this.ready = true;
      this.openPhones();
    }
  }

  spread(change, live) {
    if (change.kind === "process") return this.top.update();
    if (change.kind === "people") return this.eachPhone((phone) => phone.header.update());
    if (change.kind === "chat") this.eachPhone((phone) => phone.header.update());
    if (change.kind === "press") this.forgetLater(change);
    for (const spec of this.specs) {
      const concerned = spec.chat === change.chatId || (change.chatId === null && spec.person === change.press?.person);
      if (!concerned) continue;
      this.phones.get(spec)?.notice(change, live);
      if (change.kind === "message" && live && change.sender !== spec.viewer) this.countUnread(spec);
    }
    return undefined;
  }

  /** A press that the bot never answers stops turning, as it does in a messenger. */
  forgetLater({ id, press, chatId }) {
    setTimeout(() => {
      if (!this.state.presses.has(id)) return;
      press.quiet = true;
      for (const spec of this.specs) if (spec.chat === chatId) this.phones.get(spec)?.refreshWaiting();
    }, PRESS_PATIENCE_MS);
  }

  countUnread(spec) {
    if (this.specs[this.active] === spec) return;
    this.unread.set(spec, (this.unread.get(spec) ?? 0) + 1);
    this.paintTabs();
  }

  eachPhone(action) {
    for (const phone of this.phones.values()) action(phone);
  }

  // Phones

  rebuild() {
    this.paintTop();
    this.phones.clear();
    const place = document.getElementById("phones");
    for (const spec of this.specs) this.phones.set(spec, new Phone(this, spec));
    place.replaceChildren(...[...this.phones.values()].map((phone) => phone.node));
    this.eachPhone((phone) => phone.scrollToEnd(false));
    this.afterChange();
  }

  afterChange() {
    this.active = Math.min(this.active, this.specs.length - 1);
    history.replaceState(null, "", `#${this.specs.map((spec) => spec.person ?? spec.chat).join(",")}`);
    document.getElementById("phones").style.setProperty("--count", String(this.specs.length));
    this.eachPhone((phone) => phone.header.update());
    this.paintTabs();
  }

  replacePhone(old, spec) {
    const at = this.specs.indexOf(old);
    const node = this.phones.get(old).node;
    this.phones.delete(old);
    this.unread.delete(old);
    this.specs[at] = spec;
    const phone = new Phone(this, spec);
    this.phones.set(spec, phone);
    node.replaceWith(phone.node);
    phone.scrollToEnd(false);
    this.afterChange();
  }

  /** Shows another person or channel in a phone; one that is open elsewhere changes places with it. */
  changeSpec(spec, id) {
    const other = this.specs.find((each) => (each.person ?? each.chat) === id);
    if (other === spec) return;
    if (!other) return this.replacePhone(spec, this.specFor(id));
    const [from, to] = [this.specs.indexOf(spec), this.specs.indexOf(other)];
    [this.specs[from], this.specs[to]] = [other, spec];
    this.rebuild();
  }

  changeViewer(spec, viewer) {
    this.replacePhone(spec, { ...spec, viewer });
  }

  closeSpec(spec) {
    this.phones.get(spec).node.remove();
    this.phones.delete(spec);
    this.specs = this.specs.filter((each) => each !== spec);
    this.afterChange();
  }

  /** The phone of a person or channel, opened if it is not. */
  phoneOf(id) {
    let spec = this.specs.find((each) => (each.person ?? each.chat) === id);
    if (!spec) {
      spec = this.specFor(id);
      this.specs.push(spec);
      const phone = new Phone(this, spec);
      this.phones.set(spec, phone);
      document.getElementById("phones").append(phone.node);
      phone.scrollToEnd(false);
      this.afterChange();
    }
    return this.phones.get(spec);
  }

  show(phone) {
    this.activate(this.specs.indexOf(phone.spec));
    phone.node.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
  }

  addInspector() {
    const open = new Set(this.specs.map((spec) => spec.person));
    if (this.state.people.has(SECOND_INSPECTOR) && !open.has(SECOND_INSPECTOR)) this.show(this.phoneOf(SECOND_INSPECTOR));
    else this.addMenu();
  }

  addMenu() {
    const open = new Set(this.specs.map((spec) => spec.person ?? spec.chat));
    const people = [...this.state.people.values()].filter((person) => !open.has(person.id));
    const places = channels(this.state).filter((chat) => !open.has(chat.id));
    choose(this.activeNode(), word("addOther"), [
      ...people.map((person) => ({ label: person.name, note: person.note, picture: avatar(person.name, person.id), dataset: { open: person.id }, pick: () => this.show(this.phoneOf(person.id)) })),
      ...places.map((chat) => ({ label: chat.info.title, note: word("channel"), picture: avatar(chat.info.title, chat.id), dataset: { open: chat.id }, pick: () => this.show(this.phoneOf(chat.id)) })),
      { label: word("newPerson"), note: word("strangerNote"), picture: avatar("+", 5), dataset: { open: "new" }, pick: () => this.askStranger() },
    ]);
  }

  askStranger() {
    const name = el("input", { name: "name", value: "Vũ Thị Hoa", autocomplete: "off", required: true });
    const form = el("form", { class: "new-person" }, el("label", { class: "field" }, el("span", {}, word("newPersonName")), name),
      el("button", { type: "submit", class: "solid" }, word("newPersonOpen")));
    const sheet = openSheet(this.activeNode(), word("newPerson"), form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sheet.close();
      if (name.value.trim()) this.addStranger(name.value.trim());
    });
    name.select();
  }

  async addStranger(name) {
    try {
      const { person } = await act({ do: "new_person", name, note: "Người lạ" });
      fold(this.state, { kind: "person", person });
      this.show(this.phoneOf(person.id));
    } catch (error) {
      this.report(error.message);
    }
  }

  activeNode() {
    return this.phones.get(this.specs[isNarrow() ? this.active : this.specs.length - 1]).node;
  }

  report(text) {
    if (this.specs.length > 0) toast(this.activeNode(), text);
  }

  /** Follows one of the bot's deep links as a person, on that person's phone. */
  openStart(person, url) {
    const phone = this.phoneOf(person);
    this.show(phone);
    phone.attempt({ do: "open_link", url });
  }

  jump(chatId, messageId) {
    if (!this.known(chatId)) return this.report(word("lostMessage"));
    const phone = this.phoneOf(chatId);
    this.show(phone);
    return phone.reveal(messageId);
  }

  // Chrome

  paintTop() {
    this.top = createTop(this);
    document.getElementById("top").replaceChildren(...this.top.nodes);
    document.getElementById("hint").replaceChildren(...(this.hintShown ? [createHint(this)] : []));
  }

  openHint() {
    this.setHint(!this.hintShown);
  }

  closeHint() {
    this.setHint(false);
  }

  setHint(shown) {
    this.hintShown = shown;
    memory.set("hint", shown ? "open" : "closed");
    this.paintTop();
  }

  /** The guide's first step, done for the visitor. */
  begin() {
    const phone = this.phoneOf(FIRST_PHONES[0]);
    this.show(phone);
    if (isNarrow()) this.closeHint();
    phone.sendCommand("/kiemtra");
  }

  toggleLanguage() {
    setLanguage(language() === "vi" ? "en" : "vi");
    memory.set("language", language());
    this.rebuild();
  }

  activate(index) {
    this.active = Math.max(0, index);
    this.unread.delete(this.specs[this.active]);
    this.paintTabs();
  }

  paintTabs() {
    const tabs = this.specs.map((spec, index) => {
      const name = spec.person ? this.state.people.get(spec.person)?.name : this.chat(spec.chat).info?.title;
      const short = spec.person ? name?.split(" ").pop() : word("channelTab");
      const count = this.unread.get(spec) ?? 0;
      return el("button", {
        type: "button", class: "tab", "aria-current": index === this.active ? "true" : null, "aria-label": count > 0 ? `${name} (${count})` : name,
        dataset: { tab: spec.person ?? spec.chat }, on: { click: () => this.activate(index) },
      }, avatar(name, spec.person ?? spec.chat, "small"), el("span", { class: "tab-name" }, short), count > 0 && el("b", { class: "badge" }, String(count)));
    });
    const nav = document.getElementById("tabs");
    nav.setAttribute("aria-label", word("phones"));
    nav.replaceChildren(...tabs);
    this.specs.forEach((spec, index) => this.phones.get(spec)?.node.classList.toggle("active", index === this.active));
  }
}

new App().start();
