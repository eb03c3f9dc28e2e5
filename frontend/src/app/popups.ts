/** Close small menus by Escape or a click elsewhere. */
export function startPopups(): void {
  const openOnes = (): NodeListOf<HTMLDetailsElement> => document.querySelectorAll("details[data-popup][open]");
  document.addEventListener("click", (event) => {
    for (const popup of openOnes()) {
      const inBody = (event.target as Element).closest(".gw-popup-body .dropdown-item");
      if (inBody || !popup.contains(event.target as Node)) popup.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const popup of openOnes()) {
      popup.open = false;
      popup.querySelector("summary")?.focus();
    }
  });
}
