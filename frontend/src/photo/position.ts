/** Where the device is, asked once per page and remembered for a minute. */
export interface Position {
  lon: number;
  lat: number;
  accuracyM: number;
}

const FRESH_MS = 60_000;
const PATIENCE_MS = 8_000;

/** Return where the device is, or `undefined` when it will not or cannot say. */
export function whereAmI(geolocation: Geolocation | undefined = globalThis.navigator?.geolocation): Promise<Position | undefined> {
  if (!geolocation) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, accuracyM: Math.round(coords.accuracy) }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}
