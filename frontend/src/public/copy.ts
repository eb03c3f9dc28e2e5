/** `[data-copy="text"]`: a button that puts its text into the clipboard and says so. */
import { toast } from "../app/toasts";
import { behave } from "../shared/dom";

export function startCopying(): void {
  behave<HTMLButtonElement>("[data-copy]", (button) => {
    // Without the clipboard (plain HTTP) the code is there to be read; a button that does nothing is not.
    if (!navigator.clipboard) return void (button.hidden = true);
    button.addEventListener("click", () => void copy(button));
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
  toast(button.dataset["copied"] ?? "", "success");
}
