/** What the page tells the map; written by gridwarden/platform/maps/config.py. */
export type Light = "green" | "yellow" | "red" | "";
export type ItemClass = "cityscape" | "municipal" | "order";
export type Mode = "overview" | "mini" | "pick";
export type Bounds = [west: number, south: number, east: number, north: number];

export interface Pin {
  lon: number;
  lat: number;
  label: string;
}

export interface CaseProperties {
  light: Light;
  item_class: ItemClass | "";
  number: string;
  title: string;
  note: string;
  href: string;
}

export type CaseFeature = GeoJSON.Feature<GeoJSON.Point, CaseProperties> & { id: number };
export type CaseCollection = GeoJSON.FeatureCollection<GeoJSON.Point, CaseProperties>;

export interface MapConfig {
  mode: Mode;
  tiles: string;
  raster: string;
  attribution: string;
  bounds: Bounds | null;
  pin: Pin | null;
  zoom: number | null;
  gridId: number | null;
  cases: CaseCollection | null;
  casesUrl: string;
  streamUrl: string;
  /** Lines of longitude and latitude, one for each stretch without a gap. */
  track: [lon: number, lat: number][][] | null;
  lonInput: string;
  latInput: string;
  hiddenLayers: string[];
  words: Record<string, string>;
}

/** Read the configuration that the template wrote into `data-config`. */
export function readConfig(box: HTMLElement): MapConfig {
  return JSON.parse(box.dataset["config"] ?? "{}") as MapConfig;
}
