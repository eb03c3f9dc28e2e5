/** Grids coloured by a figure, with the scale beside the map. */
import type { Map as MapLibreMap } from "maplibre-gl";
import { text } from "../map/popup";

const REFRESH_MS = 60_000;
const LAYER = "grid-fill";
const OPACITY = 0.6;
const UNKNOWN = "#9aa5a5";
const NONE = "#b9d8c4";
const FEWER_IS_BETTER = ["#f6dfae", "#f0b96f", "#e58a4e", "#cf5a3a", "#a32e28"];
const MORE_IS_BETTER = ["#b5382f", "#e0873f", "#ecc964", "#9cc07a", "#2f8555"];

/** What the server says of a figure (console/web/map_cards.py). */
export interface Figures {
  values: Record<string, number>;
  steps: number[];
  more_is_better: boolean;
}

/** Return the colour of a value. */
export function colourOf(value: number, { steps, more_is_better }: Figures): string {
  if (!more_is_better && value === 0) return NONE;
  const ramp = more_is_better ? MORE_IS_BETTER : FEWER_IS_BETTER;
  const passed = steps.filter((step) => (more_is_better ? value >= step : value > step)).length;
  return ramp[Math.min(passed, ramp.length - 1)] ?? UNKNOWN;
}

/** Return the lines of the scale, best first where fewer is better: colour and words. */
export function scaleOf(figures: Figures, words: Record<string, string>): [colour: string, label: string][] {
  const { steps, more_is_better } = figures;
  if (more_is_better) {
    const bounds = [0, ...steps];
    return bounds.map((low, index): [string, string] => {
      const high = steps[index];
      return [colourOf(low, figures), high === undefined ? fill(words["from"], { low }) : index === 0 ? fill(words["below"], { high }) : fill(words["between"], { low, high })];
    });
  }
  const lines: [string, string][] = [[NONE, words["zero"] ?? ""]];
  steps.forEach((high, index) => {
    const low = (steps[index - 1] ?? 0) + 1;
    lines.push([colourOf(high, figures), low === high ? String(high) : fill(words["between"], { low, high })]);
  });
  const last = steps.at(-1);
  if (last !== undefined) lines.push([colourOf(last + 1, figures), fill(words["from"], { low: last + 1 })]);
  return lines;
}

export class Colouring {
  #figures: Figures | undefined;
  #plain: [fill: unknown, opacity: unknown] | undefined;

  constructor(
    private readonly map: MapLibreMap,
    private readonly url: string,
    private readonly words: Record<string, string>,
  ) {}

  /** Follow the choice on the page, and look again every minute. */
  start(choice: HTMLSelectElement): void {
    choice.addEventListener("change", () => void this.#show(choice.value));
    setInterval(() => void this.#show(choice.value), REFRESH_MS);
    if (choice.value) void this.#show(choice.value);
  }

  /** Draw the colours that are known; called after each change of style, which brings back the plain ones. */
  drawn(): void {
    this.#plain = [this.map.getPaintProperty(LAYER, "fill-color"), this.map.getPaintProperty(LAYER, "fill-opacity")];
    this.#paint();
  }

  async #show(name: string): Promise<void> {
    this.#figures = name ? await this.#ask(name) : undefined;
    this.#paint();
    this.#legend();
  }

  async #ask(name: string): Promise<Figures | undefined> {
    const answer = await fetch(this.url.replace("/0/", `/${name}/`), { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Figures) : undefined;
  }

  #paint(): void {
    if (!this.#plain || !this.map.getLayer(LAYER)) return;
    const [plain, opacity] = this.#plain as [never, never];
    const figures = this.#figures;
    const known = Object.entries(figures?.values ?? {});
    if (!figures || known.length === 0) {
      this.map.setPaintProperty(LAYER, "fill-color", figures ? UNKNOWN : plain);
      this.map.setPaintProperty(LAYER, "fill-opacity", opacity);
    } else {
      const other = figures.more_is_better ? UNKNOWN : NONE;
      const pairs = known.flatMap(([id, value]) => [Number(id), colourOf(value, figures)]);
      this.map.setPaintProperty(LAYER, "fill-color", ["match", ["get", "id"], ...pairs, other] as never);
      this.map.setPaintProperty(LAYER, "fill-opacity", OPACITY);
    }
    this.map.getContainer().closest<HTMLElement>("[data-map]")?.setAttribute("data-coloured", String(known.length));
  }

  #legend(): void {
    const list = document.querySelector<HTMLElement>("[data-colour-scale]");
    const none = document.querySelector<HTMLElement>("[data-colour-none]");
    const figures = this.#figures;
    const isEmpty = figures !== undefined && Object.keys(figures.values).length === 0;
    if (none) none.hidden = !isEmpty;
    if (!list) return;
    list.hidden = !figures || isEmpty;
    if (figures) list.replaceChildren(...scaleOf(figures, this.words).map(([colour, label]) => line(colour, label)));
  }
}

function line(colour: string, label: string): HTMLElement {
  const item = document.createElement("li");
  const sample = text("span", "gw-command-sample", "");
  sample.style.background = colour;
  item.append(sample, text("span", "", label));
  return item;
}

function fill(words: string | undefined, values: Record<string, number>): string {
  return (words ?? "").replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ""));
}
