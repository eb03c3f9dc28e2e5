/** How findings and drafted grids look over the map. */
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";

export const SOURCE = "territory-overlay";
export const CHOSEN = "finding-chosen";
/** Layers in which a click may hit a finding. */
export const HIT_LAYERS = ["finding-fill", "finding-line", "finding-mark"];

const FONT = ["gridwarden"];
const RED = "#c0392b";
const AMBER = "#d98a1f";
/** Amber: the ground is kept, but not well; red: nobody keeps it, or it is no ground of ours. */
const COLOUR: ExpressionSpecification = ["match", ["get", "kind"], ["overlap", "too_wide", "several_parts"], AMBER, RED];
const FINDING: ExpressionSpecification = ["==", ["get", "what"], "finding"];
const MARK: ExpressionSpecification = ["==", ["get", "what"], "mark"];
const DRAFT: ExpressionSpecification = ["==", ["get", "what"], "draft"];

/** Return the layers, from the ground up. */
export function overlayLayers(): LayerSpecification[] {
  return [
    { id: "draft-fill", type: "fill", source: SOURCE, filter: DRAFT, paint: { "fill-color": byClass(), "fill-opacity": 0.18 } },
    { id: "draft-line", type: "line", source: SOURCE, filter: DRAFT, paint: { "line-color": byClass(), "line-width": 1.6, "line-dasharray": [3, 1.5] } },
    {
      id: "finding-fill",
      type: "fill",
      source: SOURCE,
      filter: ["all", FINDING, ["==", ["geometry-type"], "Polygon"]],
      paint: { "fill-color": COLOUR, "fill-opacity": ["match", ["get", "kind"], ["too_wide", "several_parts"], 0.08, 0.38] },
    },
    { id: "finding-line", type: "line", source: SOURCE, filter: FINDING, paint: { "line-color": COLOUR, "line-width": 2.4 } },
    { id: CHOSEN, type: "line", source: SOURCE, filter: chosen(-1), paint: { "line-color": "#0b4f6c", "line-width": 4.5 } },
    {
      id: "finding-mark",
      type: "circle",
      source: SOURCE,
      filter: MARK,
      paint: { "circle-color": COLOUR, "circle-radius": 11, "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.5 },
    },
    {
      id: "finding-number",
      type: "symbol",
      source: SOURCE,
      filter: MARK,
      layout: { "text-field": ["get", "number"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": "#ffffff" },
    },
    {
      id: "draft-label",
      type: "symbol",
      source: SOURCE,
      filter: DRAFT,
      minzoom: 11,
      layout: { "text-field": ["get", "code"], "text-font": FONT, "text-size": 12, "text-offset": [0, 1.5], "text-optional": true },
      paint: { "text-color": "#22313a", "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
    },
  ];
}

/** The filter that lets through the outline of the finding with this number. */
export function chosen(number: number): ExpressionSpecification {
  return ["all", FINDING, ["==", ["id"], number]];
}

function byClass(): ExpressionSpecification {
  return ["match", ["get", "kind"], "A", "#0f7c8c", "B", "#5b8c3a", "#a87b2d"];
}
