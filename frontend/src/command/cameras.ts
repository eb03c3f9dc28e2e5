/** Cameras as points of the map; a click leads to the picture. */
import { type Map as MapLibreMap, type MapMouseEvent, Popup } from "maplibre-gl";
import type { Palette } from "../map/palette";
import { isOwnAddress, text } from "../map/popup";

const SOURCE = "cameras";
const wired = new WeakSet<MapLibreMap>();

/** Ask for the cameras and draw them; called again after each change of style. */
export async function addCameras(map: MapLibreMap, url: string, colours: Palette, words: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok || map.getSource(SOURCE)) return;
  map.addSource(SOURCE, { type: "geojson", data: (await answer.json()) as GeoJSON.FeatureCollection });
  map.addLayer({
    id: "camera-mark",
    type: "circle",
    source: SOURCE,
    minzoom: 12,
    paint: { "circle-radius": 6, "circle-color": colours.info, "circle-stroke-width": 2.5, "circle-stroke-color": colours.halo },
  });
  if (wired.has(map)) return;
  wired.add(map);
  map.on("click", "camera-mark", (event) => showCamera(map, event, words));
}

function showCamera(map: MapLibreMap, event: MapMouseEvent, words: Record<string, string>): void {
  const [hit] = map.queryRenderedFeatures(event.point, { layers: ["camera-mark"] });
  if (!hit) return;
  const { name, href } = hit.properties as { name: string; href: string };
  const card = text("div", "gw-map-card", "");
  card.append(text("p", "gw-map-card-title", name));
  if (isOwnAddress(href)) {
    const link = text("a", "btn btn-primary btn-sm", words["camera"] ?? "");
    link.setAttribute("href", href);
    card.append(link);
  }
  new Popup({ offset: 10, maxWidth: "280px" }).setLngLat(event.lngLat).setDOMContent(card).addTo(map);
}
