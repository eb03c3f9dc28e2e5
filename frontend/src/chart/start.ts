/** Turn every `[data-chart]` box into a chart of the figures in its JSON element. */
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { behave, jsonFrom } from "../shared/dom";
import { type ChartConfig, linkOf } from "./config";
import { pixelRatio } from "../shared/scale";
import { buildOption } from "./option";
import { readTheme } from "./theme";

use([BarChart, LineChart, PieChart, AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent, CanvasRenderer]);

const redraws = new Map<string, (config: ChartConfig) => void>();

/** Draw other figures in the chart called `name`. */
export function redrawChart(name: string, config: ChartConfig): void {
  redraws.get(name)?.(config);
}

export function startCharts(): void {
  behave("[data-chart]", start);
}

function start(box: HTMLElement): void {
  let config = jsonFrom<ChartConfig>(box.dataset["source"] ?? "");
  if (!config) throw new Error(`The chart #${box.id} has no figures.`);
  const chart = init(box, null, { devicePixelRatio: pixelRatio() });
  const draw = (): void => chart.setOption(buildOption(config as ChartConfig, readTheme()), { notMerge: true });
  chart.on("finished", () => {
    box.dataset["ready"] = "1";
  });
  draw();
  redraws.set(box.id, (other) => {
    config = other;
    draw();
  });
  document.addEventListener("theme:changed", draw);
  new ResizeObserver(() => chart.resize()).observe(box);
  chart.on("click", (event) => {
    const link = linkOf(config as ChartConfig, event.dataIndex);
    if (link) location.assign(link);
  });
}
