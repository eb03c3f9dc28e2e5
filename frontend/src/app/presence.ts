/** Tell the server which requests a page makes by itself: they must not keep an abandoned session alive. */

/** Nobody has touched the page for this long: what it asks for now, nobody asked for. */
export const AWAY_MS = 60_000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"];

/** Whether somebody was there within `AWAY_MS`. */
export class Presence {
  #lastTouch: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.#lastTouch = now();
  }

  touched(): void {
    this.#lastTouch = this.now();
  }

  get away(): boolean {
    return this.now() - this.#lastTouch > AWAY_MS;
  }
}

export function startPresence(): void {
  const presence = new Presence();
  for (const touch of TOUCHES) document.addEventListener(touch, () => presence.touched(), { passive: true, capture: true });
  document.addEventListener("htmx:configRequest", (event) => {
    if (presence.away) (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-Background"] = "1";
  });
}
