/** Pairs of places that belong together or apart. */
export type Place = [lon: number, lat: number];
export type Pair = [one: Place, other: Place];

/** Read what the form holds; what cannot be read is nothing, and the server says so. */
export function readPairs(text: string | undefined): Pair[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter(isPair) : [];
  } catch {
    return [];
  }
}

/** Write pairs for the form, to a tenth of a metre. */
export function written(pairs: readonly Pair[]): string {
  return JSON.stringify(pairs.map((pair) => pair.map(([lon, lat]) => [Number(lon.toFixed(6)), Number(lat.toFixed(6))])));
}

/** Return pairs as lines with a point at each end; `open` is a first place that waits for its second. */
export function pairLines(pairs: Record<"together" | "apart", readonly Pair[]>, open?: { bond: string; place: Place }): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const [bond, all] of Object.entries(pairs))
    for (const pair of all) {
      features.push({ type: "Feature", properties: { bond }, geometry: { type: "LineString", coordinates: pair } });
      for (const place of pair) features.push(point(bond, place));
    }
  if (open) features.push(point(open.bond, open.place));
  return { type: "FeatureCollection", features };
}

function point(bond: string, place: Place): GeoJSON.Feature {
  return { type: "Feature", properties: { bond }, geometry: { type: "Point", coordinates: place } };
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every((place) => Array.isArray(place) && place.length === 2 && place.every(Number.isFinite));
}
