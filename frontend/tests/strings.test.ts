import { describe, expect, it } from "vitest";
import { fill } from "../src/shared/strings";

describe("fill", () => {
  it("puts values where their names stand", () => expect(fill("已选 {n} 项", { n: 3 })).toBe("已选 3 项"));
  it("leaves a name without value as it is", () => expect(fill("{n} of {all}", { n: 3 })).toBe("3 of {all}"));
});
