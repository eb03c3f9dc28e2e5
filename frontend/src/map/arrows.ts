/** Arithmetic of moving a pin with the arrow keys. */
const DIGITS = 7;
const STEP_M = 2;
const LONG_STEP_M = 20;
const METRES_PER_DEGREE = 111_320;
const ARROWS: Record<string, [east: number, north: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Return the place after a press of an arrow key, or `undefined` for another key. */
export function moved(lon: number, lat: number, key: string, isLong: boolean): [lon: number, lat: number] | undefined {
  const way = ARROWS[key];
  if (!way) return undefined;
  const metres = isLong ? LONG_STEP_M : STEP_M;
  const east = (way[0] * metres) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  const north = (way[1] * metres) / METRES_PER_DEGREE;
  return [round(lon + east), round(lat + north)];
}

/** Return the degrees as they are sent: a ten-millionth is a centimetre. */
export function round(degrees: number): number {
  return Number(degrees.toFixed(DIGITS));
}
