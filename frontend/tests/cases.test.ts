import { describe, expect, it } from "vitest";
import { CaseStore } from "../src/map/case_store";
import type { CaseFeature, Light } from "../src/map/config";
import { isOwnAddress } from "../src/map/popup";

function feature(id: number, light: Light = "green"): CaseFeature {
  return {
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [120.4, 31.5] },
    properties: { light, item_class: "order", number: `n${id}`, title: "", note: "", href: "" },
  };
}

describe("CaseStore", () => {
  it("shows the most urgent first and the newest among equals", () => {
    const store = new CaseStore();
    store.replace([feature(1), feature(2, "red"), feature(3, "yellow"), feature(4), feature(5, "")]);
    expect(store.shown().map((one) => one.id)).toEqual([2, 3, 4, 1, 5]);
  });

  it("turns a change into what the map has to add and remove", () => {
    const store = new CaseStore();
    store.replace([feature(1), feature(2)]);
    const diff = store.apply({ put: [feature(3)], drop: [1] });
    expect(diff).toEqual({ add: [feature(3)], remove: [1] });
    expect(store.shown().map((one) => one.id)).toEqual([3, 2]);
  });

  it("takes a case off the map when its change no longer passes the filter", () => {
    const store = new CaseStore();
    store.filter((one) => one.properties.light === "red");
    store.replace([feature(1, "red")]);
    expect(store.apply({ put: [feature(1, "green")] })).toEqual({ add: [], remove: [1] });
    expect(store.shown()).toEqual([]);
  });

  it("brings hidden cases back when the filter lets them through again", () => {
    const store = new CaseStore();
    store.replace([feature(1), feature(2, "red")]);
    store.filter((one) => one.properties.light === "red");
    expect(store.collection().features).toHaveLength(1);
    store.filter(() => true);
    expect(store.collection().features).toHaveLength(2);
  });
});

describe("isOwnAddress", () => {
  it.each(["/cases/1/", "/"])("follows %s", (address) => expect(isOwnAddress(address)).toBe(true));
  it.each(["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example", ""])(
    "refuses %s",
    (address) => expect(isOwnAddress(address)).toBe(false),
  );
});
