import { expect, test } from "vitest";
import { fits } from "../src/app/narrow";

test("every word that was typed must stand there, in whatever order", () => {
  expect(fits("12 建筑垃圾与渣土 道路长期堆积", "渣土 道路")).toBe(true);
  expect(fits("12 建筑垃圾与渣土 道路长期堆积", "渣土 河道")).toBe(false);
});

test("capitals do not matter, and whoever typed nothing sees everything", () => {
  expect(fits("LED sign", "led")).toBe(true);
  expect(fits("LED sign", "")).toBe(true);
});
