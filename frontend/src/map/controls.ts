/** Buttons and panels that lie over the map. */
import type { IControl, Map as MapLibreMap } from "maplibre-gl";
import type { Bounds, ItemClass, Light, MapConfig } from "./config";
import { drawMark } from "./icons";
import { paletteFor } from "./palette";
import { SWITCHES } from "./style";
import { text } from "./popup";

const LEGEND_LIGHTS: Light[] = ["red", "yellow", "green", ""];
const LEGEND_CLASSES: ItemClass[] = ["cityscape", "municipal", "order"];

/** A control made of one element. */
class Holder implements IControl {
  constructor(private readonly element: HTMLElement) {
    element.classList.add("maplibregl-ctrl");
  }

  onAdd(): HTMLElement {
    return this.element;
  }

  onRemove(): void {
    this.element.remove();
  }
}

/** A button that shows the whole district again. */
export function homeButton(map: MapLibreMap, bounds: Bounds, label: string): IControl {
  const group = document.createElement("div");
  group.className = "maplibregl-ctrl-group";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "gw-map-home";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => map.fitBounds(bounds, { padding: 24 }));
  group.append(button);
  return new Holder(group);
}

/** The menu of layers, with the legend beneath it. */
export function layerMenu(map: MapLibreMap, config: MapConfig): IControl {
  const panel = document.createElement("details");
  panel.className = "maplibregl-ctrl-group gw-map-panel";
  panel.append(text("summary", "", config.words["layers"] ?? ""));
  for (const [name, layers] of Object.entries(SWITCHES)) {
    if ((name === "raster" && !config.raster) || config.words[name] === "") continue;
    panel.append(switchFor(map, layers, config.words[name] ?? name, !config.hiddenLayers.includes(name)));
  }
  panel.append(text("p", "gw-map-panel-head", config.words["legend"] ?? ""), legend(config.words));
  return new Holder(panel);
}

function switchFor(map: MapLibreMap, layers: string[], label: string, on: boolean): HTMLElement {
  const line = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = on;
  const show = (): void => setVisible(map, layers, box.checked);
  box.addEventListener("change", show);
  map.on("styledata", show);
  line.append(box, text("span", "", label));
  return line;
}

/** Show or hide layers; does nothing for those that are as wanted, so that it may follow every change of style. */
export function setVisible(map: MapLibreMap, layers: string[], on: boolean): void {
  const wanted = on ? "visible" : "none";
  for (const layer of layers) {
    if (!map.getLayer(layer)) continue;
    if ((map.getLayoutProperty(layer, "visibility") ?? "visible") !== wanted) map.setLayoutProperty(layer, "visibility", wanted);
  }
}

function legend(words: Record<string, string>): HTMLElement {
  const list = document.createElement("ul");
  list.className = "gw-map-legend";
  const lines: [string, string][] = [
    ...["A", "B", "C"].map((letter): [string, string] => [`grid-${letter.toLowerCase()}`, words[`class${letter}`] ?? ""]),
    ["road-arterial", words["arterial"] ?? ""],
    ["road-secondary", words["secondary"] ?? ""],
    ["road-back", words["backStreet"] ?? ""],
  ];
  const said = lines.filter(([, label]) => label !== ""); // an empty word leaves its line out
  list.append(...said.map(([sample, label]) => legendLine(text("span", `gw-map-sample gw-map-sample-${sample}`, ""), label)));
  const colours = paletteFor(document.documentElement.dataset["bsTheme"] === "dark");
  for (const light of LEGEND_LIGHTS.filter((one) => words[one || "none"] !== ""))
    list.append(legendLine(drawMark("cityscape", light, colours), words[light || "none"] ?? ""));
  for (const name of LEGEND_CLASSES) list.append(legendLine(drawMark(name, "", colours), words[name] ?? ""));
  return list;
}

function legendLine(sample: HTMLElement, label: string): HTMLElement {
  const line = document.createElement("li");
  line.append(sample, text("span", "", label));
  return line;
}
