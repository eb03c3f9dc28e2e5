import { expect, test } from "vitest";
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { boundsOf } from "../src/territory/bounds";
import { CHOSEN, HIT_LAYERS, overlayLayers, SOURCE } from "../src/territory/overlay";

test("a box holds every corner of every part", () => {
  const parts: GeoJSON.MultiPolygon = {
    type: "MultiPolygon",
    coordinates: [[[[1, 2], [3, 2], [3, 4], [1, 2]]], [[[-1, 5], [0, 5], [0, 6], [-1, 5]]]],
  };
  expect(boundsOf(parts)).toEqual([-1, 2, 3, 6]);
});

test("a box holds lines, points and collections", () => {
  const line: GeoJSON.LineString = { type: "LineString", coordinates: [[5, 1], [4, 2]] };
  const point: GeoJSON.Point = { type: "Point", coordinates: [7, 0] };
  expect(boundsOf({ type: "GeometryCollection", geometries: [line, point] })).toEqual([4, 0, 7, 2]);
});

test("the layers over the map are a valid style", () => {
  const layers = overlayLayers();
  const style = { version: 8 as const, glyphs: "none/{fontstack}/{range}", sources: { [SOURCE]: { type: "geojson" as const, data: "x" } }, layers };
  expect(validateStyleMin(style)).toEqual([]);
  expect(layers.map((layer) => layer.id)).toEqual(expect.arrayContaining([CHOSEN, ...HIT_LAYERS]));
});
