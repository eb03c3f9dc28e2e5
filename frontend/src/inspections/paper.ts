/** The form of a notice or an order: the condition writes most of it, the officer corrects and lets sign. */
import type { Received } from "../field/sender";
import { behave, jsonFrom } from "../shared/dom";
import { fill } from "../shared/strings";
import { OutboxForm } from "./delivery";
import { PartyBox } from "./party";
import { SignaturePad } from "./signature";

interface Condition {
  item: number;
  fact: string;
  requirement: string;
  limit: string;
  due: string;
  earliest: string;
  latest: string;
}

export function startPaper(): void {
  behave<HTMLFormElement>("form[data-paper]", (form) => new PaperForm(form));
}

class PaperForm extends OutboxForm {
  readonly #conditions = jsonFrom<Record<string, Condition>>("paper-conditions") ?? {};
  readonly #pad: SignaturePad;
  #written = "";

  constructor(form: HTMLFormElement) {
    super(form);
    const box = form.querySelector<HTMLElement>("[data-signature]");
    const party = form.querySelector<HTMLElement>("[data-party]");
    if (!box || !party) throw new Error("The form is not whole.");
    this.#pad = new SignaturePad(box);
    new PartyBox(party, form);
    form.addEventListener("change", () => this.#adapt());
    this.#adapt();
  }

  protected missing(): string[] {
    const missing: string[] = [];
    if (!this.form.dataset["case"]) {
      if (this.shots.length === 0) missing.push("photo");
      if (!this.value("condition")) missing.push("item");
      if (!this.value("lon") || !this.value("lat")) missing.push("place");
    }
    if (!this.value("party_name")) missing.push("party");
    if (!this.value("fact") || !this.value("requirement") || this.#articles().length === 0) missing.push("words");
    if (!this.value("second")) missing.push("officers");
    if (this.value("refused") ? !this.value("witness") : !this.#pad?.isSigned) missing.push("signature");
    return missing;
  }

  protected override lack(step: string): string {
    const witness = this.form.querySelector<HTMLInputElement>('[name="witness"]');
    return step === "signature" && this.value("refused") ? (witness?.labels?.[0]?.textContent?.trim() ?? "") : super.lack(step);
  }

  protected override wrong(): string {
    const [due, condition] = [this.value("due_at"), this.#condition()];
    // Both are written as an input for local date and time holds them, so they compare as text.
    const isOut = condition && due !== "" && due !== condition.due && (due < condition.earliest || due > condition.latest);
    return isOut ? this.#bounds(condition) : "";
  }

  protected override signature(): Promise<File | undefined> {
    return this.value("refused") ? Promise.resolve(undefined) : this.#pad.picture();
  }

  protected body(): Record<string, unknown> {
    const due = this.value("due_at");
    return {
      ...this.#about(),
      party: {
        party_id: this.value("party_id") ? Number(this.value("party_id")) : null,
        kind: this.value("party_kind"),
        name: this.value("party_name"),
        phone: this.value("party_phone"),
        code: this.value("party_code"),
        legal_representative: this.value("party_legal"),
        address: this.value("party_address"),
      },
      second_officer_id: Number(this.value("second")),
      article_ids: this.#articles(),
      fact: this.value("fact"),
      requirement: this.value("requirement"),
      // What was proposed is computed anew when the paper is issued, an own deadline is kept.
      due_at: due && due !== this.#condition()?.due ? new Date(due).toISOString() : null,
      witness: this.value("refused") ? this.value("witness") : "",
    };
  }

  protected done(received: Received): void {
    location.assign(`${this.form.dataset["done"]}${received.notice_id}/`);
  }

  #about(): Record<string, unknown> {
    const caseId = this.form.dataset["case"];
    if (caseId) return { case_id: Number(caseId) };
    return {
      condition_id: Number(this.value("condition")),
      lon: Number(this.value("lon")),
      lat: Number(this.value("lat")),
      crs: "wgs84",
      address: this.value("address"),
    };
  }

  #condition(): Condition | undefined {
    return this.#conditions[this.value("condition")];
  }

  #bounds({ earliest, latest }: Condition): string {
    return fill(this.form.dataset["sayBounds"] ?? "", { from: earliest.replace("T", " "), to: latest.replace("T", " ") });
  }

  #articles(): number[] {
    return [...this.form.querySelectorAll<HTMLInputElement>('[name="article"]:checked')].map((box) => Number(box.value));
  }

  #adapt(): void {
    const refused = this.form.querySelector<HTMLInputElement>("[data-refused]")?.checked ?? false;
    const witness = this.form.querySelector<HTMLElement>("[data-witness]");
    const pad = this.form.querySelector<HTMLElement>("[data-signature]");
    if (witness) witness.hidden = !refused;
    if (pad) pad.hidden = refused;
    const [condition, chosen] = [this.#condition(), this.value("condition")];
    if (condition && chosen !== this.#written) {
      this.#written = chosen;
      this.#write(condition);
    }
    this.judge();
  }

  /** Fill in what the condition says; a fact that came with the page stays. */
  #write(condition: Condition): void {
    const fact = this.form.querySelector<HTMLTextAreaElement>('[name="fact"]');
    const requirement = this.form.querySelector<HTMLTextAreaElement>('[name="requirement"]');
    const due = this.form.querySelector<HTMLInputElement>('[name="due_at"]');
    if (fact && (!this.form.dataset["case"] || !fact.value)) fact.value = condition.fact;
    if (requirement) requirement.value = condition.requirement;
    if (due) [due.value, due.min, due.max] = [condition.due, condition.earliest, condition.latest];
    const bounds = this.form.querySelector("[data-paper-bounds]");
    if (bounds) bounds.textContent = this.#bounds(condition);
    const limit = this.form.querySelector("[data-paper-limit]");
    if (limit) limit.textContent = condition.limit;
    this.#propose(condition.item);
  }

  /** Tick the articles that belong to the line: what was broken, and for an order also what gives the power. */
  #propose(item: number): void {
    const isOrder = this.form.dataset["post"]?.endsWith("orders") ?? false;
    for (const line of this.form.querySelectorAll<HTMLElement>("[data-items]")) {
      const items = (line.dataset["items"] ?? "").split(",").filter(Boolean).map(Number);
      const fits = items.includes(item);
      const isPower = line.dataset["use"] === "power";
      line.hidden = items.length > 0 && !fits;
      const box = line.querySelector("input");
      if (box) box.checked = isPower ? isOrder && (fits || items.length === 0) : fits;
    }
  }
}
