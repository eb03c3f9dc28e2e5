import { describe, expect, it } from "vitest";
import { HEARD, outdates, TURNED } from "../src/case/news";

const SHOWN = { id: 7, version: 3, at: "2026-03-02T17:00:00.500123+08:00" };
const BEFORE = "2026-03-02T09:00:00.400000+00:00";
const AFTER = "2026-03-02T09:00:00.700000+00:00";

describe("the page of a case", () => {
  it("is outdated by a later step of its case", () => {
    expect(outdates(SHOWN, "case.moved", { case_id: 7, version: 4, when: AFTER })).toBe(true);
  });

  it("knows the step that it shows already", () => {
    expect(outdates(SHOWN, "case.moved", { case_id: 7, version: 3, when: AFTER })).toBe(false);
  });

  it("is outdated by a ruling or an order, which leave the version as it is", () => {
    expect(HEARD).toContain(TURNED);
    expect(outdates(SHOWN, TURNED, { case_id: 7, version: 3, when: AFTER })).toBe(true);
  });

  it("knows the ruling that it shows already, though the news of it is late", () => {
    expect(outdates(SHOWN, TURNED, { case_id: 7, version: 3, when: BEFORE })).toBe(false);
  });

  it("has nothing to do with other cases", () => {
    expect(outdates(SHOWN, TURNED, { case_id: 8, version: 9, when: AFTER })).toBe(false);
    expect(outdates(SHOWN, "case.moved", { case_id: 8, version: 9, when: AFTER })).toBe(false);
  });
});
