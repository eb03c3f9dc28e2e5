/** What the page tells a chart; written by gridwarden/platform/ui/charts.py. */
export type ChartKind = "bar" | "line" | "stacked" | "donut";

export interface Series {
  name: string;
  values: (number | null)[];
  /** A meaning from the palette: "red", "yellow", "green", or empty for the next colour. */
  tone: string;
  /** One meaning per category, where categories differ (the parts of a donut). */
  tones: string[];
}

export interface ChartConfig {
  kind: ChartKind;
  title: string;
  categories: string[];
  series: Series[];
  /** Where a click on a category leads; as many as categories, empty ones lead nowhere. */
  links: string[];
  unit: string;
  horizontal: boolean;
  /** Upper end of the value axis, or null to fit. */
  top: number | null;
  /** What stands in the middle of a ring that has no parts. */
  empty?: string;
}

/** Return the address behind a category, or `undefined` when it leads nowhere or away from the site. */
export function linkOf(config: ChartConfig, index: number): string | undefined {
  const link = config.links[index];
  return link && /^\/(?![/\\])|^\?/.test(link) ? link : undefined;
}
