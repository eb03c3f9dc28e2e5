/** What waits on the phone: shown until the server has it, sent whenever there is a chance. */
import { toast } from "../app/toasts";
import { behave } from "../shared/dom";
import { fill } from "../shared/strings";
import { type Draft, forget, waiting } from "./outbox";
import { sendAll } from "./sender";

const TRY_AGAIN_MS = 30_000;
/** Something was put into the outbox, or the server has judged it. */
export const OUTBOX_CHANGED = "outbox:changed";

export function startOutbox(): void {
  behave<HTMLElement>("[data-field-outbox]", (box) => new OutboxBox(box));
}

class OutboxBox {
  constructor(private readonly box: HTMLElement) {
    box.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-forget]");
      if (button) void forget(button.dataset["forget"] ?? "").then(() => this.#show());
      else if ((event.target as Element).closest("[data-send-now]")) void this.#send();
    });
    addEventListener("online", () => void this.#send());
    document.addEventListener(OUTBOX_CHANGED, () => void this.#show());
    document.addEventListener("visibilitychange", () => void this.#send());
    setInterval(() => void this.#send(), TRY_AGAIN_MS);
    void this.#send();
  }

  async #send(): Promise<void> {
    await this.#show();
    if (document.hidden || !navigator.onLine || (await waiting()).every((draft) => draft.refused)) return;
    const taken = await sendAll();
    await this.#show();
    if (taken === 0) return;
    if ("reloads" in this.box.dataset) location.reload();
    else toast(fill(this.box.dataset["saySent"] ?? "", { n: taken }), "success");
  }

  async #show(): Promise<void> {
    const drafts = await waiting();
    this.box.hidden = drafts.length === 0;
    const count = this.box.querySelector("[data-outbox-count]");
    if (count) count.textContent = fill(this.box.dataset["sayCount"] ?? "{n}", { n: drafts.length });
    this.box.querySelector("ul")?.replaceChildren(...drafts.map((draft) => this.#line(draft)));
  }

  #line(draft: Draft): HTMLElement {
    const line = document.createElement("li");
    const when = new Date(draft.savedAt).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const words = draft.refused ? fill(this.box.dataset["sayRefused"] ?? "", { reason: draft.refused }) : (this.box.dataset["sayWaiting"] ?? "");
    line.textContent = `${when} · ${words}`;
    if (draft.refused) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: this.box.dataset["sayForget"] ?? "✕" });
      button.dataset["forget"] = draft.key;
      line.append(" ", button);
    }
    return line;
  }
}
