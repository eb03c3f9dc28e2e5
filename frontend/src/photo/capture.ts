/**
 * Taking photos in a form: `[data-capture]` holds a file input and a list; every photo is shown, made smaller, and
 * sent with the form. Making it smaller strips what the camera wrote into it, so time and place travel beside it in
 * the hidden input `[data-capture-facts]`, as a JSON list in the order of the files, and the phone's clock in
 * `[data-capture-sent]`. A form sent while its photos are still being made smaller leaves as soon as they are ready.
 */
import { toast } from "../app/toasts";
import { behave } from "../shared/dom";
import { fill } from "../shared/strings";
import { downscale } from "./downscale";
import { whereAmI } from "./position";
import { readableSize } from "./scale";

export interface PhotoFacts {
  name: string;
  taken_at: string;
  lon: number | null;
  lat: number | null;
  accuracy_m: number | null;
  mocked: boolean | null;
  crs: "wgs84";
}

interface Taken {
  file: File;
  facts: PhotoFacts;
  preview: string;
}

export function startCapture(): void {
  behave("[data-capture]", (box) => new Capture(box));
}

class Capture {
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement | null;
  readonly #most: number;
  #taken: Taken[] = [];
  #working = 0;
  #held: (() => void) | undefined;

  constructor(private readonly box: HTMLElement) {
    const input = box.querySelector<HTMLInputElement>('input[type="file"]');
    if (!input) throw new Error("A capture box needs a file input.");
    this.#input = input;
    this.#list = box.querySelector("[data-capture-list]");
    this.#most = Number(box.dataset["captureMost"] ?? 6);
    input.addEventListener("change", () => void this.#take([...(input.files ?? [])]));
    input.form?.addEventListener("submit", (event) => this.#leave(event), { capture: true });
    input.form?.addEventListener("reset", () => this.#empty());
    box.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-capture-remove]");
      if (button) this.#remove(Number(button.dataset["captureRemove"]));
    });
  }

  async #take(files: File[]): Promise<void> {
    if (files.length === 0) return;
    this.box.setAttribute("aria-busy", "true");
    this.#working += 1;
    try {
      await this.#add(files);
    } finally {
      this.#working -= 1;
      this.#show();
      if (this.#working === 0) this.#ready();
    }
  }

  async #add(files: File[]): Promise<void> {
    const room = this.#most - this.#taken.length;
    if (files.length > room) toast(fill(this.box.dataset["captureFull"] ?? "", { n: this.#most }), "warning");
    const place = whereAmI();
    for (const file of files.slice(0, Math.max(0, room))) {
      const small = await downscale(file);
      const at = await place;
      this.#taken.push({ file: small, facts: factsOf(small, at), preview: URL.createObjectURL(small) });
    }
  }

  #ready(): void {
    this.box.removeAttribute("aria-busy");
    const send = this.#held;
    this.#held = undefined;
    send?.();
  }

  /** The form may be sent long after the photo was taken: what counts is the clock as it leaves. */
  #leave(event: SubmitEvent): void {
    const form = this.#input.form;
    if (this.#working === 0) {
      const clock = this.box.querySelector<HTMLInputElement>("[data-capture-sent]");
      if (clock) clock.value = new Date().toISOString();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#held ??= () => form?.requestSubmit(event.submitter);
  }

  #remove(index: number): void {
    const [removed] = this.#taken.splice(index, 1);
    if (removed) URL.revokeObjectURL(removed.preview);
    this.#show();
  }

  #empty(): void {
    for (const { preview } of this.#taken.splice(0)) URL.revokeObjectURL(preview);
    this.#show();
  }

  #show(): void {
    const files = new DataTransfer();
    for (const { file } of this.#taken) files.items.add(file);
    this.#input.files = files.files;
    this.#note();
    this.#list?.replaceChildren(...this.#taken.map((taken, index) => this.#line(taken, index)));
    this.box.dataset["captured"] = String(this.#taken.length);
    this.box.dispatchEvent(new CustomEvent("photos:changed", { bubbles: true, detail: this.#taken.map(({ file, facts }) => ({ file, facts })) }));
  }

  #note(): void {
    const box = this.box.querySelector<HTMLInputElement>("[data-capture-facts]");
    if (box) box.value = JSON.stringify(this.#taken.map(({ facts }) => facts));
  }

  #line({ file, preview }: Taken, index: number): HTMLElement {
    const line = document.createElement("li");
    const image = Object.assign(document.createElement("img"), { src: preview, alt: `${index + 1}` });
    const size = Object.assign(document.createElement("small"), { textContent: readableSize(file.size) });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "gw-capture-remove", textContent: "✕" });
    remove.dataset["captureRemove"] = String(index);
    remove.setAttribute("aria-label", fill(this.box.dataset["captureRemoveLabel"] ?? "", { n: index + 1 }));
    line.append(image, size, remove);
    return line;
  }
}

function factsOf(file: File, at: Awaited<ReturnType<typeof whereAmI>>): PhotoFacts {
  return {
    name: file.name,
    taken_at: new Date(file.lastModified).toISOString(),
    lon: at?.lon ?? null,
    lat: at?.lat ?? null,
    accuracy_m: at?.accuracyM ?? null,
    mocked: at?.mocked ?? null,
    crs: "wgs84",
  };
}
