/** Turn every `[data-chart]` box into a chart of the figures in its JSON element. */
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { behave, jsonFrom } from "../shared/dom";
import { type ChartConfig, linkOf } from "./config";
import { buildOption } from "./option";
import { readTheme } from "./theme";

use([BarChart, LineChart, PieChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export function startCharts(): void {
  behave("[data-chart]", start);
}

function start(box: HTMLElement): void {
  const config = jsonFrom<ChartConfig>(box.dataset["source"] ?? "");
  if (!config) throw new Error(`The chart #${box.id} has no figures.`);
  const chart = init(box);
  const draw = (): void => chart.setOption(buildOption(config, readTheme()), { notMerge: true });
  chart.on("finished", () => {
    box.dataset["ready"] = "1";
  });
  draw();
  document.addEventListener("theme:changed", draw);
  new ResizeObserver(() => chart.resize()).observe(box);
  followLinks(chart, config);
}

function followLinks(chart: EChartsType, config: ChartConfig): void {
  if (config.links.length === 0) return;
  chart.on("click", (event) => {
    const link = linkOf(config, event.dataIndex);
    if (link) location.assign(link);
  });
}
