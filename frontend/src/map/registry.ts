/** Where page modules find the maps of their page. */
import type { Board } from "./board";

const boards = new Map<string, Board>();
const waiting = new Map<string, ((board: Board) => void)[]>();

/** Make a map known under the id of its box. */
export function addMap(id: string, board: Board): void {
  boards.set(id, board);
  for (const resolve of waiting.get(id) ?? []) resolve(board);
  waiting.delete(id);
}

/** Return the map of the box with this id, as soon as it is there; never without WebGL. */
export function whenMap(id: string): Promise<Board> {
  const board = boards.get(id);
  if (board) return Promise.resolve(board);
  return new Promise((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]));
}
