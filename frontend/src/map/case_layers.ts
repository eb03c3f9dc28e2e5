/** Cases on the map: marks by light and class, clusters by how bad their worst case is. */
import type { GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette";

export const CASE_SOURCE = "cases";
const CLUSTER_RADIUS_PX = 50;
const CLUSTER_BELOW_ZOOM = 14;

/** Return the source of the cases, empty at first; clusters count how many are red and yellow. */
export function caseSource(): GeoJSONSourceSpecification {
  const count = (light: string): [string, unknown] => ["+", ["case", ["==", ["get", "light"], light], 1, 0]];
  return {
    type: "geojson",
    data: { type: "FeatureCollection", features: [] },
    cluster: true,
    clusterRadius: CLUSTER_RADIUS_PX,
    clusterMaxZoom: CLUSTER_BELOW_ZOOM - 1,
    clusterProperties: { red: count("red"), yellow: count("yellow") },
  };
}

/** Return the layers, lowest first. */
export function caseLayers(colours: Palette, font: string[]): LayerSpecification[] {
  const worst = ["case", [">", ["get", "red"], 0], colours.red, [">", ["get", "yellow"], 0], colours.yellow, colours.ok];
  return [
    {
      id: "case-cluster",
      type: "circle",
      source: CASE_SOURCE,
      filter: ["has", "point_count"],
      paint: {
        "circle-color": worst as unknown as string,
        "circle-opacity": 0.92,
        "circle-radius": ["step", ["get", "point_count"], 14, 10, 18, 50, 23, 200, 29],
        "circle-stroke-width": 3,
        "circle-stroke-color": colours.halo,
        "circle-stroke-opacity": 0.75,
      },
    },
    {
      id: "case-count",
      type: "symbol",
      source: CASE_SOURCE,
      filter: ["has", "point_count"],
      layout: { "text-field": ["to-string", ["get", "point_count_abbreviated"]], "text-font": font, "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": ["case", ["all", ["==", ["get", "red"], 0], [">", ["get", "yellow"], 0]], colours.onYellow, colours.onLight] },
    },
    {
      id: "case-mark",
      type: "symbol",
      source: CASE_SOURCE,
      filter: ["!", ["has", "point_count"]],
      layout: {
        "icon-image": ["concat", "case-", ["coalesce", ["get", "item_class"], ""], "-", ["coalesce", ["get", "light"], ""]],
        "icon-allow-overlap": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.75, 15, 1],
        // Red lies on top.
        "symbol-sort-key": ["match", ["get", "light"], "red", 3, "yellow", 2, 1],
      },
    },
  ];
}
