import { behave } from "../shared/dom";

/** Where the tabs are wider than the screen, begin with the chosen one in sight. */
function bringIntoSight(list: HTMLElement): void {
  const chosen = list.querySelector<HTMLElement>('[aria-current="page"], [aria-selected="true"]');
  if (!chosen || list.scrollWidth <= list.clientWidth) return;
  const [bar, tab] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
  list.scrollLeft += tab.left + tab.width / 2 - bar.left - bar.width / 2;
}

/** `[role=tablist][data-tabs]`: arrow keys and clicks show one panel at a time; the address keeps which. */
export function startTabs(): void {
  behave(".gw-tabs", bringIntoSight);
  behave("[data-tabs]", (list) => {
    const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
    const show = (chosen: HTMLElement, focus: boolean): void => {
      for (const tab of tabs) {
        const isChosen = tab === chosen;
        tab.setAttribute("aria-selected", String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
        const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
        if (panel) panel.hidden = !isChosen;
      }
      if (focus) chosen.focus();
      document.dispatchEvent(new CustomEvent("panel:shown"));
    };
    const named = tabs.find((tab) => `#${tab.getAttribute("aria-controls")}` === location.hash);
    const first = named ?? tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[0];
    if (first) show(first, false);
    list.addEventListener("click", (event) => {
      const tab = (event.target as Element).closest<HTMLElement>('[role="tab"]');
      if (!tab) return;
      show(tab, false);
      history.replaceState(null, "", `#${tab.getAttribute("aria-controls")}`);
    });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const here = tabs.indexOf(document.activeElement as HTMLElement);
      const next = tabs[(here + step + tabs.length) % tabs.length];
      if (next) show(next, true);
    });
  });
}
