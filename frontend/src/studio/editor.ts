/** Change a design on the map: blocks go from grid to grid, and each change is judged at once. */
import type { MapMouseEvent } from "maplibre-gl";
import type { Board } from "../map/board";
import { whenMap } from "../map/registry";
import { toast } from "../app/toasts";
import { behave } from "../shared/dom";
import { boundsOf } from "../territory/bounds";
import { ask, type Blocks, type Edited, type Grids, Refused, say, send } from "./client";
import { BLOCK_FILL, BLOCKS, choose, type Colour, colour, GRIDS, lay, show } from "./layers";
import { Panel } from "./panel";
import { blocksOf, neighbours, tinted, touching } from "./tints";

/** Start every `[data-studio-editor="map id"]`. */
export function startEditor(): void {
  behave("[data-studio-editor]", (box) => void start(box));
}

async function start(box: HTMLElement): Promise<void> {
  const api = box.dataset["api"] ?? "";
  const [blocks, grids, judged, board] = await Promise.all([
    ask<Blocks>(`${api}/blocks`),
    ask<Grids>(`${api}/grids`),
    ask<Edited>(`${api}/check`),
    whenMap(box.dataset["studioEditor"] ?? ""),
  ]);
  new Editor(box, api, board, blocks, grids, judged);
}

class Editor {
  readonly #panel: Panel;
  #tints = new Map<string, number>();
  #chosen: number[] = [];
  #grid = "";
  #several = false;
  #colour: Colour = "grid";
  #revision: number;
  #trying = new AbortController();
  #busy = false;
  readonly #wasInForce = document.querySelector<HTMLElement>("[data-publish]")?.hidden ?? false;

  constructor(
    private readonly box: HTMLElement,
    private readonly api: string,
    private readonly board: Board,
    private readonly blocks: Blocks,
    private grids: Grids,
    judged: Edited,
  ) {
    this.#revision = judged.revision;
    this.#panel = new Panel(box, {
      move: (code) => void this.#do("moves", { blocks: this.#chosen, to: code }, say("moved", { code })),
      split: () => void this.#do("splits", { code: this.#grid }, say("splitDone", { code: this.#grid })),
      merge: (into) => void this.#do("merges", { code: this.#grid, into }, say("mergeDone", { code: this.#grid, into }), into),
      undo: () => void this.#do("undo", undefined, say("undone")),
      grid: (code) => this.#chooseGrid(code, true),
      block: (number) => this.#chooseBlock(number),
      several: (on) => (this.#several = on),
      colour: (by) => this.#recolour(by),
    });
    this.#panel.verdict(judged.flaws, judged.can_undo);
    const { map } = board;
    board.onStyle(() => this.#draw());
    map.on("click", (event) => this.#clicked(event));
    map.on("mousemove", BLOCK_FILL, () => map.getCanvas().classList.add("gw-map-hand"));
    map.on("mouseleave", BLOCK_FILL, () => map.getCanvas().classList.remove("gw-map-hand"));
  }

  #draw(): void {
    const { map } = this.board;
    lay(map, true);
    this.#paint();
    colour(map, BLOCK_FILL, this.#colour);
    choose(map, this.#chosen, this.#grid);
    this.box.dataset["blocks"] = String(this.blocks.features.length);
  }

  /** Give every shape its colours, and draw. */
  #paint(): void {
    this.#tints = tinted(touching(this.#plain()), this.#tints);
    const facts = new Map(this.grids.features.map(({ properties }) => [properties.code, properties]));
    for (const { properties } of this.blocks.features) {
      const grid = facts.get(properties.code);
      properties.tint = this.#tints.get(properties.code) ?? 0;
      properties.share = grid?.load_share ?? 1;
      properties.word = grid?.grid_class ?? "A";
    }
    for (const { properties } of this.grids.features) properties.tint = this.#tints.get(properties.code) ?? 0;
    show(this.board.map, BLOCKS, this.blocks);
    show(this.board.map, GRIDS, this.grids);
    this.#panel.list(this.grids, this.#grid);
  }

  #plain() {
    return this.blocks.features.map((feature) => feature.properties);
  }

  #clicked(event: MapMouseEvent): void {
    const [hit] = this.board.map.queryRenderedFeatures(event.point, { layers: [BLOCK_FILL] });
    if (hit?.id === undefined) return this.#choose([]);
    const adds = this.#several || event.originalEvent.shiftKey || event.originalEvent.ctrlKey;
    this.#chooseBlock(Number(hit.id), adds);
  }

  #chooseBlock(number: number, adds = this.#several): void {
    if (!adds) return this.#choose([number]);
    const kept = this.#chosen.filter((one) => one !== number);
    this.#choose(kept.length === this.#chosen.length ? [...kept, number] : kept);
  }

  #choose(blocks: number[]): void {
    this.#chosen = blocks;
    const [first] = blocks;
    if (first !== undefined) this.#grid = this.blocks.features[first]?.properties.code ?? "";
    choose(this.board.map, blocks, this.#grid);
    this.#panel.list(this.grids, this.#grid);
    this.#describe();
  }

  #chooseGrid(code: string, move: boolean): void {
    this.#grid = code;
    this.#choose([]);
    const shape = this.grids.features.find((feature) => feature.properties.code === code);
    if (move && shape) this.board.map.fitBounds(boundsOf(shape.geometry), { padding: 80, maxZoom: 15, duration: 500 });
  }

  #describe(): void {
    const plain = this.#plain();
    const grid = this.grids.features.find((feature) => feature.properties.code === this.#grid)?.properties;
    if (grid) {
      const near = [...(touching(plain).get(grid.code) ?? [])].sort();
      const border = blocksOf(plain, grid.code).filter((number) => neighbours(plain, [number]).length > 0);
      this.#panel.tools(grid, near, border);
    }
    if (this.#chosen.length === 0) return this.#panel.chosenGrid(grid);
    const targets = neighbours(plain, this.#chosen);
    this.#panel.chosenBlocks(this.#chosen, plain, targets);
    void this.#tryAll(targets);
  }

  /** Say beside every neighbour what would come of it. */
  async #tryAll(targets: string[]): Promise<void> {
    this.#trying.abort();
    this.#trying = new AbortController();
    if (!this.#panel.isEditable) return;
    const { signal } = this.#trying;
    const blocks = [...this.#chosen];
    try {
      for (const code of targets) {
        const edited = await send<Edited>("POST", `${this.api}/trials`, { blocks, to: code }, signal);
        this.#panel.trial(code, edited.flaws);
      }
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.#complain(error);
    }
  }

  /** Have a change made, and say so; `next` is the grid to look at afterwards. */
  async #do(path: string, body: object | undefined, told: string, next = this.#grid): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#trying.abort();
    try {
      const edited = await send<Edited>("POST", `${this.api}/${path}`, body && { ...body, revision: this.#revision });
      await this.#apply(edited, next);
      toast(told, "success");
    } catch (error) {
      this.#complain(error);
    } finally {
      this.#busy = false;
    }
  }

  async #apply(edited: Edited, next: string): Promise<void> {
    this.#revision = edited.revision;
    for (const [number, code] of Object.entries(edited.blocks)) {
      const feature = this.blocks.features[Number(number)];
      if (feature) feature.properties.code = code;
    }
    this.grids = await ask<Grids>(`${this.api}/grids`);
    // What was split off may be gone again.
    this.#grid = this.grids.features.some(({ properties }) => properties.code === next) ? next : "";
    this.#paint();
    this.#panel.verdict(edited.flaws, edited.can_undo);
    this.#panel.forget();
    this.#choose([]);
    document.body.dispatchEvent(new CustomEvent("studio:edited", { bubbles: true }));
    this.box.dataset["revision"] = String(edited.revision);
    // The last undo brings the plan back as it was when the page came.
    const publish = document.querySelector<HTMLElement>("[data-publish]");
    if (publish) publish.hidden = !edited.can_undo && this.#wasInForce;
  }

  #complain(error: unknown): void {
    toast(error instanceof Refused ? error.message : say("failed"), "error");
  }

  #recolour(by: Colour): void {
    this.#colour = by;
    colour(this.board.map, BLOCK_FILL, by);
  }
}
