import { onClick, required } from "../shared/dom";

export type Tone = "info" | "success" | "warning" | "error";

const SHOWN_MS = 6_000;

/** Show a short message. Errors stay until they are closed. */
export function toast(text: string, tone: Tone = "info"): void {
  const template = required<HTMLTemplateElement>("toast-template");
  const drawn = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  drawn.classList.replace("gw-tone-info", `gw-tone-${tone}`);
  drawn.dataset["toast"] = tone;
  const words = drawn.querySelector("[data-toast-text]");
  if (words) words.textContent = text;
  required("toasts").append(drawn);
}

function dismissLater(element: HTMLElement): void {
  if (element.dataset["toast"] !== "error") setTimeout(() => element.remove(), SHOWN_MS);
}

/** An open dialog makes the rest of the page unreachable: messages go where the person is. */
function follow(place: HTMLElement): void {
  const dialog = [...document.querySelectorAll<HTMLDialogElement>("dialog[open]")].at(-1);
  if (!dialog || dialog.contains(place)) return;
  dialog.append(place);
  dialog.addEventListener("close", () => document.body.append(place), { once: true });
}

/** Close messages by their button or after a while, wherever they came from. */
export function startToasts(): void {
  const place = required("toasts");
  for (const element of place.querySelectorAll<HTMLElement>("[data-toast]")) dismissLater(element);
  new MutationObserver((changes) => {
    follow(place);
    for (const added of changes.flatMap((change) => [...change.addedNodes]))
      if (added instanceof HTMLElement && added.dataset["toast"]) dismissLater(added);
  }).observe(place, { childList: true });
  onClick("[data-toast-close]", (button) => button.closest("[data-toast]")?.remove());
}
