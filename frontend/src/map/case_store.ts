/** The cases that a map shows, kept apart from the map so that they outlive a change of style. */
import type { CaseCollection, CaseFeature, Light } from "./config";

export interface CaseChange {
  /** Cases that are new or have changed. */
  put?: CaseFeature[];
  /** Ids of cases that are no longer to be shown. */
  drop?: number[];
}

/** What MapLibre's `updateData` wants to hear. */
export interface SourceDiff {
  add: CaseFeature[];
  remove: number[];
}

const RANK: Record<Light, number> = { red: 0, yellow: 1, green: 2, "": 3 };

export class CaseStore {
  readonly #cases = new Map<number, CaseFeature>();
  #shown: (feature: CaseFeature) => boolean = () => true;

  /** Forget everything and start with these. */
  replace(cases: CaseFeature[]): void {
    this.#cases.clear();
    for (const feature of cases) this.#cases.set(feature.id, feature);
  }

  /** Take a change in; returns what the map's source has to do. */
  apply({ put = [], drop = [] }: CaseChange): SourceDiff {
    for (const id of drop) this.#cases.delete(id);
    for (const feature of put) this.#cases.set(feature.id, feature);
    const hidden = put.filter((feature) => !this.#shown(feature)).map((feature) => feature.id);
    return { add: put.filter(this.#shown), remove: [...drop, ...hidden] };
  }

  /** Show only what the filter lets through. */
  filter(shown: (feature: CaseFeature) => boolean): void {
    this.#shown = shown;
  }

  /** Return what is shown, the most urgent first. */
  shown(): CaseFeature[] {
    return [...this.#cases.values()].filter(this.#shown).sort(byUrgency);
  }

  /** Return one case. */
  get(id: number): CaseFeature | undefined {
    return this.#cases.get(id);
  }

  /** Return what is shown as the source's data. */
  collection(): CaseCollection {
    return { type: "FeatureCollection", features: this.shown() };
  }
}

function byUrgency(one: CaseFeature, other: CaseFeature): number {
  return RANK[one.properties.light] - RANK[other.properties.light] || other.id - one.id;
}
