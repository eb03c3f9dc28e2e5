/** Everything that moves: what the stream tells, as points of the map. */
import type { GeoJSONSource, GeoJSONSourceSpecification, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import type { Palette } from "../map/palette";
import { drawMovers } from "./mover_marks";
import { markOptions } from "../map/icons";

const SOURCE = "movers";
const FONT = ["gridwarden"];
const CLUSTER_BELOW_ZOOM = 14;
const NAMES_FROM_ZOOM = 14;
/** A cluster says more than a heap of marks only when it is a heap. */
const CLUSTER_FROM = 8;

/** id, degrees east, degrees north, course, km/h, state. */
export type MoverRow = [id: number, lon: number, lat: number, course: number, kmh: number, state: string];

/** What the stream says (console/moving/feed.py). */
export interface MoverChange {
  whole?: boolean;
  put: MoverRow[];
  names: Record<string, [kind: string, name: string]>;
  drop: number[];
}

export interface MoverProperties {
  kind: string;
  name: string;
  tone: string;
  course: number;
}

export type MoverFeature = GeoJSON.Feature<GeoJSON.Point, MoverProperties> & { id: number };

/** What MapLibre's `updateData` wants to hear. */
export interface MoverDiff {
  removeAll?: boolean;
  add: MoverFeature[];
  remove: number[];
}

export class MoverStore {
  readonly #names = new Map<number, [kind: string, name: string]>();
  readonly #shown = new Map<number, MoverFeature>();

  constructor(private readonly tones: Record<string, string>) {}

  /** Take a change in; returns what the map's source has to do. */
  apply(change: MoverChange): MoverDiff {
    if (change.whole) {
      this.#names.clear();
      this.#shown.clear();
    }
    for (const [id, named] of Object.entries(change.names)) this.#names.set(Number(id), named);
    for (const id of change.drop) {
      this.#names.delete(id);
      this.#shown.delete(id);
    }
    const add = change.put.map((row) => this.#feature(row));
    for (const feature of add) this.#shown.set(feature.id, feature);
    return { ...(change.whole ? { removeAll: true } : {}), add, remove: change.drop };
  }

  /** Return where something is now. */
  placeOf(id: number): [lon: number, lat: number] | undefined {
    return this.#shown.get(id)?.geometry.coordinates as [number, number] | undefined;
  }

  /** How many there are. */
  get size(): number {
    return this.#shown.size;
  }

  /** Return everything, for a source that was made anew. */
  features(): MoverFeature[] {
    return [...this.#shown.values()];
  }

  #feature([id, lon, lat, course, , state]: MoverRow): MoverFeature {
    const [kind, name] = this.#names.get(id) ?? ["vehicle", ""];
    const properties = { kind, name, tone: this.tones[state] ?? "none", course: kind === "vehicle" ? course : 0 };
    return { type: "Feature", id, geometry: { type: "Point", coordinates: [lon, lat] }, properties };
  }
}

/** Draw the movers' layers, empty or with what is known; called again after each change of style. */
export function addMovers(map: MapLibreMap, colours: Palette, features: MoverFeature[]): void {
  for (const { name, image } of drawMovers(colours)) {
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, markOptions);
  }
  if (map.getSource(SOURCE)) return;
  map.addSource(SOURCE, source(features));
  for (const layer of layers(colours)) map.addLayer(layer);
}

/** Carry a change to the map; before its style is there nothing is lost, since `addMovers` draws what is known. */
export function moveOn(map: MapLibreMap, diff: MoverDiff): void {
  void map.getSource<GeoJSONSource>(SOURCE)?.updateData(diff);
}

function source(features: MoverFeature[]): GeoJSONSourceSpecification {
  return {
    type: "geojson",
    data: { type: "FeatureCollection", features },
    cluster: true,
    clusterRadius: 36,
    clusterMinPoints: CLUSTER_FROM,
    clusterMaxZoom: CLUSTER_BELOW_ZOOM - 1,
    clusterProperties: { bad: ["+", ["case", ["==", ["get", "tone"], "bad"], 1, 0]] },
  };
}

function layers(colours: Palette): LayerSpecification[] {
  const common = { type: "symbol", source: SOURCE } as const;
  return [
    {
      id: "mover-cluster",
      type: "circle",
      source: SOURCE,
      filter: ["has", "point_count"],
      paint: {
        "circle-color": colours.moving,
        "circle-opacity": 0.9,
        "circle-radius": ["step", ["get", "point_count"], 12, 50, 16, 200, 21, 1000, 27],
        "circle-stroke-width": ["case", [">", ["get", "bad"], 0], 3, 1.5],
        "circle-stroke-color": ["case", [">", ["get", "bad"], 0], colours.red, colours.halo],
      },
    },
    {
      ...common,
      id: "mover-count",
      filter: ["has", "point_count"],
      layout: { "text-field": ["to-string", ["get", "point_count_abbreviated"]], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": colours.onLight },
    },
    {
      ...common,
      id: "mover-mark",
      filter: ["!", ["has", "point_count"]],
      layout: {
        "icon-image": ["concat", "mover-", ["get", "kind"], "-", ["get", "tone"]],
        "icon-rotate": ["get", "course"],
        "icon-rotation-alignment": "map",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.6, 15, 1],
        // Whoever is not where they should be lies on top.
        "symbol-sort-key": ["match", ["get", "tone"], "bad", 3, "warn", 2, 1],
      },
    },
    {
      ...common,
      id: "mover-name",
      minzoom: NAMES_FROM_ZOOM,
      filter: ["!", ["has", "point_count"]],
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-offset": [0, 1.4], "text-optional": true },
      paint: { "text-color": colours.text, "text-halo-color": colours.halo, "text-halo-width": 1.6 },
    },
  ];
}
