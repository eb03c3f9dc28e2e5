/** The studio's talk with the API. */
import { csrfToken } from "../shared/token";
import { fill } from "../shared/strings";
import { jsonFrom } from "../shared/dom";

export interface GridProperties {
  code: string;
  grid_class: "A" | "B" | "C";
  area_m2: number;
  diameter_m: number;
  limit_m: number;
  load_minutes: number;
  load_share: number;
  compactness: number;
  border_on_lines: number;
  road_cuts: number;
  changed_share: number | null;
  tint?: number;
}
export interface BlockProperties {
  code: string;
  allowed: string;
  load_minutes: number;
  area_m2: number;
  beside: number[];
  tint?: number;
  share?: number;
  word?: string;
}
export interface Flaw {
  kind: string;
  code: string;
  grave: boolean;
  text: string;
}
export interface Edited {
  revision: number;
  flaws: Flaw[];
  blocks: Record<string, string>;
  can_undo: boolean;
}
export type Shape = GeoJSON.Polygon | GeoJSON.MultiPolygon;
export type Grids = GeoJSON.FeatureCollection<Shape, GridProperties>;
export type Blocks = GeoJSON.FeatureCollection<Shape, BlockProperties>;

/** A refusal of the API, in words for people. */
export class Refused extends Error {}

let words: Record<string, string> | undefined;

/** Return a text of the page, its `{name}` parts filled in. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  words ??= jsonFrom<Record<string, string>>("studio-words") ?? {};
  return fill(words[key] ?? key, values);
}

/** Fetch something. */
export function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send<T>("GET", path, undefined, signal);
}

/** Have something done. */
export async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, {
    method,
    headers: {
      Accept: "application/json",
      ...(method === "GET" ? {} : { "Content-Type": "application/json", "X-CSRFToken": csrfToken() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const said = (await answer.json()) as T & { code?: string };
  if (answer.ok) return said;
  words ??= jsonFrom<Record<string, string>>("studio-words") ?? {};
  throw new Refused(words[said.code ?? ""] ?? say("failed"));
}
