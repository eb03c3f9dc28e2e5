/** What a click on a case shows. Everything is put in as text: what people wrote never becomes markup. */
import type { CaseProperties } from "./config";

/** Return the popup's content. */
export function caseCard(shown: CaseProperties, words: Record<string, string>): HTMLElement {
  const card = document.createElement("div");
  card.className = "gw-map-card";
  card.append(
    text("p", "gw-map-card-number", shown.number),
    text("p", "gw-map-card-title", shown.title),
    text("p", `gw-light gw-light-${shown.light || "none"}`, words[shown.light || "none"] ?? ""),
  );
  if (shown.note) card.append(text("p", "gw-muted", shown.note));
  if (isOwnAddress(shown.href)) {
    const link = text("a", "btn btn-primary btn-sm", words["open"] ?? "");
    link.setAttribute("href", shown.href);
    card.append(link);
  }
  return card;
}

/** Only addresses within the site become links. */
export function isOwnAddress(href: string): boolean {
  return /^\/(?![/\\])/.test(href);
}

/** Return an element that holds a text. */
export function text(tag: string, className: string, words: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}
