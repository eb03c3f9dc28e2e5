/** `[data-reveal-when="name=value"]`: shown while that choice of the form is taken. */
import { behave } from "../shared/dom";

export function startRevealing(): void {
  behave<HTMLElement>("[data-reveal-when]", (part) => {
    const form = part.closest("form");
    const [name = "", value = ""] = (part.dataset["revealWhen"] ?? "").split("=");
    const judge = (): void => {
      const chosen = form ? new FormData(form).get(name) : null;
      part.hidden = chosen !== value;
    };
    form?.addEventListener("change", judge);
    judge();
  });
}
