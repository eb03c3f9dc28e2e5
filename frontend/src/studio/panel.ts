/** The panel beside the map: what is chosen, where it may go, what is wrong. */
import { type BlockProperties, type Flaw, type GridProperties, type Grids, say } from "./client";
import type { Colour } from "./layers";
import { figureOf, isOrder, type Order, ordered } from "./orders";

export interface Doings {
  move: (code: string) => void;
  split: () => void;
  merge: (into: string) => void;
  undo: () => void;
  grid: (code: string) => void;
  block: (number: number) => void;
  several: (on: boolean) => void;
  colour: (by: Colour) => void;
}

export class Panel {
  readonly isEditable: boolean;
  readonly #box: HTMLElement;
  #flaws = new Set<string>();
  #order: Order = "code";
  #listed: { grids: Grids; chosen: string } | undefined;
  #roadsOf = "";
  readonly #nothingChosen: [title: string, facts: string];

  constructor(
    box: HTMLElement,
    private readonly doings: Doings,
  ) {
    this.#box = box;
    this.isEditable = box.dataset["editable"] !== undefined;
    this.#nothingChosen = [this.#find("[data-choice-title]")?.textContent ?? "", this.#find("[data-choice-facts]")?.textContent ?? ""];
    this.#on("[data-split]", "click", () => doings.split());
    this.#on("[data-merge]", "click", () => doings.merge(this.#value("[data-merge-into]")));
    this.#on("[data-border-block]", "change", () => {
      const number = this.#value("[data-border-block]");
      if (number) doings.block(Number(number));
    });
    this.#on("[data-several]", "click", () => {
      const button = this.#find("[data-several]");
      const on = button?.getAttribute("aria-pressed") !== "true";
      button?.setAttribute("aria-pressed", String(on));
      doings.several(on);
    });
    this.#on("[data-colour]", "change", () => {
      const by = this.#value("[data-colour]") as Colour;
      this.#hide("[data-scale]", by !== "load");
      doings.colour(by);
    });
    this.#on("[data-grid-order]", "change", () => this.order(this.#value("[data-grid-order]")));
    box.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-order]") : null;
      if (!button) return;
      this.order(button.dataset["order"] ?? "code");
      this.#find("[data-grid-list]")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    });
    this.order(new URLSearchParams(location.search).get("order") ?? "code");
    document.querySelector("[data-undo]")?.addEventListener("click", () => doings.undo());
  }

  /** Say what is wrong with the plan as it is. */
  verdict(flaws: Flaw[], mayUndo: boolean): void {
    const grave = flaws.some((flaw) => flaw.grave);
    this.#flaws = new Set(flaws.map((flaw) => flaw.kind + flaw.code));
    const day = this.#box.dataset["publishedFrom"];
    if (day) this.#text("[data-verdict]", say("isPublished", { day }));
    else this.#text("[data-verdict]", say(grave ? "graveFlaws" : flaws.length ? "onlyWarnings" : "noFlaws"));
    this.#box.dataset["verdict"] = grave ? "bad" : flaws.length ? "warn" : "good";
    this.#find("[data-flaws]")?.replaceChildren(...flaws.map((flaw) => this.#flawLine(flaw)));
    const undo = document.querySelector<HTMLButtonElement>("[data-undo]");
    if (undo) undo.disabled = !mayUndo;
  }

  /** Order the list of grids by a figure. */
  order(word: string): void {
    if (!isOrder(word)) return;
    this.#order = word;
    const select = this.#box.querySelector<HTMLSelectElement>("[data-grid-order]");
    if (select) select.value = word;
    if (this.#listed) this.list(this.#listed.grids, this.#listed.chosen);
  }

  /** List the grids, each leading to its place on the map. */
  list(grids: Grids, chosen: string): void {
    this.#listed = { grids, chosen };
    const lines = ordered(grids.features, this.#order).map(({ properties }) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", String(properties.code === chosen));
      const share = Math.round(properties.load_share * 100);
      button.append(
        part(`studio-tint studio-tint-${properties.tint ?? 0}`, ""),
        part("studio-code", properties.code),
        part(properties.diameter_m > properties.limit_m ? "studio-bad" : "", `${Math.round(properties.diameter_m)} m`),
        part(share > 110 ? "studio-bad" : "", figureOf(properties, this.#order)),
      );
      button.addEventListener("click", () => this.doings.grid(properties.code));
      line.append(button);
      return line;
    });
    this.#find("[data-grid-list]")?.replaceChildren(...lines);
  }

  /** Describe the chosen grid; without one, say again what can be chosen. */
  chosenGrid(grid: GridProperties | undefined): void {
    this.#find("[data-targets]")?.replaceChildren();
    if (!grid) this.#hide("[data-grid-tools]", true);
    const [title, text] = grid ? [grid.code, facts(grid)] : this.#nothingChosen;
    this.#text("[data-choice-title]", title);
    this.#text("[data-choice-facts]", text);
    void this.#roads(grid?.code ?? "");
  }

  /** Describe the chosen blocks, with a button for every grid to which they may go. */
  chosenBlocks(chosen: number[], blocks: BlockProperties[], targets: string[]): void {
    const first = blocks[chosen[0] ?? 0];
    const sum = (of: (block: BlockProperties) => number) => chosen.reduce((all, number) => all + of(blocks[number] as BlockProperties), 0);
    const title = chosen.length === 1 ? say("block", { number: chosen[0] ?? 0, code: first?.code ?? "" }) : say("blocks", { count: chosen.length });
    this.#text("[data-choice-title]", title);
    const allowed = [...new Set(chosen.map((number) => [...(blocks[number]?.allowed ?? "")].join("/")))].join(" · ");
    const values = { minutes: Math.round(sum((block) => block.load_minutes)), area: (sum((block) => block.area_m2) / 10_000).toFixed(1), allowed };
    this.#text("[data-choice-facts]", say("blockFacts", values));
    if (!this.isEditable) return;
    const place = this.#find("[data-targets]");
    if (targets.length === 0) place?.replaceChildren(part("gw-muted", say("noNeighbour")));
    else place?.replaceChildren(...targets.map((code) => this.#target(code)));
  }

  /** Say beside a neighbour what a move would bring; what is wrong already is not said again. */
  trial(code: string, flaws: Flaw[]): void {
    const verdict = this.#box.querySelector<HTMLElement>(`[data-trial="${CSS.escape(code)}"]`);
    if (!verdict) return;
    const fresh = flaws.filter((flaw) => !this.#flaws.has(flaw.kind + flaw.code));
    verdict.textContent = fresh.length ? fresh.map((flaw) => flaw.text).join(" ") : say("fine");
    verdict.className = fresh.some((flaw) => flaw.grave) ? "studio-bad" : fresh.length ? "studio-warn" : "studio-good";
  }

  /** Offer what can be done with a whole grid. */
  tools(grid: GridProperties, near: string[], border: number[]): void {
    this.#hide("[data-grid-tools]", false);
    this.#options("[data-merge-into]", near.map((code) => [code, code]));
    this.#options("[data-border-block]", [["", "—"], ...border.map((number): [string, string] => [String(number), String(number)])]);
    this.#text("[data-choice-title]", grid.code);
    void this.#roads(grid.code);
  }

  /** Forget what was fetched of a grid: an edit gives roads to other grids. */
  forget(): void {
    this.#roadsOf = "";
  }

  /** Show the roads of a grid with their levels and reasons; those of none are hidden. */
  async #roads(code: string): Promise<void> {
    const card = this.#find("[data-roads-of]");
    if (!card || this.#roadsOf === code) return;
    this.#roadsOf = code;
    if (!code) card.hidden = true;
    if (!code) return;
    const answer = await fetch(`${card.dataset["roadsOf"] ?? ""}?code=${encodeURIComponent(code)}`);
    if (!answer.ok || this.#roadsOf !== code) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.#find("[data-roads]")?.replaceChildren(...page.body.childNodes);
    this.#text("[data-roads-code]", code);
    card.hidden = false;
  }

  #target(code: string): HTMLElement {
    const line = document.createElement("div");
    line.className = "studio-target";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.dataset["target"] = code;
    button.textContent = say("moveTo", { code });
    button.addEventListener("click", () => this.doings.move(code));
    const verdict = part("gw-muted", say("trying"));
    verdict.dataset["trial"] = code;
    line.append(button, verdict);
    return line;
  }

  #flawLine(flaw: Flaw): HTMLElement {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = flaw.grave ? "studio-bad" : "studio-warn";
    button.textContent = flaw.text;
    button.addEventListener("click", () => this.doings.grid(flaw.code));
    line.append(button);
    return line;
  }

  #options(selector: string, values: [string, string][]): void {
    this.#find(selector)?.replaceChildren(...values.map(([value, text]) => new Option(text, value)));
  }

  #on(selector: string, name: string, act: () => void): void {
    this.#find(selector)?.addEventListener(name, act);
  }

  #find(selector: string): HTMLElement | null {
    return this.#box.querySelector<HTMLElement>(selector);
  }

  #value(selector: string): string {
    return this.#box.querySelector<HTMLSelectElement>(selector)?.value ?? "";
  }

  #text(selector: string, text: string): void {
    const element = this.#find(selector);
    if (element) element.textContent = text;
  }

  #hide(selector: string, hidden: boolean): void {
    const element = this.#find(selector);
    if (element) element.hidden = hidden;
  }
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function facts(grid: GridProperties): string {
  return say("gridFacts", {
    word: grid.grid_class,
    metres: Math.round(grid.diameter_m),
    limit: Math.round(grid.limit_m),
    minutes: Math.round(grid.load_minutes),
    share: `${Math.round(grid.load_share * 100)}%`,
  });
}
