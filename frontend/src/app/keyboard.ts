/**
 * Keys for people who work a list all day.
 *
 * `data-key="n"` on a link, button or field: the key presses or focuses it (`data-key-label` names it in the help).
 * `data-keys-rows` on a container: j and k walk through its `[data-row]` children, Enter opens the row's first link,
 * x ticks its box. `?` shows all keys of the page.
 */
import { isTyping, required } from "../shared/dom";
import { openDialog } from "./dialogs";

const WALK: Record<string, number> = { j: 1, k: -1 };

export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") showHelp();
    else if (!pressKeyed(event.key) && !actOnRow(event.key)) return;
    event.preventDefault();
  });
}

function pressKeyed(key: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!element) return false;
  if (isTyping(element)) element.focus();
  else element.click();
  return true;
}

function actOnRow(key: string): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-keys-rows] [data-row]")];
  const here = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const step = WALK[key];
  if (step !== undefined) return focusRow(rows, here, step);
  const row = rows[here];
  if (!row) return false;
  if (key === "x") return click(row, 'input[type="checkbox"]');
  return key === "Enter" && row === document.activeElement && click(row, "a[href]");
}

function focusRow(rows: HTMLElement[], here: number, step: number): boolean {
  const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
  if (!next) return false;
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function click(row: HTMLElement, selector: string): boolean {
  const target = row.querySelector<HTMLElement>(selector);
  target?.click();
  return target !== null;
}

function showHelp(): void {
  const list = required("keys-dialog").querySelector("[data-keys-list]");
  if (!list) return;
  const keyed = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  const lines = keyed.map((element) => line(element.dataset["key"] ?? "", nameOf(element)));
  const rows = document.querySelector<HTMLElement>("[data-keys-rows]");
  if (rows) lines.push(line("j / k", rows.dataset["keysRows"] ?? ""));
  list.replaceChildren(...lines.flat());
  openDialog("keys-dialog");
}

function nameOf(element: HTMLElement): string {
  return element.dataset["keyLabel"] ?? element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
}

function line(key: string, name: string): HTMLElement[] {
  const term = document.createElement("dt");
  const cap = document.createElement("kbd");
  cap.textContent = key;
  term.append(cap);
  const words = document.createElement("dd");
  words.textContent = name;
  return [term, words];
}
