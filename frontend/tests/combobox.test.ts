import { expect, test } from "vitest";
import { stepped } from "../src/shared/combobox";

test("arrows walk through the options and through the input itself", () => {
  expect([stepped(-1, "ArrowDown", 3), stepped(0, "ArrowDown", 3), stepped(2, "ArrowDown", 3)]).toEqual([0, 1, -1]);
  expect([stepped(-1, "ArrowUp", 3), stepped(2, "ArrowUp", 3), stepped(0, "ArrowUp", 3)]).toEqual([2, 1, -1]);
});

test("without options there is nowhere to go", () => {
  expect(stepped(-1, "ArrowDown", 0)).toBe(-1);
});
