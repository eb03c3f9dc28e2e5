import { expect, test } from "vitest";
import { circle } from "../src/command/circle";
import { colourOf, type Figures, scaleOf } from "../src/command/colours";
import { type MoverChange, MoverStore } from "../src/command/movers";
import { placeAt, type TimedPoint, wayUntil } from "../src/map/replay";

const WORDS = { from: "{low} and more", between: "{low} to {high}", below: "below {high}", zero: "none" };
const OPEN: Figures = { values: { 1: 3 }, steps: [2, 4, 6, 8], more_is_better: false };
const SHARE: Figures = { values: { 1: 92 }, steps: [60, 80, 90, 95], more_is_better: true };
const CAR: MoverChange = { put: [[7, 120, 31, 90, 20, "on_post"]], names: { 7: ["vehicle", "洒水车"] }, drop: [] };

test("no value has a colour that the scale does not explain", () => {
  for (const figures of [OPEN, SHARE]) {
    const explained = new Set(scaleOf(figures, WORDS).map(([colour]) => colour));
    for (let value = 0; value <= 100; value++) expect(explained).toContain(colourOf(value, figures));
  }
});

test("the scale says where a colour begins and ends", () => {
  expect(scaleOf(OPEN, WORDS).map(([, label]) => label)).toEqual(["none", "1 to 2", "3 to 4", "5 to 6", "7 to 8", "9 and more"]);
  expect(scaleOf(SHARE, WORDS).map(([, label]) => label)).toEqual(["below 60", "60 to 80", "80 to 90", "90 to 95", "95 and more"]);
});

test("a mover keeps its name while it moves", () => {
  const store = new MoverStore({ on_post: "good", outside: "bad" });
  store.apply(CAR);
  const { add } = store.apply({ put: [[7, 120.1, 31, 45, 20, "outside"]], names: {}, drop: [] });
  expect(add[0]?.properties).toEqual({ kind: "vehicle", name: "洒水车", tone: "bad", course: 45 });
  expect(store.placeOf(7)).toEqual([120.1, 31]);
});

test("the whole replaces everything, and who is gone is gone", () => {
  const store = new MoverStore({});
  store.apply(CAR);
  expect(store.apply({ whole: true, put: [[8, 121, 31, 0, 0, ""]], names: {}, drop: [] }).removeAll).toBe(true);
  expect(store.size).toBe(store.features().length);
  expect(store.features().map((one) => one.id)).toEqual([8]);
  store.apply({ put: [], names: {}, drop: [8] });
  expect(store.features()).toEqual([]);
});

const POINTS: TimedPoint[] = [[0, 120, 31, 10], [10, 120.1, 31, 20], [1000, 121, 31, 30]];

test("between two fixes something is on the way, in a gap it is where it was last", () => {
  expect(placeAt(POINTS, 5, 60)?.slice(1, 3)).toEqual([120.05, 31]);
  expect(placeAt(POINTS, 500, 60)?.[1]).toBe(120.1);
  expect(placeAt(POINTS, -5, 60)?.[1]).toBe(120);
});

test("the way is not drawn over a gap, nor beyond the moment", () => {
  expect(wayUntil(POINTS, 2000, 60).map((line) => line.length)).toEqual([3 - 1, 2]);
  expect(wayUntil(POINTS, 5, 60).at(-1)?.at(-1)).toEqual([120.05, 31]);
});

test("a circle is as wide on the ground as it is high", () => {
  const ring = circle(120, 60, 500);
  const wide = (Math.max(...ring.map(([lon]) => lon)) - 120) * Math.cos(Math.PI / 3);
  const high = Math.max(...ring.map(([, lat]) => lat)) - 60;
  expect(wide / high).toBeCloseTo(1, 3);
});
