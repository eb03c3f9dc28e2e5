/** Where the device is, asked once per page and remembered for a minute. */
export interface Position {
  lon: number;
  lat: number;
  accuracyM: number;
  /** Whether the system says that the place is made up; shells around a browser tell, browsers do not. */
  mocked: boolean | null;
}

interface Telling {
  mocked?: unknown;
}

const FRESH_MS = 60_000;
const PATIENCE_MS = 8_000;

/** Return where the device is, or `undefined` when it will not or cannot say. */
export function whereAmI(geolocation: Geolocation | undefined = globalThis.navigator?.geolocation): Promise<Position | undefined> {
  if (!geolocation) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      (found) => resolve({ lon: found.coords.longitude, lat: found.coords.latitude, accuracyM: Math.round(found.coords.accuracy), mocked: mockedIn(found) }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}

function mockedIn(found: GeolocationPosition): boolean | null {
  const said = (found as Telling).mocked ?? (found.coords as Telling).mocked;
  return typeof said === "boolean" ? said : null;
}
