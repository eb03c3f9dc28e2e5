/** Colours for grids, so that no two neighbours look alike. */
export const TINTS = ["#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#edc948", "#76b7b2", "#e15759", "#9c755f"];

export interface Block {
  code: string;
  beside: number[];
}

/** Return the codes that touch each code. */
export function touching(blocks: readonly Block[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const block of blocks) {
    const near = found.get(block.code) ?? new Set<string>();
    found.set(block.code, near);
    for (const other of block.beside) {
      const code = blocks[other]?.code;
      if (code !== undefined && code !== block.code) near.add(code);
    }
  }
  return found;
}

/** Give every code a tint that none of its neighbours has; codes that have one keep it while they can. */
export function tinted(near: Map<string, Set<string>>, before: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const tints = new Map<string, number>();
  const order = [...near.keys()].sort((one, two) => Number(before.has(two)) - Number(before.has(one)) || one.localeCompare(two));
  for (const code of order) {
    const taken = new Set([...(near.get(code) ?? [])].map((other) => tints.get(other)));
    const wanted = before.get(code);
    if (wanted !== undefined && !taken.has(wanted)) {
      tints.set(code, wanted);
      continue;
    }
    // Start from another tint each time, or the first ones would cover the map.
    const start = tints.size % TINTS.length;
    const free = TINTS.map((_, step) => (start + step) % TINTS.length).find((tint) => !taken.has(tint));
    tints.set(code, free ?? start);
  }
  return tints;
}

/** Return the blocks of each code in order. */
export function blocksOf(blocks: readonly Block[], code: string): number[] {
  return blocks.flatMap((block, number) => (block.code === code ? [number] : []));
}

/** Return the codes that touch some blocks, without those in which they lie. */
export function neighbours(blocks: readonly Block[], chosen: readonly number[]): string[] {
  const own = new Set(chosen.map((number) => blocks[number]?.code));
  const near = new Set(chosen.flatMap((number) => blocks[number]?.beside ?? []).map((number) => blocks[number]?.code));
  return [...near].filter((code): code is string => code !== undefined && !own.has(code)).sort();
}
