/** `select[data-narrow]` and long groups of boxes to tick: a long list gets a search field above it, so that nobody has to read through all of it. */
import { behave } from "../shared/dom";
import { say } from "../shared/strings";

/** So many options can be taken in at a glance. */
const SHORT = 12;

export function startNarrow(): void {
  behave<HTMLSelectElement>("select[data-narrow]", (select) => {
    if (select.options.length > SHORT) new Narrowed(select);
  });
  behave<HTMLElement>(".gw-choices", (box) => {
    const lines = [...box.querySelectorAll<HTMLElement>("label")].filter((line) => line.querySelector('input[type="checkbox"]'));
    if (lines.length > SHORT) narrowBoxes(box, lines);
  });
}

/** What is ticked stays in sight, whatever is looked for. */
function narrowBoxes(box: HTMLElement, lines: HTMLElement[]): void {
  const label = box.closest("fieldset")?.querySelector("legend")?.firstChild?.textContent?.trim() ?? "";
  const search = searchField(label);
  box.before(search);
  search.addEventListener("input", (event) => {
    event.stopPropagation(); // nothing of the form has changed
    for (const line of lines) {
      line.hidden = !line.querySelector("input")?.checked && !fits(line.textContent ?? "", search.value.trim());
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // the form is not sent from here
  });
}

function searchField(label: string): HTMLInputElement {
  const search = Object.assign(document.createElement("input"), { type: "search", className: "gw-narrow", placeholder: say("searchList"), autocomplete: "off" });
  search.setAttribute("aria-label", `${say("searchList")} ${label}`.trim());
  return search;
}

/** Return whether every word that was typed stands in the text, in whatever order. */
export function fits(text: string, typed: string): boolean {
  const whole = text.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
}

interface Line {
  option: HTMLOptionElement;
  group: HTMLOptGroupElement | null;
  text: string;
}

class Narrowed {
  readonly #search: HTMLInputElement;
  readonly #status = document.createElement("p");
  readonly #lines: Line[];

  constructor(private readonly select: HTMLSelectElement) {
    this.#lines = [...select.options].map((option) => {
      const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement : null;
      return { option, group, text: `${group?.label ?? ""} ${option.text}` };
    });
    const label = select.labels?.[0]?.firstChild?.textContent?.trim() ?? "";
    this.#search = searchField(label);
    this.#status.className = "form-hint";
    this.#status.setAttribute("role", "status");
    select.before(this.#search);
    select.after(this.#status);
    this.#search.addEventListener("input", (event) => {
      event.stopPropagation(); // nothing of the form has changed
      this.#narrow(this.#search.value.trim());
    });
    this.#search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the form is not sent from here
      select.focus();
    });
  }

  /** Show what fits, and what was chosen before; the only one that fits is chosen. */
  #narrow(typed: string): void {
    const before = this.select.selectedOptions[0];
    const found = this.#lines.filter(({ option, text }) => option.value !== "" && fits(text, typed));
    this.#draw(this.#lines.filter((line) => line.option.value === "" || line.option === before || found.includes(line)));
    this.#status.textContent = typed === "" ? "" : say(found.length > 0 ? "found" : "noneFound", { n: found.length });
    const choice = found.length === 1 ? found[0]?.option : before;
    if (choice) choice.selected = true;
    if (choice !== before) this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #draw(lines: Line[]): void {
    for (const { group } of this.#lines) group?.replaceChildren();
    this.select.replaceChildren();
    for (const { option, group } of lines) {
      group?.append(option);
      this.select.append(group ?? option);
    }
  }
}
