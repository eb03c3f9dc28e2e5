/** From the page's figures to what ECharts draws. */
import type { EChartsCoreOption } from "echarts/core";
import { type ChartConfig, linkOf, type Series } from "./config";
import type { ChartTheme } from "./theme";

/** Return the whole option of a chart. */
export function buildOption(config: ChartConfig, theme: ChartTheme): EChartsCoreOption {
  return {
    animationDuration: 350,
    color: theme.series,
    textStyle: { fontFamily: theme.font, color: theme.text },
    // Drawn on the canvas: a tooltip made of markup would carry inline styles, which the security policy refuses.
    tooltip: {
      renderMode: "richText",
      trigger: config.kind === "donut" ? "item" : "axis",
      axisPointer: { type: config.kind === "line" ? "line" : "shadow" },
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 13 },
      valueFormatter: (value: unknown) => withUnit(value, config.unit),
    },
    legend: { show: config.series.length > 1 || (config.kind === "donut" && config.categories.length > 0), bottom: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: theme.muted }, ...(config.kind === "donut" ? { formatter: (name: string) => counted(config, name) } : {}) },
    ...(config.kind === "donut" ? donut(config, theme) : axes(config, theme)),
  };
}

/** Return a slice with its value, as the legend says it: words beside a ring of this size would lie upon the legend. */
export function counted(config: ChartConfig, name: string): string {
  return `${name} ${String(config.series[0]?.values[config.categories.indexOf(name)] ?? 0)}`;
}

/** Return a value as the tooltip says it. */
export function withUnit(value: unknown, unit: string): string {
  if (value === null || value === undefined) return "—";
  return unit ? `${String(value)} ${unit}` : String(value);
}

function axes(config: ChartConfig, theme: ChartTheme): EChartsCoreOption {
  const names = {
    type: "category",
    data: config.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.line } },
    axisLabel: { color: theme.muted, hideOverlap: true },
    inverse: config.horizontal,
    boundaryGap: config.kind !== "line",
  };
  const values = {
    type: "value",
    ...(config.top === null ? {} : { max: config.top }),
    // Things are counted whole: an axis of half cases would be nonsense.
    ...(config.series.every((one) => one.values.every((value) => value === null || Number.isInteger(value))) ? { minInterval: 1 } : {}),
    axisLabel: { color: theme.muted },
    splitLine: { lineStyle: { color: theme.line } },
  };
  const hasLegend = config.series.length > 1;
  return {
    grid: { left: 4, right: 14, top: 14, bottom: hasLegend ? 34 : 4, containLabel: true },
    xAxis: config.horizontal ? values : names,
    yAxis: config.horizontal ? names : values,
    series: config.series.map((series, index) => drawn(series, index, config, theme)),
  };
}

function drawn(series: Series, index: number, config: ChartConfig, theme: ChartTheme): object {
  const colour = theme.tones[series.tone] ?? theme.series[index % theme.series.length];
  const isLast = index === config.series.length - 1;
  const common = { name: series.name, data: series.values, itemStyle: { color: colour }, cursor: config.links.length > 0 ? "pointer" : "default" };
  if (config.kind === "line")
    return { ...common, type: "line", smooth: 0.2, symbolSize: 6, showSymbol: series.values.length < 32, lineStyle: { width: 2.5 }, areaStyle: { opacity: config.series.length === 1 ? 0.1 : 0 } };
  const isStacked = config.kind === "stacked";
  const radius = config.horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0];
  return {
    ...common,
    type: "bar",
    barMaxWidth: 26,
    ...(isStacked ? { stack: "all" } : {}),
    itemStyle: { color: colour, borderRadius: !isStacked || isLast ? radius : 0 },
  };
}

function donut(config: ChartConfig, theme: ChartTheme): EChartsCoreOption {
  const values = config.series[0]?.values ?? [];
  const tones = (config.series[0]?.tones ?? []).map((tone) => theme.tones[tone]);
  const isEmpty = !values.some((value) => (value ?? 0) > 0);
  return {
    title: { show: isEmpty && Boolean(config.empty), text: config.empty ?? "", left: "center", top: "40%", textStyle: { color: theme.muted, fontSize: 13, fontWeight: "normal" } },
    series: [
      {
        type: "pie",
        // Nothing to tell is a quiet ring, in a dark hall, too.
        emptyCircleStyle: { color: theme.line },
        name: config.title,
        radius: ["52%", "76%"],
        center: ["50%", "42%"],
        label: { show: false },
        itemStyle: { borderColor: theme.surface, borderWidth: 2 },
        data: config.categories.map((name, index) => ({
          name,
          value: values[index] ?? 0,
          cursor: linkOf(config, index) ? "pointer" : "default",
          ...(tones[index] ? { itemStyle: { color: tones[index] } } : {}),
        })),
      },
    ],
  };
}
