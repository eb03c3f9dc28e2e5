/** The base map: a MapLibre style drawn from our own vector tiles, without fonts or pictures from outside. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { caseLayers, CASE_SOURCE, caseSource } from "./case_layers";
import type { MapConfig } from "./config";
import type { Palette } from "./palette";

/** Layers that the tile server knows, with the zoom from which each is worth asking for. */
export const TILE_LAYERS = {
  boundary: 6,
  zones: 9,
  water: 10,
  green: 11,
  railway: 11,
  roads: 9,
  buildings: 14,
  grids: 8,
  grid_points: 8,
} as const;
export type TileLayer = keyof typeof TILE_LAYERS;

const DEEPEST_TILE = 16;
/** Label fonts are drawn by the browser; the name only has to be one it does not find on a server. */
const FONT = ["gridwarden"];

/** Which style layers a person switches together, by the word in the layer menu. */
export const SWITCHES: Record<string, string[]> = {
  cases: ["case-cluster", "case-count", "case-mark"],
  grids: ["grid-fill", "grid-line", "grid-chosen", "grid-label"],
  roads: ["road-back_street", "road-secondary", "road-arterial", "road-case", "road-label"],
  zones: ["zone-fill"],
  buildings: ["building"],
  raster: ["raster"],
};

/** Return the whole style for one map. */
export function buildStyle(config: MapConfig, colours: Palette, origin: string): StyleSpecification {
  return {
    version: 8,
    sources: { ...tileSources(config, origin), ...rasterSource(config), [CASE_SOURCE]: caseSource() },
    layers: [
      { id: "land", type: "background", paint: { "background-color": colours.land } },
      ...(config.raster ? [{ id: "raster", type: "raster", source: "raster" } as const] : []),
      ...ground(colours, config.raster !== ""),
      ...roads(colours),
      ...grids(config, colours),
      ...labels(colours),
      ...caseLayers(colours, FONT),
    ],
  };
}

function tileSources(config: MapConfig, origin: string): Record<string, SourceSpecification> {
  const entries = Object.entries(TILE_LAYERS).map(([layer, minzoom]) => [
    layer,
    {
      type: "vector",
      tiles: [origin + config.tiles.replace("{layer}", layer)],
      minzoom,
      maxzoom: DEEPEST_TILE,
      ...(layer === "grids" ? { promoteId: "id" } : {}),
    } as SourceSpecification,
  ]);
  return Object.fromEntries(entries) as Record<string, SourceSpecification>;
}

function rasterSource(config: MapConfig): Record<string, SourceSpecification> {
  if (!config.raster) return {};
  return { raster: { type: "raster", tiles: [config.raster], tileSize: 256, maxzoom: 18 } };
}

/** Layers of one tile source bear its name inside as well. */
const from = (layer: TileLayer): { source: string; "source-layer": string } => ({ source: layer, "source-layer": layer });

function ground(colours: Palette, overRaster: boolean): LayerSpecification[] {
  const zone = ["match", ["get", "kind"], "core", colours.zoneCore, "town", colours.zoneTown, "excluded", colours.zoneExcluded, "water", colours.water, colours.zoneVillage];
  return [
    {
      id: "zone-fill",
      type: "fill",
      ...from("zones"),
      paint: { "fill-color": zone as unknown as string, "fill-opacity": overRaster ? 0.25 : 1 },
    },
    { id: "green", type: "fill", ...from("green"), paint: { "fill-color": colours.green, "fill-opacity": 0.8 } },
    { id: "water-fill", type: "fill", ...from("water"), filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colours.water } },
    {
      id: "water-line",
      type: "line",
      ...from("water"),
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": colours.water, "line-width": byZoom(10, 1, 17, 9) },
    },
    { id: "railway", type: "line", ...from("railway"), paint: { "line-color": colours.railway, "line-width": 1.5, "line-dasharray": [4, 3] } },
    { id: "building", type: "fill", ...from("buildings"), minzoom: 14, paint: { "fill-color": colours.building, "fill-opacity": byZoom(14, 0.3, 15.5, 1) } },
  ];
}

function roads(colours: Palette): LayerSpecification[] {
  const width = (grade: string, far: number, near: number, minzoom: number, colour: string): LayerSpecification => ({
    id: `road-${grade}`,
    type: "line",
    ...from("roads"),
    minzoom,
    filter: ["==", ["get", "grade"], grade],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": byZoom(10, far, 17, near) },
  });
  return [
    {
      id: "road-case",
      type: "line",
      ...from("roads"),
      minzoom: 12,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": ["match", ["get", "grade"], "arterial", colours.arterialCase, colours.roadCase],
        "line-width": ["interpolate", ["exponential", 1.4], ["zoom"], 12, ["match", ["get", "grade"], "arterial", 4.4, "secondary", 2.8, 0.8], 17, ["match", ["get", "grade"], "arterial", 24, "secondary", 17, 10.5]],
      },
    },
    width("back_street", 0.2, 9, 12.5, colours.backStreet),
    width("secondary", 0.7, 15, 10.5, colours.secondary),
    width("arterial", 1.4, 21, 8, colours.arterial),
  ];
}

function grids(config: MapConfig, colours: Palette): LayerSpecification[] {
  const byClass = ["match", ["get", "grid_class"], "A", colours.classA, "B", colours.classB, colours.classC] as unknown as string;
  return [
    { id: "grid-fill", type: "fill", ...from("grids"), paint: { "fill-color": byClass, "fill-opacity": byZoom(10, 0.22, 15, 0.06) } },
    {
      id: "grid-line",
      type: "line",
      ...from("grids"),
      layout: { "line-join": "round" },
      paint: { "line-color": byClass, "line-width": byZoom(9, 0.8, 15, 2.4), "line-opacity": 0.85 },
    },
    {
      id: "grid-chosen",
      type: "line",
      ...from("grids"),
      filter: ["==", ["get", "id"], config.gridId ?? -1],
      paint: { "line-color": colours.chosen, "line-width": 3.5 },
    },
    { id: "boundary", type: "line", ...from("boundary"), paint: { "line-color": colours.boundary, "line-width": byZoom(8, 1.2, 14, 2.6), "line-dasharray": [5, 2, 1, 2] } },
  ];
}

function labels(colours: Palette): LayerSpecification[] {
  const paint = (colour: string) => ({ "text-color": colour, "text-halo-color": colours.halo, "text-halo-width": 1.6 });
  return [
    {
      id: "road-label",
      type: "symbol",
      ...from("roads"),
      minzoom: 12,
      filter: ["any", ["==", ["get", "grade"], "arterial"], [">=", ["zoom"], 14]],
      layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": FONT, "text-size": byZoom(12, 11, 17, 15), "symbol-spacing": 360 },
      paint: paint(colours.roadText),
    },
    {
      id: "water-label",
      type: "symbol",
      ...from("water"),
      minzoom: 13,
      layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": FONT, "text-size": 12 },
      paint: paint(colours.waterText),
    },
    {
      id: "grid-label",
      type: "symbol",
      ...from("grid_points"),
      minzoom: 10.5,
      maxzoom: 15.5, // nearer than that one stands in the middle of one grid
      layout: {
        "text-field": ["step", ["zoom"], ["get", "code"], 13, ["concat", ["get", "code"], "\n", ["get", "name"]]],
        "text-font": FONT,
        "text-size": byZoom(10, 11, 15, 15),
        "text-line-height": 1.3,
      },
      paint: paint(colours.text),
    },
  ];
}

/** A size that grows between two zooms, faster when near, as the ground does. */
function byZoom(far: number, small: number, near: number, large: number): never {
  return ["interpolate", ["exponential", 1.4], ["zoom"], far, small, near, large] as never;
}
