import { describe, expect, it } from "vitest";
import { type ChartConfig, linkOf } from "../src/chart/config";
import { buildOption, counted, withUnit } from "../src/chart/option";
import type { ChartTheme } from "../src/chart/theme";

const theme: ChartTheme = {
  series: ["#111", "#222"],
  tones: { red: "#f00", green: "#0f0" },
  text: "#333",
  muted: "#777",
  line: "#ddd",
  surface: "#fff",
  font: "sans-serif",
};

function chart(changes: Partial<ChartConfig>): ChartConfig {
  return {
    kind: "bar",
    title: "",
    categories: ["A01", "A02"],
    series: [{ name: "n", values: [1, 2], tone: "", tones: [] }],
    links: [],
    unit: "",
    horizontal: false,
    top: null,
    ...changes,
  };
}

const drawn = (changes: Partial<ChartConfig>) => buildOption(chart(changes), theme) as Record<string, unknown>;
const first = (changes: Partial<ChartConfig>) => (drawn(changes)["series"] as Record<string, unknown>[])[0] ?? {};

describe("buildOption", () => {
  it("never uses a tooltip made of markup, which the security policy refuses", () => {
    expect(drawn({})["tooltip"]).toMatchObject({ renderMode: "richText" });
  });
  it("tells nothing as a quiet ring without a legend", () => {
    expect(drawn({ kind: "donut", categories: [] })["legend"]).toMatchObject({ show: false });
    expect(first({ kind: "donut", categories: [] })).toMatchObject({ emptyCircleStyle: { color: "#ddd" } });
    expect(drawn({ kind: "donut" })["legend"]).toMatchObject({ show: true });
  });
  it("says in the middle of a ring without parts why it is empty", () => {
    expect(drawn({ kind: "donut", categories: [], series: [{ name: "n", values: [], tone: "", tones: [] }], empty: "none" })["title"]).toMatchObject({ show: true, text: "none" });
    expect(drawn({ kind: "donut", empty: "none" })["title"]).toMatchObject({ show: false });
  });
  it("counts whole things on its axis, and parts where there are any", () => {
    const parts = [{ name: "n", values: [1.5, null], tone: "", tones: [] }];
    expect(drawn({})["yAxis"]).toMatchObject({ minInterval: 1 });
    expect(drawn({ series: parts })["yAxis"]).not.toHaveProperty("minInterval");
  });
  it("gives a light its own colour and everything else the next one", () => {
    expect(first({ series: [{ name: "n", values: [1, 2], tone: "red", tones: [] }] })).toMatchObject({ itemStyle: { color: "#f00" } });
    expect(first({})).toMatchObject({ itemStyle: { color: "#111" } });
  });
  it("stacks only what is asked to be stacked", () => {
    expect(first({ kind: "stacked" })).toMatchObject({ stack: "all" });
    expect(first({ kind: "bar" })).not.toHaveProperty("stack");
  });
  it("lays bars down by exchanging the axes", () => {
    expect(drawn({ horizontal: true })["yAxis"]).toMatchObject({ type: "category", data: ["A01", "A02"] });
    expect(drawn({ horizontal: false })["xAxis"]).toMatchObject({ type: "category" });
  });
  it("draws a donut from the first series, with a colour for each part that means a light", () => {
    const parts = first({ kind: "donut", series: [{ name: "n", values: [1, 2], tone: "", tones: ["green", ""] }] })["data"];
    expect(parts).toMatchObject([{ name: "A01", value: 1, itemStyle: { color: "#0f0" } }, { name: "A02", value: 2 }]);
  });
  it("says a donut's figures in the legend, where words do not lie upon each other", () => {
    const config = { kind: "donut" as const, series: [{ name: "n", values: [1, 2], tone: "", tones: [] }] };
    expect(counted(chart(config), "A02")).toBe("A02 2");
    expect(counted(chart(config), "A09")).toBe("A09 0");
    expect(first(config)).toMatchObject({ label: { show: false } });
  });
});

describe("linkOf", () => {
  it("follows links within the site only", () => {
    const config = chart({ links: ["/cases/?grid=A01", "//evil.example"] });
    expect([0, 1, 2].map((index) => linkOf(config, index))).toEqual(["/cases/?grid=A01", undefined, undefined]);
  });
});

describe("withUnit", () => {
  it("says nothing where there is nothing", () => expect(withUnit(null, "h")).toBe("—"));
  it("adds the unit", () => expect([withUnit(3, "h"), withUnit(3, "")]).toEqual(["3 h", "3"]));
});
