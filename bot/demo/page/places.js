// The dialog that stands in for a phone's own position: places in Hà Đông (illustrative) or any coordinates.

import { openSheet } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { word } from "./words.js";

const PLACES = [
  { title: "Trụ sở UBND phường Mộ Lao (minh họa)", lat: 20.9806, lon: 105.789, accuracy: 12 },
  { title: "Cách trụ sở phường Mộ Lao 40 m (minh họa)", lat: 20.98096, lon: 105.789, accuracy: 20 },
  { title: "Trụ sở UBND phường Văn Quán (minh họa)", lat: 20.9769, lon: 105.7886, accuracy: 12 },
  { title: "Trụ sở UBND phường Phúc La (minh họa)", lat: 20.9661, lon: 105.7898, accuracy: 15 },
  { title: "Trụ sở UBND phường Yên Nghĩa (minh họa)", lat: 20.9497, lon: 105.7437, accuracy: 18 },
  { title: "Hồ Hoàn Kiếm, xa mọi trụ sở (minh họa)", lat: 21.0287, lon: 105.8522, accuracy: 25 },
];

/** send({lat, lon, accuracy}) is called once a place is chosen. */
export function openPlaces(host, send) {
  const finish = (place) => {
    layer.close();
    send({ lat: place.lat, lon: place.lon, accuracy: place.accuracy });
  };
  const list = PLACES.map((place) => el("button", { type: "button", class: "choice place-choice", on: { click: () => finish(place) } },
    el("span", { class: "card-icon" }, icon("place")),
    el("span", { class: "card-text" }, el("strong", {}, place.title), el("small", {}, `${place.lat}, ${place.lon}`))));
  const layer = openSheet(host, word("locationTitle"), el("div", {}, el("div", { class: "choices" }, list), freePlace(finish)));
  layer.node.querySelector(".choice").focus();
}

function freePlace(finish) {
  const field = (label, name, value) => el("label", { class: "field" }, el("span", {}, label),
    el("input", { name, value, inputmode: "decimal", autocomplete: "off" }));
  const fault = el("p", { class: "fault", role: "alert" });
  const form = el("form", { class: "free-place" }, field(word("latitude"), "lat", "20.9806"), field(word("longitude"), "lon", "105.7890"),
    field(word("accuracyField"), "accuracy", "15"), el("button", { type: "submit", class: "solid" }, word("sendLocation")), fault);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [lat, lon, accuracy] = ["lat", "lon", "accuracy"].map((name) => Number(form.elements[name].value.trim().replace(",", ".")));
    const good = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && accuracy >= 0 && accuracy <= 1500;
    if (good) finish({ lat, lon, accuracy });
    else fault.textContent = word("badLocation");
  });
  return form;
}
