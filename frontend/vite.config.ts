/// <reference types="vitest/config" />
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig, type Plugin } from "vite";
// @ts-expect-error a plain script, also run on its own
import { iconSprite } from "./build/icons.mjs";

const entryFolder = join(import.meta.dirname, "src/entries");
// Scripts and styles are entries of their own: styles that two scripts imported would move into a chunk
// that no template knows.
const entries = Object.fromEntries(
  readdirSync(entryFolder).map((file) => [file.endsWith(".ts") ? basename(file, ".ts") : file, join(entryFolder, file)]),
);

/** Fail when styles moved into a chunk: nobody would load them. */
const noHiddenStyles: Plugin = {
  name: "no-hidden-styles",
  generateBundle(_options, bundle) {
    const hidden = Object.keys(bundle).filter((file) => file.startsWith("chunks/") && file.endsWith(".css"));
    if (hidden.length > 0) this.error(`Styles imported by several scripts: ${hidden.join(", ")}. Make them an entry.`);
  },
};

/** The map's worker names a source map that is not shipped; Django's manifest refuses to collect such a file. */
const noMissingMaps: Plugin = {
  name: "no-missing-maps",
  generateBundle(_options, bundle) {
    for (const asset of Object.values(bundle))
      if (asset.type === "asset" && asset.fileName.endsWith(".js"))
        asset.source = String(asset.source instanceof Uint8Array ? new TextDecoder().decode(asset.source) : asset.source)
          .replace(/^\/\/# sourceMappingURL=.*$/m, "");
  },
};

export default defineConfig(({ mode }) => ({
  // Relative addresses: the files work under any STATIC_URL.
  base: "./",
  publicDir: false,
  plugins: [iconSprite(), noHiddenStyles, noMissingMaps],
  build: {
    outDir: "../src/gridwarden/platform/ui/static/dist",
    emptyOutDir: true,
    // Office browsers are a few years behind.
    target: ["chrome107", "edge107", "firefox104", "safari16"],
    cssCodeSplit: true,
    // Small files must not become data: addresses, which the content security policy refuses for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: mode === "development",
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      input: entries,
      checks: { eval: false }, // htmx carries one for features that allowEval: false switches off
      output: {
        // Entries keep plain names, because templates name them; Django's manifest adds their hash.
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".css") && name in entries || name.slice(0, -4) in entries)
            ? "[name][extname]"
            : asset.names.some((name) => name.endsWith(".mjs"))
              ? "chunks/[name]-[hash].js" // the map's worker; not every server knows what .mjs is
              : "chunks/[name]-[hash][extname]",
      },
    },
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
}));
