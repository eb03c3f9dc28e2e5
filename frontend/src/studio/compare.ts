/** Show one plan of the table on the map, over the borders of today. */
import type { Board } from "../map/board";
import { whenMap } from "../map/registry";
import { behave, onClick } from "../shared/dom";
import { ask, type Grids, say } from "./client";
import { GRIDS, lay, show } from "./layers";

const TODAY = "today";

/** Start the map named by `[data-studio-compare]` and the buttons `[data-plan]`. */
export function startCompare(): void {
  behave("[data-studio-compare]", (box) => void start(box));
  behave("[data-open-dialog]", (form) => {
    const dialog = document.getElementById(form.dataset["openDialog"] ?? "");
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  });
}

async function start(box: HTMLElement): Promise<void> {
  const board = await whenMap(box.dataset["studioCompare"] ?? "");
  const compare = new Compare(box, board);
  onClick("button[data-plan]", (button) => void compare.choose(button.dataset["plan"] ?? TODAY, button.dataset["planName"] ?? ""));
  // The table comes anew while a design is being made.
  document.addEventListener("htmx:load", () => compare.mark());
}

class Compare {
  #chosen = TODAY;
  #data: Grids = { type: "FeatureCollection", features: [] };

  constructor(
    private readonly box: HTMLElement,
    private readonly board: Board,
  ) {
    const draw = () => this.#draw();
    if (board.map.isStyleLoaded()) draw();
    else board.map.once("load", draw);
    document.addEventListener("theme:changed", () => void board.map.once("idle", draw));
    this.mark();
  }

  async choose(key: string, name: string): Promise<void> {
    this.#data = key === TODAY ? { type: "FeatureCollection", features: [] } : await ask<Grids>(`/api/v1/designs/${key}/grids`);
    this.#chosen = key;
    this.#draw();
    this.mark();
    const shown = this.box.querySelector("[data-shown]");
    if (shown) shown.textContent = key === TODAY ? say("today") : name;
    this.box.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  mark(): void {
    for (const button of document.querySelectorAll<HTMLElement>("button[data-plan]"))
      button.setAttribute("aria-pressed", String(button.dataset["plan"] === this.#chosen));
  }

  #draw(): void {
    const { map } = this.board;
    lay(map, false);
    show(map, GRIDS, this.#data);
    const isToday = this.#chosen === TODAY;
    // By a filter: whether layers are visible is the layer menu's to say.
    for (const layer of ["grid-fill", "grid-label"])
      if (map.getLayer(layer)) map.setFilter(layer, isToday ? null : ["==", ["get", "id"], -1]);
    if (map.getLayer("grid-line")) map.setPaintProperty("grid-line", "line-dasharray", isToday ? undefined : [2, 2]);
    this.board.box.dataset["shownPlan"] = this.#chosen;
  }
}
