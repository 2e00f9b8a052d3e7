// The attachment sheet: sample photos, own photos by choosing or dropping, caption, "as file",
// and the other things that a phone can send.

import { fetchSamples, upload } from "./api.js";
import { openSheet } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { sizeOf, word } from "./words.js";

const MOST = 10;

/**
 * owner: {act(action) -> promise, toast(text), openPlaces(), replyTo() -> message id or undefined, sent()}.
 * files: own files to begin with (dropped or pasted). Returns {add(files), close}.
 */
export function openPhotos(host, owner, files = []) {
  const picked = [];
  const grid = el("div", { class: "samples", "aria-label": word("samples") });
  const own = el("div", { class: "own-files" });
  const caption = el("textarea", { class: "caption", rows: "1", placeholder: word("caption"), "aria-label": word("caption") });
  const asFile = el("input", { type: "checkbox", class: "as-file" });
  const send = el("button", { type: "button", class: "solid send-photos", disabled: true }, word("sendPhotos"));
  const chooser = el("input", { type: "file", multiple: true, class: "offscreen own-input", tabindex: "-1", "aria-label": word("ownPhotos") });
  const browse = el("button", { type: "button", class: "other", on: { click: () => chooser.click() } }, icon("plus"), word("ownShort"));
  const layer = openSheet(host, word("photosTitle"), el("div", { class: "photo-sheet" }, grid, own, chooser,
    el("div", { class: "others" }, browse, otherButtons(owner, () => layer.close())),
    el("label", { class: "switch" }, asFile, el("span", { class: "knob", "aria-hidden": "true" }), el("span", {}, word("asFile"))),
    el("div", { class: "caption-line" }, caption, send)), "photos");

  function toggle(item) {
    const at = picked.indexOf(item);
    if (at >= 0) picked.splice(at, 1);
    else if (picked.length >= MOST) owner.toast(word("tooMany"));
    else picked.push(item);
    paint();
  }
  function paint() {
    for (const node of layer.node.querySelectorAll("[data-pick]")) {
      const at = picked.findIndex((item) => item.node === node);
      node.classList.toggle("picked", at >= 0);
      node.setAttribute("aria-pressed", String(at >= 0));
      node.querySelector(".order").textContent = at >= 0 ? String(at + 1) : "";
    }
    send.disabled = picked.length === 0;
    send.textContent = picked.length > 1 ? word("sendCount", { n: picked.length }) : word("sendPhotos");
  }
  function add(chosen) {
    for (const file of chosen) {
      const item = { file };
      item.node = ownTile(file, () => toggle(item));
      own.append(item.node);
      toggle(item);
    }
  }

  chooser.addEventListener("change", () => add(chooser.files));
  send.addEventListener("click", async () => {
    send.disabled = true;
    try {
      await sendPicked(owner, picked, { caption: caption.value.trim() || undefined, asFile: asFile.checked });
      layer.close();
      owner.sent();
    } catch (error) {
      owner.toast(error.message);
      send.disabled = false;
    }
  });
  caption.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!send.disabled) send.click();
  });
  fillSamples(grid, toggle, owner);
  add(files);
  return { add, close: layer.close, node: layer.node };
}

async function fillSamples(grid, toggle, owner) {
  try {
    const samples = await fetchSamples();
    grid.replaceChildren(...samples.map((sample) => {
      const item = { sample: sample.name };
      item.node = tile({ class: "sample", dataset: { sample: sample.name, pick: "" }, title: sample.title }, () => toggle(item),
        el("img", { src: sample.thumb ?? sample.url, alt: "", decoding: "async" }), el("span", { class: "sample-title" }, sample.title));
      return item.node;
    }));
  } catch {
    owner.toast(word("sampleFail"));
  }
}

function tile(props, onClick, ...children) {
  return el("button", { type: "button", "aria-pressed": "false", ...props, on: { click: onClick } }, ...children, el("span", { class: "order", "aria-hidden": "true" }));
}

function ownTile(file, onClick) {
  const picture = file.type.startsWith("image/") ? el("img", { src: URL.createObjectURL(file), alt: "" }) : el("span", { class: "own-icon" }, icon("file"));
  return tile({ class: "sample own", dataset: { pick: "" }, title: `${file.name} · ${sizeOf(file.size)}` }, onClick, picture, el("span", { class: "sample-title" }, file.name));
}

function otherButtons(owner, close) {
  const other = (kind, sign, action) => el("button", { type: "button", class: "other", dataset: { kind }, on: { click: () => (close(), action()) } }, icon(sign), word(kind));
  const simple = (kind) => () => owner.act({ do: kind }).catch((error) => owner.toast(error.message));
  return [other("location", "place", owner.openPlaces), other("sticker", "sticker", simple("sticker")), other("voice", "voice", simple("voice")),
    other("video", "video", simple("video")), other("contact", "person", simple("contact"))];
}

/** Pictures go together (an album from two on); other files one by one. */
async function sendPicked(owner, picked, { caption, asFile }) {
  const uploaded = await Promise.all(picked.map(async (item) => (item.file ? { file: item.file, upload: (await upload(item.file)).upload } : item)));
  const pictures = uploaded.filter((item) => item.sample || item.file.type.startsWith("image/"));
  const others = uploaded.filter((item) => !pictures.includes(item));
  const reply = owner.replyTo();
  if (pictures.length > 0) {
    const photos = pictures.map((item) => (item.sample ? { sample: item.sample } : { upload: item.upload }));
    await owner.act({ do: "photo", photos, caption, as_file: asFile || undefined, reply_to: reply });
  }
  for (const [index, item] of others.entries()) {
    await owner.act({ do: "document", upload: item.upload, caption: index === 0 && pictures.length === 0 ? caption : undefined, reply_to: reply });
  }
}
