/** The page of one case: when somebody else moves it, say so instead of letting this person act on an old view. */
import { toast } from "../app/toasts";
import { listen } from "../shared/stream";
import { say } from "../shared/strings";

// A dialog opened again must not show the step of the last time while the server is asked for this one.
document.getElementById("move-dialog")?.addEventListener("close", () => document.getElementById("move-body")?.replaceChildren());

const box = document.querySelector<HTMLElement>("[data-case]");
if (box) {
  const [id, version] = [Number(box.dataset["case"]), Number(box.dataset["version"])];
  listen("/events/", {
    events: ["case.moved", "case.warned", "case.overdue"],
    onEvent: (data) => {
      const news = data as { case_id: number; version: number };
      if (news.case_id !== id || news.version <= version) return;
      if (document.querySelector("dialog[open]")) toast(say("movedOn"), "warning");
      else location.reload();
    },
  });
}
