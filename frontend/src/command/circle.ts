/** Circles on the ground. */
const CORNERS = 64;
const METRES_A_DEGREE = 111_320;

/** Return a ring of degrees that is a circle on the ground. */
export function circle(lon: number, lat: number, radius: number): [number, number][] {
  const high = radius / METRES_A_DEGREE;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: CORNERS + 1 }, (_, corner): [number, number] => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)];
  });
}
