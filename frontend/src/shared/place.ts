/** A place that was named elsewhere on the page: the map's pin goes there. */
export const PLACE_NAMED = "gw:place-named";

/** Tell the map that the person chose a place by its name. */
export function namePlace(lon: number, lat: number): void {
  document.dispatchEvent(new CustomEvent(PLACE_NAMED, { detail: { lon, lat } }));
}
