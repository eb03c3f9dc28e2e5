import { jsonFrom } from "./dom";

let words: Record<string, string> | undefined;

/** Return a text in the page's language; `{name}` parts are filled in. The server hands the texts over. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  words ??= jsonFrom<Record<string, string>>("ui-strings") ?? {};
  return fill(words[key] ?? key, values);
}

/** Put values into the `{name}` parts of a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
