/** Grids in the order of one of their figures, the worst first. */
import type { GridProperties } from "./client";

export const ORDERS = ["code", "class", "diameter_m", "load_share", "compactness", "border_on_lines", "road_cuts", "changed_share"] as const;
export type Order = (typeof ORDERS)[number];

/** Whether a word names an order. */
export function isOrder(word: string): word is Order {
  return (ORDERS as readonly string[]).includes(word);
}

/** Return the grids in an order; less of compactness and of border on roads is worse, more of the others. */
export function ordered<T extends { properties: GridProperties }>(grids: readonly T[], by: Order): T[] {
  const sign = by === "compactness" || by === "border_on_lines" ? 1 : -1;
  return [...grids].sort(({ properties: one }, { properties: other }) => {
    const byCode = one.code.localeCompare(other.code);
    if (by === "code") return byCode;
    if (by === "class") return one.grid_class.localeCompare(other.grid_class) || byCode;
    return sign * ((one[by] ?? 0) - (other[by] ?? 0)) || byCode;
  });
}

/** Return the figure of a grid as it is read beside it. */
export function figureOf(grid: GridProperties, by: Order): string {
  if (by === "class") return grid.grid_class;
  if (by === "compactness") return grid.compactness.toFixed(2);
  if (by === "road_cuts") return String(grid.road_cuts);
  if (by === "border_on_lines") return percent(grid.border_on_lines);
  if (by === "changed_share") return grid.changed_share === null ? "–" : percent(grid.changed_share);
  return percent(grid.load_share);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
