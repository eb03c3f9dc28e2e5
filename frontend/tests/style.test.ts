import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { MapConfig } from "../src/map/config";
import { paletteFor } from "../src/map/palette";
import { buildStyle, SWITCHES, TILE_LAYERS } from "../src/map/style";

const config = { tiles: "/grids/tiles/{layer}/{z}/{x}/{y}.mvt", raster: "", gridId: null } as MapConfig;

describe("buildStyle", () => {
  it.each([
    ["by day", false, ""],
    ["by night", true, ""],
    ["over a raster", false, "https://tiles.example/{z}/{x}/{y}.png"],
  ])("is a valid style %s", (_name, dark, raster) => {
    const style = buildStyle({ ...config, raster }, paletteFor(dark), "https://site.example");
    expect(validateStyleMin(style)).toEqual([]);
  });

  it("asks for tiles at our own address only", () => {
    const style = buildStyle(config, paletteFor(false), "https://site.example");
    const addresses = Object.values(style.sources).flatMap((source) => ("tiles" in source ? (source.tiles ?? []) : []));
    expect(addresses).toHaveLength(Object.keys(TILE_LAYERS).length);
    for (const address of addresses) expect(address).toMatch(/^https:\/\/site\.example\/grids\/tiles\/\w+\/\{z\}\/\{x\}\/\{y\}\.mvt$/);
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
  });

  it("has every layer that the layer menu switches", () => {
    const style = buildStyle({ ...config, raster: "https://tiles.example/{z}/{x}/{y}.png" }, paletteFor(false), "");
    const names = style.layers.map((layer) => layer.id);
    expect(names).toEqual(expect.arrayContaining(Object.values(SWITCHES).flat()));
  });
});
