/** Turn every `[data-map]` box into a map, feed it with its cases, and say so when the browser cannot draw it. */
import { setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { behave } from "../shared/dom";
import { listen } from "../shared/stream";
import { Board } from "./board";
import type { CaseChange } from "./case_store";
import { type CaseCollection, type CaseFeature, type MapConfig, readConfig } from "./config";
import { Listing } from "./listing";
import { addMap } from "./registry";

export function startMaps(): void {
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  behave("[data-map]", (box) => void start(box));
}

async function start(box: HTMLElement): Promise<void> {
  const config = readConfig(box);
  if (!canDraw()) return fail(box, config);
  const board = new Board(box, config);
  addMap(box.id, board);
  const cases = await casesOf(config);
  if (cases) board.showCases(cases);
  if (config.streamUrl) follow(board, config.streamUrl);
}

function follow(board: Board, url: string): void {
  const shown = document.querySelector<HTMLElement>(`[data-live-for="${CSS.escape(board.box.id)}"]`);
  listen(url, {
    events: ["cases"],
    onEvent: (change) => board.applyCases(change as CaseChange),
    onState: (state) => {
      board.box.dataset["stream"] = state;
      if (shown) shown.dataset["state"] = state;
    },
  });
}

async function casesOf(config: MapConfig): Promise<CaseFeature[] | undefined> {
  if (config.cases) return config.cases.features as CaseFeature[];
  if (!config.casesUrl) return undefined;
  const answer = await fetch(config.casesUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`Cases of the map: ${answer.status}`);
  return ((await answer.json()) as CaseCollection).features as CaseFeature[];
}

async function fail(box: HTMLElement, config: MapConfig): Promise<void> {
  box.dataset["failed"] = "webgl";
  const problem = box.querySelector<HTMLElement>("[data-map-problem]");
  if (problem) {
    problem.textContent = config.words["noWebgl"] ?? "";
    problem.hidden = false;
  }
  const cases = await casesOf(config);
  if (!cases) return;
  const listing = new Listing(box.id, config.words);
  listing.open();
  listing.show(cases);
}

function canDraw(): boolean {
  const canvas = document.createElement("canvas");
  return canvas.getContext("webgl2") !== null;
}
