/** Small helps for forms, each chosen by a data attribute. */
import { behave } from "../shared/dom";
import { say } from "../shared/strings";

const TYPING_PAUSE_MS = 350;

/** `data-autosubmit`: a filter bar that applies itself after each choice, and after a pause in typing. */
function autosubmit(form: HTMLFormElement): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  // a field may stand among the others and belong to another form, which it then sends
  form.addEventListener("change", (event) => ((event.target as HTMLInputElement).form ?? form).requestSubmit());
  form.addEventListener("input", (event) => {
    if (!(event.target as Element).matches('[type="search"]')) return;
    clearTimeout(pause);
    pause = setTimeout(() => form.requestSubmit(), TYPING_PAUSE_MS);
  });
}

/** `data-once`: a second click must not send the form twice. */
function once(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    if (form.dataset["sent"]) return event.preventDefault();
    form.dataset["sent"] = "1";
    form.setAttribute("aria-busy", "true");
    return undefined;
  });
  addEventListener("pageshow", () => {
    delete form.dataset["sent"];
    form.removeAttribute("aria-busy");
  });
}

/** `data-guard`: leaving with unsaved changes asks first. */
function guard(form: HTMLFormElement): void {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

/** `data-counter="id"` on a text field: shows how many characters are left in the element with that id. */
function counter(field: HTMLTextAreaElement): void {
  const shown = document.getElementById(field.dataset["counter"] ?? "");
  const update = (): void => {
    if (shown) shown.textContent = `${field.value.length} / ${field.maxLength}`;
  };
  field.addEventListener("input", update);
  update();
}

/** `data-selection`: a table with boxes; the bar `[data-selection-bar]` appears as soon as one is ticked. */
function selection(form: HTMLElement): void {
  const all = form.querySelector<HTMLInputElement>("[data-select-all]");
  const bar = form.querySelector<HTMLElement>("[data-selection-bar]");
  const count = form.querySelector<HTMLElement>("[data-selection-count]");
  const boxes = (): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>("[data-select]")];
  const update = (): void => {
    const ticked = boxes().filter((box) => box.checked).length;
    if (bar) bar.hidden = ticked === 0;
    if (count) count.textContent = say("selected", { n: ticked });
    if (!all) return;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all?.checked ?? false;
    update();
  });
  form.addEventListener("htmx:afterSettle", update);
  update();
}

export function startForms(): void {
  behave("form[data-autosubmit]", autosubmit);
  behave("form[data-once]", once);
  behave("form[data-guard]", guard);
  behave("textarea[data-counter]", counter);
  behave("[data-selection]", selection);
}
