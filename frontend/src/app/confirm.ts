import { required } from "../shared/dom";
import { say } from "../shared/strings";

/** Ask before a step that matters; resolves to whether the person agreed. */
export function ask(question: string, yes?: string): Promise<boolean> {
  const dialog = required<HTMLDialogElement>("confirm-dialog");
  required("confirm-text").textContent = question || say("areYouSure");
  const agree = dialog.querySelector<HTMLButtonElement>("[data-confirm-yes]");
  if (agree) agree.textContent = yes ?? say("confirm");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** Wire `data-confirm="question"` on forms, submit buttons and links, and htmx's own `hx-confirm`. */
export function startConfirm(): void {
  document.addEventListener("submit", (event) => void askBeforeSubmit(event), { capture: true });
  document.addEventListener("htmx:confirm", (event) => {
    const detail = (event as CustomEvent<{ question: string | null; issueRequest: (skip: boolean) => void }>).detail;
    if (!detail.question) return;
    event.preventDefault();
    void ask(detail.question).then((agreed) => agreed && detail.issueRequest(true));
  });
}

const agreed = new WeakSet<HTMLFormElement>();

async function askBeforeSubmit(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter;
  const source = submitter?.dataset["confirm"] !== undefined ? submitter : form;
  const question = source.dataset["confirm"];
  if (question === undefined || agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(question, source.dataset["confirmYes"]))) return;
  agreed.add(form);
  form.requestSubmit(submitter);
}
