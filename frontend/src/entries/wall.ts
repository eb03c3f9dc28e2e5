/** The wall: one drawing for 1080p, drawn larger on larger screens, with figures that refresh themselves. */
import { redrawChart } from "../chart/start";
import type { ChartConfig } from "../chart/config";
import { clockOf, dayOf } from "../shared/clock";
import { scaleTo } from "../shared/scale";

const REFRESH_MS = 20_000;
const DRAWN_FOR_PX = 1920;
/** Narrower screens get the parts below each other, in their natural size. */
const NARROWEST_PX = 1200;

interface Tile {
  value: string | number;
  tone: string;
  unit: string;
  hint: string;
}

interface Figures {
  tiles: Record<string, Tile>;
  charts: Record<string, ChartConfig>;
  lists: string;
}

const wall = document.querySelector<HTMLElement>("[data-wall]");
if (wall) start(wall);

function start(box: HTMLElement): void {
  const fit = (): void => scaleTo(box, innerWidth < NARROWEST_PX ? 1 : innerWidth / DRAWN_FOR_PX);
  fit();
  addEventListener("resize", fit);
  setInterval(() => void refresh(box), REFRESH_MS);
  const clock = box.querySelector<HTMLElement>("[data-wall-clock]");
  setInterval(() => tick(clock), 1000);
  tick(clock);
  box.querySelector("[data-wall-full]")?.addEventListener("click", () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen();
  });
}

function tick(clock: HTMLElement | null): void {
  const now = new Date();
  if (clock) clock.textContent = `${dayOf(now)} ${clockOf(now)}`;
}

async function refresh(box: HTMLElement): Promise<void> {
  const answer = await fetch(box.dataset["wall"] ?? "", { headers: { Accept: "application/json" } }).catch(() => undefined);
  box.toggleAttribute("data-stale", !answer?.ok);
  if (!answer?.ok) return;
  const { tiles, charts, lists } = (await answer.json()) as Figures;
  for (const [name, tile] of Object.entries(tiles)) show(box, name, tile);
  for (const [name, chart] of Object.entries(charts)) redrawChart(name, chart);
  const place = box.querySelector<HTMLElement>("[data-wall-lists]");
  if (place) place.innerHTML = lists; // drawn and escaped by our own server, as the page itself is
}

function show(box: HTMLElement, name: string, told: Tile): void {
  const tile = box.querySelector(`[data-wall-tile="${CSS.escape(name)}"] > .gw-stat`);
  const shown = tile?.querySelector(".gw-stat-value");
  if (!tile || !shown) return;
  tile.className = `gw-stat gw-stat-${told.tone}`;
  shown.replaceChildren(String(told.value), ...(told.unit ? [small("small", "", told.unit)] : []));
  tile.querySelector(".gw-stat-hint")?.remove();
  if (told.hint) shown.after(small("span", "gw-stat-hint", told.hint));
}

function small(tag: string, name: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
