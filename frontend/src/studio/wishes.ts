/** Say on the map which grids stay and which places belong together or apart. */
import type { GeoJSONSource, MapMouseEvent } from "maplibre-gl";
import type { Board } from "../map/board";
import { whenMap } from "../map/registry";
import { behave } from "../shared/dom";
import { say } from "./client";
import { type Pair, type Place, pairLines, readPairs, written } from "./pairs";

type Bond = "together" | "apart";
type Tool = "lock" | Bond;
type Base = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, { code: string; grid_class: string }>;

const BASE = "wish-grids";
const PAIRS = "wish-pairs";
const BONDS: readonly Bond[] = ["together", "apart"];
const COLOURS = { together: "#2f7d4f", apart: "#b93a32" };

/** Start every `[data-studio-wishes="map id"]`. */
export function startWishes(): void {
  behave("[data-studio-wishes]", (form) => void start(form));
}

async function start(form: HTMLElement): Promise<void> {
  const board = await whenMap(form.dataset["studioWishes"] ?? "");
  const wishes = new Wishes(form, board);
  await wishes.load();
}

class Wishes {
  #tool: Tool = "lock";
  #first: Place | undefined;
  #base: Base = { type: "FeatureCollection", features: [] };
  readonly #pairs: Record<Bond, Pair[]>;

  constructor(
    private readonly form: HTMLElement,
    private readonly board: Board,
  ) {
    this.#pairs = { together: readPairs(this.#input("together")?.value), apart: readPairs(this.#input("apart")?.value) };
    const { map } = board;
    board.onStyle(() => this.#draw());
    map.on("click", (event) => this.#clicked(event));
    for (const button of form.querySelectorAll<HTMLElement>("[data-tool]"))
      button.addEventListener("click", () => this.#take(button.dataset["tool"] as Tool));
    form.querySelector("[data-centre]")?.addEventListener("click", () => {
      const { lng, lat } = map.getCenter();
      this.#placed([lng, lat]);
    });
    form.querySelector("[data-locks]")?.addEventListener("change", () => this.#show());
    form.querySelector("[name=base]")?.addEventListener("change", () => void this.load());
    this.#list();
    this.#hint();
  }

  /** Fetch the plan from which the design starts. */
  async load(): Promise<void> {
    const base = this.form.querySelector<HTMLSelectElement>("[name=base]")?.value ?? "";
    const answer = await fetch(`${this.form.dataset["grids"] ?? ""}?base=${encodeURIComponent(base)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    this.#base = (await answer.json()) as Base;
    this.#offer(this.#base.features.map((feature) => feature.properties.code));
    this.#show();
    // Only what is drawn can be clicked.
    this.board.map.once("idle", () => (this.form.dataset["loaded"] = String(this.#base.features.length)));
    this.board.map.triggerRepaint();
  }

  #take(tool: Tool): void {
    this.#tool = tool;
    this.#first = undefined;
    for (const button of this.form.querySelectorAll<HTMLElement>("[data-tool]"))
      button.setAttribute("aria-pressed", String(button.dataset["tool"] === tool));
    this.#hint();
    this.#show();
  }

  #clicked(event: MapMouseEvent): void {
    this.#placed([event.lngLat.lng, event.lngLat.lat], event);
  }

  #placed(place: Place, event?: MapMouseEvent): void {
    if (this.#tool === "lock") return this.#lock(place, event);
    if (!this.#first) this.#first = place;
    else {
      this.#pairs[this.#tool].push([this.#first, place]);
      this.#first = undefined;
      this.#list();
    }
    this.#hint();
    this.#show();
  }

  #lock(place: Place, event?: MapMouseEvent): void {
    const { map } = this.board;
    const [hit] = map.queryRenderedFeatures(event?.point ?? map.project(place), { layers: ["wish-fill"] });
    const code = String(hit?.properties["code"] ?? "");
    const box = [...this.form.querySelectorAll<HTMLInputElement>("[name=locked]")].find((one) => one.value === code);
    if (!box) return;
    box.checked = !box.checked;
    this.#show();
  }

  /** Offer the grids of the plan for locking; ticks stay where the code is still there. */
  #offer(codes: string[]): void {
    const ticked = new Set(this.#locked());
    const lines = codes.map((code) => {
      const label = document.createElement("label");
      label.className = "form-check";
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "locked", value: code, checked: ticked.has(code), className: "form-check-input" });
      const text = Object.assign(document.createElement("span"), { className: "form-check-label", textContent: code });
      label.append(box, text);
      return label;
    });
    this.form.querySelector("[data-locks]")?.replaceChildren(...lines);
  }

  #locked(): string[] {
    return [...this.form.querySelectorAll<HTMLInputElement>("[name=locked]:checked")].map((box) => box.value);
  }

  #draw(): void {
    const { map } = this.board;
    if (map.getSource(BASE)) return;
    map.addSource(BASE, { type: "geojson", data: this.#base });
    map.addSource(PAIRS, { type: "geojson", data: pairLines(this.#pairs) });
    const below = map.getLayer("road-label") ? "road-label" : undefined;
    map.addLayer({ id: "wish-fill", type: "fill", source: BASE, paint: { "fill-color": "#8a8f8c", "fill-opacity": 0.08 } }, below);
    map.addLayer({ id: "wish-locked", type: "fill", source: BASE, filter: ["in", ["get", "code"], ["literal", []]], paint: { "fill-color": "#c1622d", "fill-opacity": 0.42 } }, below);
    map.addLayer({ id: "wish-line", type: "line", source: BASE, paint: { "line-color": "#0b2c33", "line-width": 1.4, "line-opacity": 0.8 } }, below);
    const colour = ["match", ["get", "bond"], "together", COLOURS.together, COLOURS.apart] as unknown as string;
    map.addLayer({ id: "wish-bond", type: "line", source: PAIRS, filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": colour, "line-width": 3, "line-dasharray": [2, 1] } });
    map.addLayer({ id: "wish-place", type: "circle", source: PAIRS, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": colour, "circle-radius": 7, "circle-stroke-color": "#ffffff", "circle-stroke-width": 2 } });
    map.addLayer({
      id: "wish-label", type: "symbol", source: BASE,
      layout: { "text-field": ["get", "code"], "text-font": ["gridwarden"], "text-size": 13 },
      paint: { "text-color": "#0b2c33", "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
    });
    this.#show();
  }

  #show(): void {
    const { map } = this.board;
    void map.getSource<GeoJSONSource>(BASE)?.setData(this.#base);
    const open = this.#first && this.#tool !== "lock" ? { bond: this.#tool, place: this.#first } : undefined;
    void map.getSource<GeoJSONSource>(PAIRS)?.setData(pairLines(this.#pairs, open));
    const locked = this.#locked();
    if (map.getLayer("wish-locked")) map.setFilter("wish-locked", ["in", ["get", "code"], ["literal", locked]]);
    const count = this.form.querySelector("[data-lock-count]");
    if (count) count.textContent = String(locked.length);
  }

  /** List the pairs, each with a way to take it back, and write them into the form. */
  #list(): void {
    for (const bond of BONDS) {
      const input = this.#input(bond);
      if (input) input.value = written(this.#pairs[bond]);
      const lines = this.#pairs[bond].map((pair, number) => this.#line(bond, pair, number));
      this.form.querySelector(`[data-pairs="${bond}"]`)?.replaceChildren(...lines);
    }
  }

  #line(bond: Bond, pair: Pair, number: number): HTMLElement {
    const line = document.createElement("li");
    const show = Object.assign(document.createElement("button"), { type: "button", className: "studio-pair" });
    show.textContent = say("pair", { number: number + 1, one: told(pair[0]), other: told(pair[1]) });
    show.addEventListener("click", () => this.board.map.fitBounds([pair[0], pair[1]], { padding: 120, maxZoom: 15, duration: 400 }));
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: say("removePair") });
    drop.setAttribute("aria-label", `${say("removePair")} ${number + 1}`);
    drop.addEventListener("click", () => {
      this.#pairs[bond].splice(number, 1);
      this.#list();
      this.#show();
    });
    line.append(show, drop);
    return line;
  }

  #hint(): void {
    const hint = this.form.querySelector("[data-tool-hint]");
    if (hint) hint.textContent = say(this.#tool === "lock" ? "hintLock" : this.#first ? "hintSecond" : "hintFirst");
  }

  #input(bond: Bond): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`input[name=${bond}]`);
  }
}

function told([lon, lat]: Place): string {
  return `${lon.toFixed(4)}, ${lat.toFixed(4)}`;
}
