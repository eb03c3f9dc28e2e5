/** The card beside the map: what a click told, and the circle around a case. */
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import htmx from "htmx.org";
import { onClick } from "../shared/dom";
import { circle } from "./circle";

const CIRCLE = "around";

export class Cards {
  constructor(
    private readonly map: MapLibreMap,
    private readonly box: HTMLElement,
  ) {
    onClick("[data-card-close]", () => this.close());
  }

  /** Show what the server says at `url`. */
  async open(url: string): Promise<void> {
    await htmx.ajax("get", url, { target: this.box, swap: "innerHTML" });
    this.box.hidden = false;
    this.#circle();
  }

  close(): void {
    this.box.hidden = true;
    this.box.replaceChildren();
    this.#draw([]);
  }

  #circle(): void {
    const around = this.box.querySelector<HTMLElement>("[data-around]");
    if (!around) return this.#draw([]);
    const [lon, lat, radius] = ["lon", "lat", "radius"].map((name) => Number(around.dataset[name])) as [number, number, number];
    this.#draw(circle(lon, lat, radius));
    this.map.easeTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), 14.5) });
  }

  #draw(ring: [number, number][]): void {
    const data: GeoJSON.Feature = { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: ring.length > 0 ? [ring] : [] } };
    const source = this.map.getSource<GeoJSONSource>(CIRCLE);
    if (source) return void source.setData(data);
    if (ring.length === 0) return;
    this.map.addSource(CIRCLE, { type: "geojson", data });
    this.map.addLayer({ id: "around-fill", type: "fill", source: CIRCLE, paint: { "fill-color": "#c1622d", "fill-opacity": 0.08 } });
    this.map.addLayer({ id: "around-line", type: "line", source: CIRCLE, paint: { "line-color": "#c1622d", "line-width": 2, "line-dasharray": [3, 2] } });
  }
}
