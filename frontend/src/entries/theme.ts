/** Run as a blocking script before the first paint, so that a dark page never flashes white. */
(() => {
  const root = document.documentElement;
  const chosen = root.dataset["themeChoice"] ?? "auto";
  const dark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset["bsTheme"] = dark ? "dark" : "light";
})();
