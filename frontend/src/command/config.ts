/** What the page tells the command map (console/web/live_map.py); an empty address is something the reader may not see. */
export interface CommandConfig {
  movers: string;
  device: string;
  cameras: string;
  grid: string;
  around: string;
  colours: string;
  words: Record<string, string>;
  tones: Record<string, string>;
}

/** Put an id where the address has a nought. */
export function addressOf(pattern: string, id: number): string {
  return pattern.replace("/0/", `/${id}/`);
}
