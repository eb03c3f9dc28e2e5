import { describe, expect, it } from "vitest";
import { moved, round } from "../src/map/arrows";

const METRES_PER_DEGREE = 111_320;

describe("moved", () => {
  it("moves the pin two metres by an arrow and twenty with Shift", () => {
    const [, lat] = moved(120.4, 31.5, "ArrowUp", false) ?? [];
    const [, far] = moved(120.4, 31.5, "ArrowUp", true) ?? [];
    expect(((lat ?? 0) - 31.5) * METRES_PER_DEGREE).toBeCloseTo(2, 1);
    expect(((far ?? 0) - 31.5) * METRES_PER_DEGREE).toBeCloseTo(20, 1);
  });

  it("goes as far to the east in metres as to the north", () => {
    const [lon] = moved(120.4, 60, "ArrowRight", true) ?? [];
    expect(((lon ?? 0) - 120.4) * METRES_PER_DEGREE * 0.5).toBeCloseTo(20, 1);
  });

  it("leaves other keys alone", () => expect(moved(120.4, 31.5, "Enter", false)).toBeUndefined());
});

describe("round", () => {
  it("keeps a centimetre and no more", () => expect(round(120.123456789)).toBe(120.1234568));
});
