/** A day's way, played again on the map with a slider of time. */
import { type GeoJSONSource, type Map as MapLibreMap, Marker } from "maplibre-gl";
import { clockOf } from "../shared/clock";
import { onClick } from "../shared/dom";
import type { Board } from "./board";
import { whenMap } from "./registry";

const SOURCE = "replay";

/** Seconds since 1970, degrees east, degrees north, km/h. */
export type TimedPoint = [at: number, lon: number, lat: number, kmh: number];

interface Answer {
  gap_s: number;
  points: TimedPoint[];
}

/** Return where something was at a moment: between two fixes in a straight line, in a gap where it was last. */
export function placeAt(points: TimedPoint[], at: number, gapS: number): TimedPoint | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as TimedPoint)[0] <= at) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  if (!before || !after || after[0] - before[0] > gapS) return before ?? after;
  const share = (at - before[0]) / (after[0] - before[0]);
  return [at, before[1] + (after[1] - before[1]) * share, before[2] + (after[2] - before[2]) * share, before[3]];
}

/** Return the way up to a moment, as one line for each stretch without a gap. */
export function wayUntil(points: TimedPoint[], at: number, gapS: number): [number, number][][] {
  const lines: [number, number][][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [moment, lon, lat] of points) {
    if (moment > at) break;
    if (moment - last > gapS) lines.push([]);
    lines.at(-1)?.push([lon, lat]);
    last = moment;
  }
  const here = placeAt(points, at, gapS);
  if (here) lines.at(-1)?.push([here[1], here[2]]);
  return lines;
}

/** Play whatever `[data-replay]` names, on the page's bar and map. */
export function startReplays(): void {
  const bar = document.querySelector<HTMLElement>("[data-replay-bar]");
  if (!bar) return;
  let player: Player | undefined;
  onClick("[data-replay]", (element) => {
    void whenMap(bar.dataset["replayBar"] ?? "").then((board) => {
      player ??= new Player(bar, board);
      return player.load(element.dataset["replay"] ?? "", element.dataset["name"] ?? "");
    });
  });
}

class Player {
  #points: TimedPoint[] = [];
  #gapS = 0;
  #at = 0;
  #playing = false;
  #marker: Marker | undefined;
  readonly #slider: HTMLInputElement;
  readonly #play: HTMLButtonElement;

  constructor(
    private readonly bar: HTMLElement,
    private readonly board: Board,
  ) {
    this.#slider = this.#part<HTMLInputElement>("[data-replay-slider]");
    this.#play = this.#part<HTMLButtonElement>("[data-replay-play]");
    this.#slider.addEventListener("input", () => this.#goTo(this.#first + (Number(this.#slider.value) / 1000) * this.#length));
    this.#play.addEventListener("click", () => this.#setPlaying(!this.#playing));
    this.#part("[data-replay-close]").addEventListener("click", () => this.#close());
    this.board.onStyle(() => this.#draw());
  }

  async load(url: string, name: string): Promise<void> {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`Track: ${answer.status}`);
    const { gap_s, points } = (await answer.json()) as Answer;
    this.#points = points;
    this.#gapS = gap_s;
    this.bar.hidden = false;
    // On a phone what was pressed lies below the map.
    this.board.map.getContainer().scrollIntoView({ block: "nearest" });
    this.bar.dataset["points"] = String(points.length);
    this.#part("[data-replay-name]").textContent = name;
    this.#part("[data-replay-none]").hidden = points.length > 0;
    this.#slider.disabled = this.#play.disabled = points.length === 0;
    if (points.length === 0) return this.#setPlaying(false);
    this.#fit();
    this.#goTo(this.#first);
    this.#setPlaying(true);
  }

  get #first(): number {
    return this.#points[0]?.[0] ?? 0;
  }

  get #length(): number {
    return (this.#points.at(-1)?.[0] ?? 0) - this.#first;
  }

  #part<T extends HTMLElement>(selector: string): T {
    const found = this.bar.querySelector<T>(selector);
    if (!found) throw new Error(`The bar lacks ${selector}.`);
    return found;
  }

  #fit(): void {
    const [lons, lats] = [this.#points.map((point) => point[1]), this.#points.map((point) => point[2])];
    const bounds: [number, number, number, number] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    this.board.map.fitBounds(bounds, { padding: { top: 60, left: 60, right: 60, bottom: 40 + this.bar.offsetHeight }, maxZoom: 16, duration: 300 });
  }

  #goTo(at: number): void {
    this.#at = Math.min(at, this.#first + this.#length);
    this.#slider.value = String(this.#length > 0 ? ((this.#at - this.#first) / this.#length) * 1000 : 0);
    const here = placeAt(this.#points, this.#at, this.#gapS);
    const clock = clockOf(new Date(this.#at * 1000));
    this.#part("[data-replay-time]").textContent = here ? `${clock} · ${here[3]} km/h` : clock;
    this.#draw();
  }

  #setPlaying(on: boolean): void {
    this.#playing = on;
    this.#play.setAttribute("aria-pressed", String(on));
    if (!on) return;
    if (this.#at >= this.#first + this.#length) this.#at = this.#first;
    let last = performance.now();
    const step = (now: number): void => {
      if (!this.#playing) return;
      const speed = Number(this.#part<HTMLSelectElement>("[data-replay-speed]").value);
      this.#goTo(this.#at + ((now - last) / 1000) * speed);
      last = now;
      if (this.#at >= this.#first + this.#length) this.#setPlaying(false);
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #draw(): void {
    const { map } = this.board;
    const here = placeAt(this.#points, this.#at, this.#gapS);
    if (!here || !map.isStyleLoaded()) return;
    drawWay(map, wayUntil(this.#points, this.#at, this.#gapS));
    this.#marker ??= new Marker({ color: "#c1622d", scale: 0.8, className: "gw-replay-mark" });
    this.#marker.setLngLat([here[1], here[2]]).addTo(map);
  }

  #close(): void {
    this.#setPlaying(false);
    this.#points = [];
    this.bar.hidden = true;
    this.#marker?.remove();
    drawWay(this.board.map, []);
  }
}

function drawWay(map: MapLibreMap, lines: [number, number][][]): void {
  const data: GeoJSON.Feature = { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
  const source = map.getSource<GeoJSONSource>(SOURCE);
  if (source) return void source.setData(data);
  map.addSource(SOURCE, { type: "geojson", data });
  map.addLayer({ id: "replay", type: "line", source: SOURCE, layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": "#c1622d", "line-width": 4, "line-opacity": 0.9 } });
}
