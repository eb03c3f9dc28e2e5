import htmx from "htmx.org";
import { csrfToken } from "../shared/token";
import { say } from "../shared/strings";
import { toast } from "./toasts";

/** Statuses whose answers are fragments worth showing: refusals come with the place where they belong. */
const SHOWN_REFUSALS = "403|404|409|413|422|429";

/** Configure htmx for our content security policy and our refusals. */
export function startRequests(): void {
  Object.assign(htmx.config, {
    includeIndicatorStyles: false,
    allowEval: false,
    allowScriptTags: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    timeout: 30_000,
    // Without `style`, which the policy refuses: a text box that was drawn larger has one.
    attributesToSettle: ["class", "width", "height"],
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: SHOWN_REFUSALS, swap: true, error: false },
      { code: "...", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", (event) => {
    (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRFToken"] = csrfToken();
  });
  for (const name of ["htmx:sendError", "htmx:timeout"])
    document.addEventListener(name, () => toast(say("offline"), "error"));
  document.addEventListener("htmx:responseError", () => toast(say("serverError"), "error"));
  // htmx itself waits until every script of the page has run; a map takes its time, and buttons are pressed before.
  htmx.process(document.body);
}
