/** How plans look on the map. */
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import { TINTS } from "./tints";

export const GRIDS = "studio-grids";
export const BLOCKS = "studio-blocks";
export const BLOCK_FILL = "studio-block-fill";
export const GRID_FILL = "studio-grid-fill";
export type Colour = "grid" | "load" | "class";

const FONT = ["gridwarden"];
const INK = "#0b2c33";
const CHOSEN = "#c1622d";
const NOTHING = { type: "FeatureCollection", features: [] } as GeoJSON.FeatureCollection;
const BY_CLASS: ExpressionSpecification = ["match", ["coalesce", ["get", "grid_class"], ["get", "word"]], "A", "#0e6a6b", "B", "#b5721a", "#647a36"];
const BY_GRID: ExpressionSpecification = ["match", ["get", "tint"], ...TINTS.flatMap((colour, tint) => [tint, colour]), "#999999"] as unknown as ExpressionSpecification;
const BY_LOAD: ExpressionSpecification = [
  "interpolate", ["linear"], ["coalesce", ["get", "load_share"], ["get", "share"], 1],
  0.7, "#2b6ca3", 0.9, "#8fb8d8", 1, "#ece9df", 1.1, "#eda26a", 1.3, "#b93a32",
];

/** Lay the studio's layers over the map, once after every change of its style. */
export function lay(map: MapLibreMap, withBlocks: boolean): void {
  if (map.getSource(GRIDS)) return;
  map.addSource(GRIDS, { type: "geojson", data: NOTHING });
  if (withBlocks) map.addSource(BLOCKS, { type: "geojson", data: NOTHING });
  const below = map.getLayer("road-label") ? "road-label" : undefined;
  for (const layer of layers(withBlocks)) map.addLayer(layer, layer.type === "symbol" ? undefined : below);
}

/** Hand new shapes to a source. */
export function show(map: MapLibreMap, source: string, data: GeoJSON.FeatureCollection): void {
  void map.getSource<GeoJSONSource>(source)?.setData(data);
}

/** Colour blocks or grids by one of their figures. */
export function colour(map: MapLibreMap, layer: string, by: Colour): void {
  if (!map.getLayer(layer)) return;
  map.setPaintProperty(layer, "fill-color", { grid: BY_GRID, load: BY_LOAD, class: BY_CLASS }[by]);
  map.setPaintProperty(layer, "fill-opacity", by === "load" ? 0.72 : 0.5);
}

/** Outline the chosen blocks and grid. */
export function choose(map: MapLibreMap, blocks: readonly number[], code: string): void {
  for (const layer of ["studio-block-chosen", "studio-block-chosen-fill"])
    if (map.getLayer(layer)) map.setFilter(layer, ["in", ["id"], ["literal", [...blocks]]]);
  if (map.getLayer("studio-grid-chosen")) map.setFilter("studio-grid-chosen", ["==", ["get", "code"], code]);
}

function layers(withBlocks: boolean): LayerSpecification[] {
  const blocks: LayerSpecification[] = [
    { id: BLOCK_FILL, type: "fill", source: BLOCKS, paint: { "fill-color": BY_GRID, "fill-opacity": 0.5 } },
    { id: "studio-block-line", type: "line", source: BLOCKS, minzoom: 12, paint: { "line-color": "#ffffff", "line-width": 0.7, "line-opacity": 0.75 } },
  ];
  const grids: LayerSpecification[] = [
    ...(withBlocks ? [] : [{ id: GRID_FILL, type: "fill", source: GRIDS, paint: { "fill-color": BY_CLASS, "fill-opacity": 0.3 } } as LayerSpecification]),
    { id: "studio-grid-line", type: "line", source: GRIDS, layout: { "line-join": "round" }, paint: { "line-color": INK, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 1.2, 15, 3], "line-opacity": 0.85 } },
    { id: "studio-grid-chosen", type: "line", source: GRIDS, filter: ["==", ["get", "code"], ""], paint: { "line-color": CHOSEN, "line-width": 4 } },
    {
      id: "studio-grid-label",
      type: "symbol",
      source: GRIDS,
      layout: { "text-field": ["get", "code"], "text-font": FONT, "text-size": 13 },
      paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
    },
  ];
  const chosen: LayerSpecification[] = [
    // Filled too: at a border the outline of the chosen grid runs along the block.
    { id: "studio-block-chosen-fill", type: "fill", source: BLOCKS, filter: ["in", ["id"], ["literal", []]], paint: { "fill-color": CHOSEN, "fill-opacity": 0.55 } },
    { id: "studio-block-chosen", type: "line", source: BLOCKS, filter: ["in", ["id"], ["literal", []]], paint: { "line-color": CHOSEN, "line-width": 3.2 } },
  ];
  return withBlocks ? [...blocks, ...grids, ...chosen] : grids;
}
