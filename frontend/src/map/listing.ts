/** The same as the map, as a list: for screen readers, for browsers without WebGL, for whoever prefers it. */
import type { CaseFeature } from "./config";
import { isOwnAddress, text } from "./popup";

const MOST_LINES = 300;

export class Listing {
  readonly #details: HTMLDetailsElement | null;
  readonly #words: Record<string, string>;
  #cases: CaseFeature[] = [];

  constructor(mapId: string, words: Record<string, string>) {
    this.#details = document.querySelector(`[data-map-list="${CSS.escape(mapId)}"]`);
    this.#words = words;
    this.#details?.addEventListener("toggle", () => this.#draw());
  }

  /** Show these cases, at once when the list is open, else when it is opened. */
  show(cases: CaseFeature[]): void {
    this.#cases = cases;
    this.#draw();
  }

  /** Open the list. */
  open(): void {
    if (this.#details) this.#details.open = true;
  }

  #draw(): void {
    const body = this.#details?.querySelector("[data-map-list-body]");
    if (!body || !this.#details?.open) return;
    const list = document.createElement("ul");
    list.className = "gw-map-lines";
    list.append(...this.#cases.slice(0, MOST_LINES).map((feature) => this.#line(feature)));
    body.replaceChildren(this.#cases.length > 0 ? list : text("p", "gw-muted", this.#words["noCases"] ?? ""));
  }

  #line({ properties }: CaseFeature): HTMLElement {
    const line = document.createElement("li");
    const link = text("a", "gw-code", properties.number);
    if (isOwnAddress(properties.href)) link.setAttribute("href", properties.href);
    const light = properties.light || "none";
    line.append(link, text("span", `gw-light gw-light-${light}`, this.#words[light] ?? ""), text("span", "", properties.title));
    return line;
  }
}
