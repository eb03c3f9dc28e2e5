/** The report page: keep it on the phone first, then send it, and say honestly which of the two has happened. */
import type { PhotoFacts } from "../photo/capture";
import { behave } from "../shared/dom";
import { OUTBOX_CHANGED } from "./home";
import { fill } from "../shared/strings";
import { currentUser } from "../shared/token";
import { type Draft, forget, keep } from "./outbox";
import { send } from "./sender";

interface Shot {
  file: File;
  facts: PhotoFacts;
}

export function startReport(): void {
  behave<HTMLFormElement>("form[data-field-report]", (form) => new ReportForm(form));
  behave<HTMLElement>("[data-field-items]", startItems);
}

/** Choosing an item opens its conditions; the first is taken until another is chosen. */
function startItems(box: HTMLElement): void {
  box.closest("form")?.addEventListener("reset", () => {
    for (const list of box.querySelectorAll<HTMLElement>("[data-conditions-of]")) list.hidden = true;
  });
  box.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.name !== "item") return;
    for (const list of box.querySelectorAll<HTMLElement>("[data-conditions-of]")) {
      const mine = list.dataset["conditionsOf"] === input.value;
      list.hidden = !mine;
      const choices = [...list.querySelectorAll<HTMLInputElement>('input[name="condition"]')];
      if (mine && choices[0] && !choices.some((choice) => choice.checked)) choices[0].checked = true;
    }
  });
}

class ReportForm {
  #shots: Shot[] = [];
  #busy = false;
  /** The key of what the server refused while this page lies open: the next attempt takes its place. */
  #refused = "";

  constructor(private readonly form: HTMLFormElement) {
    form.addEventListener("photos:changed", (event) => {
      this.#shots = (event as CustomEvent<Shot[]>).detail;
      this.#judge();
    });
    form.addEventListener("change", () => this.#judge());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#judge();
  }

  #value(name: string): string {
    return String(new FormData(this.form).get(name) ?? "");
  }

  #missing(): string[] {
    const missing: string[] = [];
    if (!this.#value("lon") || !this.#value("lat")) missing.push("place");
    if (!this.#value("condition")) missing.push("item");
    if (this.#shots.length === 0) missing.push("photo");
    return missing;
  }

  #judge(): void {
    const missing = this.#missing();
    for (const step of this.form.querySelectorAll<HTMLElement>("[data-step]")) {
      step.dataset["done"] = String(!missing.includes(step.dataset["step"] ?? ""));
    }
  }

  async #submit(): Promise<void> {
    const [first] = this.#missing();
    if (first) {
      this.#tell("missing", { step: this.form.querySelector<HTMLElement>(`[data-step="${first}"] h2`)?.textContent ?? "" });
      this.form.querySelector(`[data-step="${first}"]`)?.scrollIntoView({ behavior: "smooth", block: "center" });
      return;
    }
    if (this.#busy) return;
    this.#busy = true;
    this.form.setAttribute("aria-busy", "true");
    try {
      await this.#deliver(await keep(this.#draft()));
    } catch (error) {
      this.#tell("lost", { reason: error instanceof Error ? error.message : "" });
    } finally {
      this.#busy = false;
      this.form.removeAttribute("aria-busy");
    }
  }

  #draft(): Draft {
    const body = {
      channel: this.form.dataset["channel"] ?? "patrol",
      condition_id: Number(this.#value("condition")),
      lon: Number(this.#value("lon")),
      lat: Number(this.#value("lat")),
      crs: "wgs84",
      address: this.#value("address"),
      text: this.#value("text"),
    };
    return {
      key: crypto.randomUUID(),
      author: currentUser(),
      savedAt: new Date().toISOString(),
      body,
      photos: this.#shots.map((shot) => shot.file),
      facts: this.#shots.map((shot) => shot.facts),
    };
  }

  async #deliver(draft: Draft): Promise<void> {
    if (this.#refused) await forget(this.#refused);
    const outcome = await send(draft);
    this.#refused = outcome.state === "refused" ? draft.key : "";
    if (outcome.state === "received") {
      const done = new URL(this.form.dataset["done"] ?? "/field/", location.href);
      done.searchParams.set("case", String(outcome.received.case_id));
      location.assign(done);
    } else if (outcome.state === "waiting") {
      // Without a connection there is no other page to go to: this one is ready for the next report.
      this.form.reset();
      this.#tell("kept", {});
    } else {
      this.#tell("refused", { reason: outcome.reason });
    }
    document.dispatchEvent(new Event(OUTBOX_CHANGED));
    this.#judge();
  }

  #tell(kind: "missing" | "lost" | "refused" | "kept", values: Record<string, string>): void {
    const place = this.form.querySelector<HTMLElement>("[data-field-answer]");
    if (!place) return;
    const words = { missing: "sayMissing", lost: "sayLost", refused: "sayRefused", kept: "sayKept" }[kind];
    place.textContent = fill(this.form.dataset[words] ?? kind, values);
    place.classList.toggle("gw-field-kept", kind === "kept");
    place.hidden = false;
    place.focus();
    place.scrollIntoView({ block: "center" });
  }
}
