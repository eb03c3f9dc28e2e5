import { onClick } from "../shared/dom";

const YEAR_S = 365 * 24 * 3600;

/** Switch between light and dark, remember it in a cookie so that the server draws the next page right at once. */
export function startTheme(): void {
  onClick("[data-theme-toggle]", () => {
    const root = document.documentElement;
    const next = root.dataset["bsTheme"] === "dark" ? "light" : "dark";
    root.dataset["bsTheme"] = root.dataset["themeChoice"] = next;
    document.cookie = `theme=${next}; path=/; max-age=${YEAR_S}; samesite=lax`;
    document.dispatchEvent(new CustomEvent("theme:changed"));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    const root = document.documentElement;
    if (root.dataset["themeChoice"] !== "auto") return;
    root.dataset["bsTheme"] = event.matches ? "dark" : "light";
    document.dispatchEvent(new CustomEvent("theme:changed"));
  });
}
