/** Keep what was filled in on the phone, send it, and say honestly which of the two has happened. */
import { OUTBOX_CHANGED } from "../field/home";
import { type Draft, forget, keep } from "../field/outbox";
import { type Received, send } from "../field/sender";
import type { PhotoFacts } from "../photo/capture";
import { fill } from "../shared/strings";
import { currentUser } from "../shared/token";

export interface Shot {
  file: File;
  facts: PhotoFacts;
}

/** A form that is sent through the phone's outbox; whoever extends it says what is missing and what is sent. */
export abstract class OutboxForm {
  protected shots: Shot[] = [];
  #busy = false;
  /** The key of what the server refused while this page lies open: the next attempt takes its place. */
  #refused = "";

  constructor(protected readonly form: HTMLFormElement) {
    form.addEventListener("photos:changed", (event) => {
      this.shots = (event as CustomEvent<Shot[]>).detail;
      this.judge();
    });
    for (const kind of ["input", "change", "photos:changed"]) form.addEventListener(kind, () => this.#hush());
    form.addEventListener("input", () => this.judge());
    form.addEventListener("change", () => this.judge());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    queueMicrotask(() => this.judge());
  }

  /** Steps (`data-step`) that still lack something, first first. */
  protected abstract missing(): string[];
  protected abstract body(): Record<string, unknown>;
  protected abstract done(received: Received): void;

  /** What a step lacks, in words: its heading, where nothing closer can be said. */
  protected lack(step: string): string {
    return this.#heading(step)?.textContent?.trim() ?? "";
  }

  /** What would be refused for certain, in words; empty when nothing is. */
  protected wrong(): string {
    return "";
  }

  /** The picture of the signature, where there is one. */
  protected signature(): Promise<File | undefined> {
    return Promise.resolve(undefined);
  }

  protected value(name: string): string {
    return String(new FormData(this.form).get(name) ?? "").trim();
  }

  protected judge(): void {
    const missing = this.missing();
    for (const step of this.form.querySelectorAll<HTMLElement>("[data-step]")) {
      step.dataset["done"] = String(!missing.includes(step.dataset["step"] ?? ""));
    }
  }

  async #submit(): Promise<void> {
    const [first] = this.missing();
    if (first) {
      this.#tell("sayMissing", { step: this.lack(first) });
      this.#heading(first)?.scrollIntoView({ behavior: "smooth", block: "center" });
      return;
    }
    const wrong = this.wrong();
    if (wrong) return this.#say(wrong);
    if (this.#busy) return;
    this.#busy = true;
    this.form.setAttribute("aria-busy", "true");
    try {
      await this.#deliver(await keep(await this.#draft()));
    } catch (error) {
      this.#tell("sayLost", { reason: error instanceof Error ? error.message : "" });
    } finally {
      this.#busy = false;
      this.form.removeAttribute("aria-busy");
    }
  }

  async #draft(): Promise<Draft> {
    const signature = await this.signature();
    const photos = this.shots.map((shot) => shot.file);
    return {
      key: crypto.randomUUID(),
      author: currentUser(),
      savedAt: new Date().toISOString(),
      url: this.form.dataset["post"] ?? "",
      body: this.body(),
      photos: signature ? [...photos, signature] : photos,
      facts: this.shots.map((shot) => shot.facts),
      signed: signature !== undefined,
    };
  }

  async #deliver(draft: Draft): Promise<void> {
    if (this.#refused) await forget(this.#refused);
    const outcome = await send(draft);
    this.#refused = outcome.state === "refused" ? draft.key : "";
    if (outcome.state === "received") this.done(outcome.received);
    else if (outcome.state === "waiting") {
      this.form.reset();
      this.#tell("sayKept", {});
    } else this.#tell("sayRefused", { reason: outcome.reason });
    document.dispatchEvent(new Event(OUTBOX_CHANGED));
    this.judge();
  }

  #heading(step: string): HTMLElement | null {
    return this.form.querySelector<HTMLElement>(`[data-step="${step}"] h2`);
  }

  #tell(words: string, values: Record<string, string>): void {
    this.#say(fill(this.form.dataset[words] ?? "", values), words === "sayKept");
  }

  /** What was wrong or missing may no longer be once something else is filled in. */
  #hush(): void {
    const place = this.form.querySelector<HTMLElement>("[data-field-answer]");
    if (place && !place.classList.contains("gw-field-kept")) place.hidden = true;
  }

  #say(text: string, isKept = false): void {
    const place = this.form.querySelector<HTMLElement>("[data-field-answer]");
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("gw-field-kept", isKept);
    place.hidden = false;
    place.focus();
    place.scrollIntoView({ block: "center" });
  }
}
