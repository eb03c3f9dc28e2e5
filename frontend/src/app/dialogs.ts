import { onClick } from "../shared/dom";

/** Open the dialog with this id. */
export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** Wire `data-opens="id"`, `data-closes`, and closing by a click beside the dialog. */
export function startDialogs(): void {
  onClick("[data-opens]", (button, event) => {
    event.preventDefault();
    openDialog(button.dataset["opens"] ?? "");
  });
  onClick("[data-closes]", (button) => button.closest("dialog")?.close());
  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement && isBeside(event.target, event)) event.target.close();
  });
  // A form inside a dialog that was answered well closes it: the server sends HX-Trigger: closeDialogs.
  document.addEventListener("closeDialogs", () => {
    for (const open of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) open.close();
  });
}

function isBeside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  const isInside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  return !isInside && (event.clientX !== 0 || event.clientY !== 0);
}
