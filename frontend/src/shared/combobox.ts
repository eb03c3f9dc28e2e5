/**
 * `[data-combobox]` around a text input: what is typed is looked up at `data-combobox-url`, and a place that is chosen
 * from the list fills the input and moves the map's pin. The pattern is ARIA 1.2's combobox with a listbox.
 */
import { behave } from "./dom";
import { namePlace } from "./place";
import { fill } from "./strings";

interface Place {
  label: string;
  lon: number;
  lat: number;
}

const PAUSE_MS = 300;
const SHORTEST = 2;

export function startComboboxes(): void {
  behave("[data-combobox]", (box) => new Combobox(box));
}

/** Return the option that an arrow leads to; before the first and behind the last one lies the input itself. */
export function stepped(active: number, key: string, count: number): number {
  if (count === 0) return -1;
  if (key === "ArrowDown") return active + 1 >= count ? -1 : active + 1;
  return active < 0 ? count - 1 : active - 1;
}

class Combobox {
  readonly #input: HTMLInputElement;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("p");
  #places: Place[] = [];
  #active = -1;
  #timer = 0;
  #asked = 0;

  constructor(private readonly box: HTMLElement) {
    const input = box.querySelector<HTMLInputElement>("input");
    if (!input) throw new Error("A combobox needs an input.");
    this.#input = input;
    Object.assign(this.#list, { id: `${input.id}_list`, className: "gw-options", hidden: true });
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() ?? "");
    this.#status.className = "visually-hidden";
    this.#status.setAttribute("role", "status");
    const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": this.#list.id, "aria-autocomplete": "list", autocomplete: "off" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.after(this.#list);
    box.append(this.#status);
    input.addEventListener("input", () => this.#wait());
    input.addEventListener("keydown", (event) => this.#press(event));
    input.addEventListener("blur", () => this.#close());
    // The pointer must not take the focus from the input, or the list is gone before the click.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.#choose(Number(option.dataset["index"]));
    });
  }

  #wait(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), PAUSE_MS);
  }

  async #ask(): Promise<void> {
    const typed = this.#input.value.trim();
    const turn = ++this.#asked;
    if (typed.length < SHORTEST) return this.#close();
    const answer = await fetch(`${this.box.dataset["comboboxUrl"]}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
    // Whoever typed on has asked again; without an answer the map remains.
    if (turn !== this.#asked || !answer?.ok) return;
    this.#show((await answer.json()) as Place[]);
  }

  #show(places: Place[]): void {
    this.#places = places;
    this.#active = -1;
    this.#list.replaceChildren(...places.map((place, index) => this.#option(place, index)));
    const words = places.length > 0 ? this.box.dataset["comboboxFound"] : this.box.dataset["comboboxNone"];
    this.#status.textContent = fill(words ?? "", { n: places.length });
    this.#open(places.length > 0 && document.activeElement === this.#input);
  }

  #option(place: Place, index: number): HTMLElement {
    const line = Object.assign(document.createElement("li"), { id: `${this.#list.id}_${index}`, textContent: place.label });
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset["index"] = String(index);
    return line;
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      return this.#close();
    }
    if (event.key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      return this.#choose(this.#active);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.#open(this.#places.length > 0);
    this.#mark(stepped(this.#active, event.key, this.#places.length));
  }

  #mark(active: number): void {
    this.#active = active;
    for (const [index, line] of [...this.#list.children].entries()) line.setAttribute("aria-selected", String(index === active));
    const line = this.#list.children[active];
    if (line) this.#input.setAttribute("aria-activedescendant", line.id);
    else this.#input.removeAttribute("aria-activedescendant");
    line?.scrollIntoView({ block: "nearest" });
  }

  #choose(index: number): void {
    const place = this.#places[index];
    if (!place) return;
    this.#input.value = place.label;
    this.#asked += 1;
    this.#close();
    namePlace(place.lon, place.lat);
  }

  #open(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.#mark(-1);
  }

  #close(): void {
    window.clearTimeout(this.#timer);
    this.#open(false);
  }
}
