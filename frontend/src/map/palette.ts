/** Colours of the map, by day and by night. The style names what a thing is, this says how it looks. */
export interface Palette {
  land: string;
  outside: string;
  zoneCore: string;
  zoneTown: string;
  zoneVillage: string;
  zoneExcluded: string;
  water: string;
  waterText: string;
  green: string;
  building: string;
  railway: string;
  arterial: string;
  arterialCase: string;
  secondary: string;
  backStreet: string;
  roadCase: string;
  roadText: string;
  text: string;
  halo: string;
  boundary: string;
  classA: string;
  classB: string;
  classC: string;
  chosen: string;
  red: string;
  yellow: string;
  ok: string;
  none: string;
  onLight: string;
  onYellow: string;
  moving: string;
  info: string;
}

const DAY: Palette = {
  land: "#f4f2ec",
  outside: "#e9e8e2",
  zoneCore: "#f3ece0",
  zoneTown: "#f4f0e6",
  zoneVillage: "#f0f1e4",
  zoneExcluded: "#dde4d4",
  water: "#b9d7e0",
  waterText: "#3f7387",
  green: "#d5e3c8",
  building: "#e4dfd4",
  railway: "#b5b3ad",
  arterial: "#f3c877",
  arterialCase: "#d09c3e",
  secondary: "#fbe6b8",
  backStreet: "#ffffff",
  roadCase: "#d5d0c3",
  roadText: "#5c5443",
  text: "#123238",
  halo: "#ffffff",
  boundary: "#0b2c33",
  classA: "#0e6a6b",
  classB: "#b5721a",
  classC: "#647a36",
  chosen: "#c1622d",
  red: "#b93a32",
  yellow: "#e0951c",
  ok: "#2e7d4f",
  none: "#62706f",
  onLight: "#ffffff",
  onYellow: "#2b1a00",
  moving: "#1f5fae",
  info: "#6b4fa3",
};

const NIGHT: Palette = {
  land: "#12222a",
  outside: "#0b171d",
  zoneCore: "#182a32",
  zoneTown: "#16282f",
  zoneVillage: "#15272a",
  zoneExcluded: "#12291f",
  water: "#123c4d",
  waterText: "#7fb6cb",
  green: "#17331f",
  building: "#1f343c",
  railway: "#46575c",
  arterial: "#b98536",
  arterialCase: "#6b4d1f",
  secondary: "#6e6038",
  backStreet: "#33474e",
  roadCase: "#1b2c33",
  roadText: "#d8c9a3",
  text: "#e6f0ef",
  halo: "#0b171d",
  boundary: "#8fb8b8",
  classA: "#4fb3ad",
  classB: "#e0ab55",
  classC: "#a5b86f",
  chosen: "#ff9d5c",
  red: "#e5645a",
  yellow: "#f0b03f",
  ok: "#4fae78",
  none: "#93a5a5",
  onLight: "#0b171d",
  onYellow: "#0b171d",
  moving: "#6fb1f2",
  info: "#b39ae6",
};

/** Return the colours for the page's brightness. */
export function paletteFor(dark: boolean): Palette {
  return dark ? NIGHT : DAY;
}
