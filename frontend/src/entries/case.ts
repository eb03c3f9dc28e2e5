/** The page of one case: when somebody else moves or turns it, say so instead of letting this person act on an old view. */
import { toast } from "../app/toasts";
import { type CaseNews, HEARD, outdates } from "../case/news";
import { listen } from "../shared/stream";
import { say } from "../shared/strings";

// A dialog opened again must not show the step of the last time while the server is asked for this one.
document.getElementById("move-dialog")?.addEventListener("close", () => document.getElementById("move-body")?.replaceChildren());

const box = document.querySelector<HTMLElement>("[data-case]");
if (box) {
  const shown = { id: Number(box.dataset["case"]), version: Number(box.dataset["version"]), at: box.dataset["at"] ?? "" };
  listen("/events/", {
    events: HEARD,
    onEvent: (data, name) => {
      if (!outdates(shown, name, data as CaseNews)) return;
      if (document.querySelector("dialog[open]")) toast(say("movedOn"), "warning");
      else location.reload();
    },
  });
}
