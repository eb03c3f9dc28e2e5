/** Colours of the charts, read from the page's own variables so that both always agree. */
export interface ChartTheme {
  series: string[];
  tones: Record<string, string>;
  text: string;
  muted: string;
  line: string;
  surface: string;
  font: string;
}

const DAY_SERIES = ["#0e6a6b", "#d08a2e", "#4f7fa3", "#8a9a5b", "#a8574a", "#6b5b8c", "#5f9ea0", "#b8a06a"];
const NIGHT_SERIES = ["#4fb3ad", "#e0ab55", "#7fb2d6", "#a5b86f", "#e08a7c", "#a898cf", "#7fc4c4", "#d0bd8a"];

/** Read the theme from the document as it is drawn now. */
export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: document.documentElement.dataset["bsTheme"] === "dark" ? NIGHT_SERIES : DAY_SERIES,
    tones: { red: colour("--gw-red"), yellow: colour("--gw-amber"), green: colour("--gw-green"), none: colour("--gw-muted") },
    text: style.color,
    muted: colour("--gw-muted"),
    line: colour("--gw-line"),
    surface: colour("--gw-surface"),
    font: style.fontFamily,
  };
}
