/** Draw what a check found and what a file would bring; choose a finding in the list or on the map. */
import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import type { Board } from "../map/board";
import { whenMap } from "../map/registry";
import { behave, jsonFrom } from "../shared/dom";
import { boundsOf } from "./bounds";
import { CHOSEN, chosen, HIT_LAYERS, overlayLayers, SOURCE } from "./overlay";

/** Nearer than this a gap of one square metre would fill the screen. */
const NEAREST = 18;

/** Start every `[data-findings="map id"]` list whose GeoJSON lies in `data-overlay`. */
export function startFindings(): void {
  behave("[data-findings]", (list) => void start(list));
}

async function start(list: HTMLElement): Promise<void> {
  const found = jsonFrom<GeoJSON.FeatureCollection>(list.dataset["overlay"] ?? "");
  if (!found?.features.length) return;
  const board = await whenMap(list.dataset["findings"] ?? "");
  new Findings(list, board, found);
}

class Findings {
  readonly #map: MapLibreMap;
  #chosen = -1;

  constructor(
    private readonly list: HTMLElement,
    private readonly board: Board,
    private readonly found: GeoJSON.FeatureCollection,
  ) {
    this.#map = board.map;
    this.#draw();
    this.#map.on("style.load", () => this.#draw());
    // Another theme replaces the style and takes our layers away without saying so.
    document.addEventListener("theme:changed", () => void this.#map.once("idle", () => this.#draw()));
    this.#map.on("click", (event) => this.#clicked(event));
    list.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-finding]");
      if (button) this.#choose(Number(button.dataset["finding"]), true);
    });
  }

  #draw(): void {
    if (!this.#map.getLayer("land") || this.#map.getSource(SOURCE)) return;
    this.#map.addSource(SOURCE, { type: "geojson", data: this.found });
    for (const layer of overlayLayers()) this.#map.addLayer(layer);
    this.#map.setFilter(CHOSEN, chosen(this.#chosen));
    this.board.box.dataset["findings"] = String(this.found.features.filter((one) => one.properties?.["what"] === "finding").length);
  }

  #clicked(event: MapMouseEvent): void {
    const layers = HIT_LAYERS.filter((layer) => this.#map.getLayer(layer));
    const [hit] = this.#map.queryRenderedFeatures(event.point, { layers });
    if (hit?.id !== undefined) this.#choose(Number(hit.id), false);
  }

  #choose(number: number, move: boolean): void {
    this.#chosen = number;
    if (this.#map.getLayer(CHOSEN)) this.#map.setFilter(CHOSEN, chosen(number));
    for (const button of this.list.querySelectorAll<HTMLElement>("[data-finding]")) {
      const isChosen = Number(button.dataset["finding"]) === number;
      button.setAttribute("aria-pressed", String(isChosen));
      if (isChosen && !move) button.scrollIntoView({ block: "nearest" });
    }
    this.board.box.dataset["chosen"] = String(number);
    const feature = this.found.features.find((one) => one.id === number);
    if (move && feature) this.#map.fitBounds(boundsOf(feature.geometry), { padding: 60, maxZoom: NEAREST, duration: 600 });
  }
}
