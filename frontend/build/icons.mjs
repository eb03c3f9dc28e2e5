/**
 * The icon sprite: find which icons the templates, Python modules and scripts name, and put just those
 * outlines into one SVG file. Run with --check, nothing is written and an unknown name fails.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const searched = [join(here, "../../src/gridwarden"), join(here, "../src")];
const outlines = join(here, "../node_modules/@tabler/icons/icons/outline");
// Python's dictionaries of icons by their keys: STEP_ICONS: dict[str, str] = { KEY: "map-pin", … }
const tabled = /\b[A-Z_]*ICONS\b[^={\n]*=\s*\{([^}]*)\}/g;
// {% icon "map-pin" %}, icon="map-pin" (Python and include), icon: "map-pin" and icon("map-pin") (TypeScript)
const naming = /\bicon(?:\s*:\s*str\s*=\s*|\s+|\s*[=:(]\s*)["']([a-z0-9-]+)["']/g;
// Python's pairs of tone and icon: (Tone.WARN, "hourglass-low"), (gettext_noop("…"), Tone.GOOD, "check")
const toned = /\bTone\.[A-Z]+,\s*"([a-z0-9-]+)"/g;

function* filesUnder(folder) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) {
      if (!["static", "node_modules", "locale", "__pycache__"].includes(item.name)) yield* filesUnder(path);
    } else if (/\.(html|py|ts)$/.test(item.name)) yield path;
  }
}

function symbol(name) {
  const body = readFileSync(join(outlines, `${name}.svg`), "utf8")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s+/g, " ");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body.trim()}</symbol>`;
}

function* namesIn(text) {
  for (const pattern of [naming, toned]) for (const match of text.matchAll(pattern)) yield match[1];
  for (const table of text.matchAll(tabled)) for (const value of table[1].matchAll(/:\s*"([a-z0-9-]+)"/g)) yield value[1];
}

function namedIcons() {
  const names = new Set();
  for (const folder of searched)
    for (const file of filesUnder(folder))
      for (const name of namesIn(readFileSync(file, "utf8"))) names.add(name);
  const sorted = [...names].sort();
  const isKnown = (name) => existsSync(join(outlines, `${name}.svg`));
  return { known: sorted.filter(isKnown), unknown: sorted.filter((name) => !isKnown(name)) };
}

/** Vite plugin: write icons.svg beside the entries after every build. */
export function iconSprite() {
  return {
    name: "icon-sprite",
    writeBundle(options) {
      const { known, unknown } = namedIcons();
      if (unknown.length > 0) this.warn(`No such icons: ${unknown.join(", ")}`);
      mkdirSync(options.dir, { recursive: true });
      const body = known.map(symbol).join("\n");
      writeFileSync(join(options.dir, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${body}\n</svg>\n`);
    },
  };
}

if (process.argv.includes("--check")) {
  const { unknown } = namedIcons();
  if (unknown.length > 0) console.error(`No such icons: ${unknown.join(", ")}`);
  process.exit(unknown.length > 0 ? 1 : 0);
}
