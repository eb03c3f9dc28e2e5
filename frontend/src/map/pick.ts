/** Choosing a place: a pin that is dragged, set by a click, moved with the arrow keys, or put where the device is. */
import { GeolocateControl, type LngLat, type Map as MapLibreMap, Marker } from "maplibre-gl";
import { moved, round } from "./arrows";
import type { MapConfig } from "./config";
import { toast } from "../app/toasts";
import { PLACE_NAMED } from "../shared/place";

/** Let the person choose a place on `map`; `chosen` hears of every choice. */
export function startPicking(map: MapLibreMap, config: MapConfig, chosen: (lon: number, lat: number) => void): void {
  const pin = new Marker({ draggable: true, color: "#c1622d", scale: 1.15 });
  const place = (lon: number, lat: number, center: boolean): void => {
    pin.setLngLat([lon, lat]).addTo(map);
    if (center) map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 16) });
    chosen(round(lon), round(lat));
  };
  const element = pin.getElement();
  element.tabIndex = 0;
  element.setAttribute("role", "application");
  element.setAttribute("aria-label", config.words["pin"] ?? "");
  element.addEventListener("keydown", (event) => {
    const { lng, lat } = pin.getLngLat();
    const next = moved(lng, lat, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    place(next[0], next[1], false);
  });
  pin.on("dragend", () => tell(pin.getLngLat(), place));
  map.on("click", (event) => tell(event.lngLat, place));
  document.addEventListener(PLACE_NAMED, (event) => {
    const { lon, lat } = (event as CustomEvent<{ lon: number; lat: number }>).detail;
    place(lon, lat, true);
  });
  const start = startingPlace(config);
  if (start) {
    pin.setLngLat(start).addTo(map);
    map.jumpTo({ center: start, zoom: config.zoom ?? 16 });
  }
  addGeolocation(map, config, (lon, lat) => place(lon, lat, true));
}

function tell(at: LngLat, place: (lon: number, lat: number, center: boolean) => void): void {
  place(at.lng, at.lat, false);
}

/** A form that comes back with errors still knows the place. */
function startingPlace(config: MapConfig): [number, number] | undefined {
  const [lon, lat] = [valueOf(config.lonInput), valueOf(config.latInput)];
  if (lon !== undefined && lat !== undefined) return [lon, lat];
  return config.pin ? [config.pin.lon, config.pin.lat] : undefined;
}

function valueOf(id: string): number | undefined {
  const typed = inputOf(id)?.value.trim();
  const number = Number(typed);
  return typed && Number.isFinite(number) ? number : undefined;
}

function inputOf(id: string): HTMLInputElement | null {
  return document.getElementById(id) as HTMLInputElement | null;
}

/** Write the place into the form's inputs and let them tell whoever listens, once per choice. */
export function writePlace(config: MapConfig, lon: number, lat: number): void {
  const [lonInput, latInput] = [inputOf(config.lonInput), inputOf(config.latInput)];
  if (lonInput) lonInput.value = String(lon);
  if (!latInput) return;
  latInput.value = String(lat);
  latInput.dispatchEvent(new Event("change", { bubbles: true }));
}

function addGeolocation(map: MapLibreMap, config: MapConfig, place: (lon: number, lat: number) => void): void {
  const control = new GeolocateControl({
    positionOptions: { enableHighAccuracy: true, timeout: 10_000, maximumAge: 15_000 },
    trackUserLocation: false,
    showUserLocation: false,
  });
  control.on("geolocate", (event) => place(event.coords.longitude, event.coords.latitude));
  control.on("error", () => toast(config.words["noPosition"] ?? "", "warning"));
  map.addControl(control, "top-right");
}
