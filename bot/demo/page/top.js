// The page's own bar: name, mark, the bot's state, the switch that kills it, language, more phones; and the guide.

import { killBot } from "./api.js";
import { el, icon } from "./dom.js";
import { language, word } from "./words.js";

/** app: {state, connected, addInspector(), addMenu(x, y), toggleLanguage(), openHint(), report(text)}. */
export function createTop(app) {
  const state = el("span", { class: "bot-state", role: "status" }, el("i", { class: "lamp", "aria-hidden": "true" }), el("span", { class: "bot-words" }, el("span", {}), el("span", { class: "dot" }), el("span", { class: "bot-restarts" })));
  const kill = el("button", { type: "button", class: "kill", title: word("killTitle"), on: { click: () => killBot().catch((error) => app.report(error.message)) } },
    icon("power"), el("span", { class: "wide-only" }, word("kill")), el("span", { class: "narrow-only" }, word("killShort")));
  const more = el("button", { type: "button", class: "quiet add-other", "aria-label": word("addOther"), title: word("addOther"), "aria-haspopup": "menu" }, icon("down"));
  more.addEventListener("click", () => app.addMenu());
  const nodes = [
    el("h1", {}, el("img", { src: "/page/icon.svg", alt: "", width: "28", height: "28" }), el("span", {}, word("product"), el("span", { class: "wide-only" }, " · Ward Rounds"))),
    el("span", { class: "mark" }, word("illustrative")),
    el("span", { class: "spring" }),
    state, kill,
    el("span", { class: "split" }, el("button", { type: "button", class: "quiet add", title: word("addInspector"), "aria-label": word("addInspector"), on: { click: () => app.addInspector() } },
      icon("plus"), el("span", { class: "wide-only" }, word("addInspector"))), more),
    el("button", { type: "button", class: "quiet language", "aria-label": `${word("language")}: ${word("switchLanguage")}`, lang: language() === "vi" ? "en" : "vi", on: { click: () => app.toggleLanguage() } }, language() === "vi" ? "EN" : "VI"),
    el("button", { type: "button", class: "quiet help", "aria-label": word("hintOpen"), title: word("hintOpen"), on: { click: () => app.openHint() } }, icon("help")),
  ];
  function update() {
    const { status, restarts } = app.state.process;
    const known = ["up", "starting", "killed", "down"].includes(status) ? status : "starting";
    const [now, dot, count] = state.lastElementChild.children;
    now.textContent = word(app.connected ? known : "offline");
    count.textContent = app.connected && restarts > 0 ? word("restarts", { n: restarts }) : "";
    dot.textContent = count.textContent ? " · " : "";
    state.dataset.status = app.connected ? status : "offline";
    state.dataset.restarts = restarts;
    state.title = state.textContent;
  }
  update();
  return { nodes, update };
}

/** Three lines for a first visitor. app: {begin(), closeHint()}. */
export function createHint(app) {
  const command = el("button", { type: "button", class: "hint-command", on: { click: () => app.begin() } }, "/kiemtra");
  const steps = [
    [word("hint1a"), " ", command, word("hint1b")],
    [word("hint2")],
    [word("hint3")],
  ];
  return el("aside", { class: "hint", "aria-label": word("hintTitle") },
    el("h2", {}, word("hintTitle")),
    el("ol", {}, steps.map((step) => el("li", {}, el("span", {}, step)))),
    el("button", { type: "button", class: "plain-icon hint-close", "aria-label": word("hintClose"), on: { click: () => app.closeHint() } }, icon("close")));
}
