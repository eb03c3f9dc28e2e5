import { describe, expect, it } from "vitest";
import { blocksOf, neighbours, tinted, touching } from "../src/studio/tints";

/** A row of blocks: A A B C. */
const ROW = [
  { code: "A", beside: [1] },
  { code: "A", beside: [0, 2] },
  { code: "B", beside: [1, 3] },
  { code: "C", beside: [2] },
];

describe("grids of blocks", () => {
  it("touch where their blocks touch", () => {
    expect([...(touching(ROW).get("B") ?? [])].sort()).toEqual(["A", "C"]);
    expect([...(touching(ROW).get("A") ?? [])]).toEqual(["B"]);
  });

  it("never look like a neighbour", () => {
    const near = touching(ROW);
    const tints = tinted(near);
    for (const [code, others] of near) for (const other of others) expect(tints.get(code)).not.toBe(tints.get(other));
  });

  it("keep their tint when a block moves", () => {
    const before = tinted(touching(ROW));
    const moved = ROW.map((block, number) => (number === 1 ? { ...block, code: "B" } : block));
    expect(tinted(touching(moved), before)).toEqual(before);
  });

  it("know their blocks and where these may go", () => {
    expect(blocksOf(ROW, "A")).toEqual([0, 1]);
    expect(neighbours(ROW, [2])).toEqual(["A", "C"]);
    expect(neighbours(ROW, [0])).toEqual([]);
  });
});
