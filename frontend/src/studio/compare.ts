/** Show plans of the table on the map, over the borders of today: one, or two side by side. */
import type { Map as MapLibreMap } from "maplibre-gl";
import type { Board } from "../map/board";
import { whenMap } from "../map/registry";
import { behave, onClick } from "../shared/dom";
import { ask, type Grids, say } from "./client";
import { GRIDS, lay, show } from "./layers";

const TODAY = "today";
const NOTHING: Grids = { type: "FeatureCollection", features: [] };

/** Start the maps named by `[data-studio-compare]` and the buttons `[data-plan]` and `[data-beside]`. */
export function startCompare(): void {
  behave("[data-studio-compare]", (box) => void start(box));
}

async function start(box: HTMLElement): Promise<void> {
  const first = new Side(await whenMap(box.dataset["studioCompare"] ?? ""), "data-plan", box.querySelector("[data-shown]"));
  onClick("button[data-plan]", (button) => {
    void first.choose(button.dataset["plan"] ?? TODAY, button.dataset["planName"] ?? "");
    box.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  const second = new Side(await whenMap(box.dataset["secondMap"] ?? ""), "data-beside", box.querySelector("[data-shown-second]"));
  const holder = box.querySelector<HTMLElement>("[data-second]");
  const open = (on: boolean): void => {
    if (!holder) return;
    const changes = holder.hidden === on;
    holder.hidden = !on;
    second.marked = on;
    for (const side of [first, second]) {
      side.mark();
      side.map.resize();
    }
    // The maps become narrower or wider: the district is shown whole again.
    const { bounds } = first.board.config;
    if (changes && bounds) first.map.fitBounds(bounds, { padding: 24, duration: 0 });
    if (on) follow(second.map, first.map);
  };
  onClick("button[data-beside]", (button) => {
    const key = button.dataset["beside"] ?? TODAY;
    if (second.marked && second.chosen === key) return open(false);
    void second.choose(key, button.dataset["planName"] ?? "");
    open(true);
    box.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  box.querySelector("[data-second-close]")?.addEventListener("click", () => open(false));
  first.map.on("move", () => second.marked && follow(second.map, first.map));
  second.map.on("move", () => second.marked && follow(first.map, second.map));
  second.marked = false;
  // The table comes anew while a design is being made.
  document.addEventListener("htmx:load", () => {
    first.mark();
    second.mark();
  });
}

/** Let one map show what the other shows; it answers with no move of its own when it does already. */
function follow(map: MapLibreMap, other: MapLibreMap): void {
  const { lng, lat } = other.getCenter();
  const here = map.getCenter();
  const isThere = Math.abs(here.lng - lng) < 1e-7 && Math.abs(here.lat - lat) < 1e-7 && Math.abs(map.getZoom() - other.getZoom()) < 1e-6;
  if (!isThere) map.jumpTo({ center: [lng, lat], zoom: other.getZoom() });
}

class Side {
  chosen = TODAY;
  marked = true;
  #data = NOTHING;
  readonly map: MapLibreMap;

  constructor(
    readonly board: Board,
    private readonly attribute: "data-plan" | "data-beside",
    private readonly name: Element | null,
  ) {
    this.map = board.map;
    board.onStyle(() => this.#draw());
    this.mark();
  }

  async choose(key: string, name: string): Promise<void> {
    this.#data = key === TODAY ? NOTHING : await ask<Grids>(`/api/v1/designs/${key}/grids`);
    this.chosen = key;
    this.#draw();
    this.mark();
    if (this.name) this.name.textContent = key === TODAY ? say("today") : name;
  }

  mark(): void {
    for (const button of document.querySelectorAll<HTMLElement>(`button[${this.attribute}]`))
      button.setAttribute("aria-pressed", String(this.marked && button.getAttribute(this.attribute) === this.chosen));
  }

  #draw(): void {
    const { map } = this;
    lay(map, false);
    show(map, GRIDS, this.#data);
    const isToday = this.chosen === TODAY;
    // By a filter: whether layers are visible is the layer menu's to say.
    for (const layer of ["grid-fill", "grid-label"])
      if (map.getLayer(layer)) map.setFilter(layer, isToday ? null : ["==", ["get", "id"], -1]);
    if (map.getLayer("grid-line")) map.setPaintProperty("grid-line", "line-dasharray", isToday ? undefined : [2, 2]);
    this.board.box.dataset["shownPlan"] = this.chosen;
  }
}
