/** A map of the page, with what page modules may ask of it. */
import {
  AttributionControl,
  type GeoJSONSource,
  type MapMouseEvent,
  Map as MapLibreMap,
  Marker,
  NavigationControl,
  Popup,
  ScaleControl,
} from "maplibre-gl";
import { CASE_SOURCE } from "./case_layers";
import { type CaseChange, CaseStore } from "./case_store";
import type { CaseFeature, MapConfig } from "./config";
import { homeButton, layerMenu, setVisible } from "./controls";
import { drawMarks, markOptions } from "./icons";
import { Listing } from "./listing";
import { paletteFor } from "./palette";
import { startPicking, writePlace } from "./pick";
import { caseCard } from "./popup";
import { buildStyle, SWITCHES } from "./style";
import { drawTrack } from "./track";
import { pixelRatio } from "../shared/scale";

const FONTS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';
const NEAREST_ZOOM = 19;

export class Board {
  readonly map: MapLibreMap;
  readonly #store = new CaseStore();
  readonly #listing: Listing;
  #onCase: ((feature: CaseFeature) => void) | undefined;
  readonly #onStyle: (() => void)[] = [];
  readonly #onCard: ((card: HTMLElement, feature: CaseFeature) => void)[] = [];
  #isDrawn = false;

  constructor(
    readonly box: HTMLElement,
    readonly config: MapConfig,
  ) {
    this.#listing = new Listing(box.id, config.words);
    this.map = createMap(box, config);
    this.map.on("load", () => this.#drawn());
    this.map.on("error", (event) => this.#warn(event.error));
    document.addEventListener("theme:changed", () => this.#restyle());
    if (config.mode === "overview") this.#startOverview();
    if (config.mode === "pick") startPicking(this.map, config, (lon, lat) => this.#chosen(lon, lat));
    if (config.mode === "mini" && config.pin) new Marker({ color: "#c1622d" }).setLngLat([config.pin.lon, config.pin.lat]).addTo(this.map);
  }

  /** Show these cases and no others. */
  showCases(cases: CaseFeature[]): void {
    this.#store.replace(cases);
    this.#redraw();
  }

  /** Add, change and remove cases without drawing the others anew. */
  applyCases(change: CaseChange): void {
    const diff = this.#store.apply(change);
    void this.#source()?.updateData(diff);
    this.#listing.show(this.#store.shown());
    this.#count();
  }

  /** Show only the cases that `shown` lets through. */
  setCaseFilter(shown: (feature: CaseFeature) => boolean): void {
    this.#store.filter(shown);
    this.#redraw();
  }

  /** Call `act` when somebody chooses a case, instead of showing the small card. */
  onCase(act: (feature: CaseFeature) => void): void {
    this.#onCase = act;
  }

  /** Let a page module add to the small card of a case. */
  onCard(add: (card: HTMLElement, feature: CaseFeature) => void): void {
    this.#onCard.push(add);
  }

  /** Call `draw` when the map's style is there, and again after each change, which takes everything away that was added. */
  onStyle(draw: () => void): void {
    this.#onStyle.push(draw);
    if (this.#isDrawn) draw();
  }

  /** Move to a place. */
  focus(lon: number, lat: number, zoom = 16): void {
    this.map.easeTo({ center: [lon, lat], zoom });
  }

  /** Show or hide what one line of the layer menu stands for. */
  setLayer(name: string, on: boolean): void {
    setVisible(this.map, SWITCHES[name] ?? [], on);
  }

  #drawn(): void {
    this.#addAll();
    this.#isDrawn = true;
    for (const name of this.config.hiddenLayers) this.setLayer(name, false);
    this.map.once("idle", () => (this.box.dataset["ready"] = "1"));
  }

  /** A tile that does not come leaves a gap, not a broken page; the box tells tests and the console tells people. */
  #warn(error: { message: string }): void {
    this.box.dataset["gap"] = "1";
    console.warn(`Map: ${error.message}`);
  }

  #startOverview(): void {
    const { map, config } = this;
    if (config.bounds) map.addControl(homeButton(map, config.bounds, config.words["home"] ?? ""), "top-right");
    map.addControl(layerMenu(map, config), "top-left");
    map.on("click", "case-mark", (event) => this.#clicked(event));
    map.on("click", "case-cluster", (event) => void this.#openCluster(event));
    for (const layer of ["case-mark", "case-cluster"]) {
      map.on("mouseenter", layer, () => map.getCanvas().classList.add("gw-map-hand"));
      map.on("mouseleave", layer, () => map.getCanvas().classList.remove("gw-map-hand"));
    }
  }

  #clicked(event: MapMouseEvent): void {
    const [hit] = this.map.queryRenderedFeatures(event.point, { layers: ["case-mark"] });
    const feature = this.#store.get(Number(hit?.id));
    if (!feature) return;
    if (this.#onCase) return this.#onCase(feature);
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const card = caseCard(feature.properties, this.config.words);
    for (const add of this.#onCard) add(card, feature);
    new Popup({ offset: 14, maxWidth: "280px", focusAfterOpen: true })
      .setLngLat([lon, lat])
      .setDOMContent(card)
      .addTo(this.map);
  }

  async #openCluster(event: MapMouseEvent): Promise<void> {
    const [hit] = this.map.queryRenderedFeatures(event.point, { layers: ["case-cluster"] });
    const source = this.#source();
    if (!hit || !source || hit.geometry.type !== "Point") return;
    const zoom = await source.getClusterExpansionZoom(Number(hit.properties["cluster_id"]));
    const [lon = 0, lat = 0] = hit.geometry.coordinates;
    this.focus(lon, lat, Math.min(zoom, NEAREST_ZOOM));
  }

  #chosen(lon: number, lat: number): void {
    writePlace(this.config, lon, lat);
    this.box.dispatchEvent(new CustomEvent("place:changed", { bubbles: true, detail: { lon, lat, crs: "wgs84" } }));
  }

  #addMarks(): void {
    for (const { name, image } of drawMarks(paletteFor(isDark()))) {
      if (this.map.hasImage(name)) this.map.updateImage(name, image);
      else this.map.addImage(name, image, markOptions);
    }
  }

  #restyle(): void {
    this.map.setStyle(buildStyle(this.config, paletteFor(isDark()), location.origin));
    this.map.once("idle", () => this.#addAll());
  }

  #addAll(): void {
    this.#addMarks();
    this.#redraw();
    if (this.config.track) drawTrack(this.map, this.config.track);
    for (const draw of this.#onStyle) draw();
  }

  #redraw(): void {
    void this.#source()?.setData(this.#store.collection());
    this.#listing.show(this.#store.shown());
    this.#count();
  }

  /** Said on the box, so that tests and screen readers need not read pixels. */
  #count(): void {
    this.box.dataset["cases"] = String(this.#store.shown().length);
  }

  #source(): GeoJSONSource | undefined {
    return this.map.getSource<GeoJSONSource>(CASE_SOURCE);
  }
}

/** Return whether the page is dark now. */
export function isDark(): boolean {
  return document.documentElement.dataset["bsTheme"] === "dark";
}

function createMap(box: HTMLElement, config: MapConfig): MapLibreMap {
  const isStill = config.mode === "mini";
  const map = new MapLibreMap({
    container: box.querySelector<HTMLElement>("[data-map-canvas]") ?? box,
    style: buildStyle(config, paletteFor(isDark()), location.origin),
    ...startingView(config),
    localIdeographFontFamily: FONTS,
    attributionControl: false,
    fadeDuration: 0, // cases come and go all day; fading labels would keep weak machines drawing
    interactive: !isStill,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: NEAREST_ZOOM,
    pixelRatio: pixelRatio(),
    locale: {
      "Map.Title": config.words["map"] ?? "",
      "NavigationControl.ZoomIn": config.words["zoomIn"] ?? "",
      "NavigationControl.ZoomOut": config.words["zoomOut"] ?? "",
      "GeolocateControl.FindMyLocation": config.words["here"] ?? "",
    },
  });
  map.touchZoomRotate.disableRotation();
  if (!isStill) map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  if (!isStill) map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
  if (config.attribution) map.addControl(new AttributionControl({ compact: false, customAttribution: config.attribution }), "bottom-right");
  return map;
}

function startingView(config: MapConfig): object {
  if (config.pin) return { center: [config.pin.lon, config.pin.lat], zoom: config.zoom ?? 15 };
  if (config.bounds) return { bounds: config.bounds, fitBoundsOptions: { padding: 24 } };
  return { center: [104, 35], zoom: 3 };
}
