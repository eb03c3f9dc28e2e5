/** The home page: it counts again when something in sight has moved and nobody is in the middle of something. */
import { listen } from "../shared/stream";

const QUIET_MS = 20_000;
let isStale = false;

listen("/events/", {
  events: ["case.opened", "case.moved", "case.warned", "case.overdue", "case.closed", "reset"],
  onEvent: () => {
    isStale = true;
  },
});
setInterval(() => {
  if (isStale && !document.hidden && !document.querySelector("dialog[open]")) location.reload();
}, QUIET_MS);
