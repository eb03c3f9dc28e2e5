/** The box around a geometry. */
export type Box = [west: number, south: number, east: number, north: number];

/** Return the box around any GeoJSON geometry that has coordinates. */
export function boundsOf(geometry: GeoJSON.Geometry): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  if (geometry.type === "GeometryCollection") {
    for (const member of geometry.geometries) widen(box, boundsOf(member));
  } else {
    walk(geometry.coordinates, box);
  }
  return box;
}

function walk(value: unknown, box: Box): void {
  if (!Array.isArray(value)) return;
  const [lon, lat] = value as unknown[];
  if (typeof lon === "number" && typeof lat === "number") widen(box, [lon, lat, lon, lat]);
  else for (const member of value as unknown[]) walk(member, box);
}

function widen(box: Box, other: Box): void {
  box[0] = Math.min(box[0], other[0]);
  box[1] = Math.min(box[1], other[1]);
  box[2] = Math.max(box[2], other[2]);
  box[3] = Math.max(box[3], other[3]);
}
