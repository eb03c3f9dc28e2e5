/** Where something went, drawn over the map with its beginning and its end. */
import { type GeoJSONSource, type Map as MapLibreMap, Marker } from "maplibre-gl";

const SOURCE = "track";
const BEGAN = "#2b8a3e";
const ENDED = "#c1622d";
export type Line = [lon: number, lat: number][];

/** Draw the lines; drawn again they replace what was there. */
export function drawTrack(map: MapLibreMap, lines: Line[]): void {
  const data: GeoJSON.Feature = { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
  const source = map.getSource<GeoJSONSource>(SOURCE);
  if (source) return void source.setData(data);
  map.addSource(SOURCE, { type: "geojson", data });
  const layout = { "line-join": "round", "line-cap": "round" } as const;
  map.addLayer({ id: "track-edge", type: "line", source: SOURCE, layout, paint: { "line-color": "#ffffff", "line-width": 7 } });
  map.addLayer({ id: "track", type: "line", source: SOURCE, layout, paint: { "line-color": "#1f5fae", "line-width": 4 } });
  if (map.getContainer().querySelector(".gw-track-end")) return;
  const first = lines[0]?.[0];
  const last = lines.at(-1)?.at(-1);
  if (first) new Marker({ color: BEGAN, scale: 0.7, className: "gw-track-end" }).setLngLat(first).addTo(map);
  if (last) new Marker({ color: ENDED, scale: 0.7, className: "gw-track-end" }).setLngLat(last).addTo(map);
}
