/** A page drawn for one size and shown in another: canvases have to draw as many pixels as are seen. */

/** Show `box` in another size; what is drawn on canvases from now on is as sharp as the screen. */
export function scaleTo(box: HTMLElement, scale: number): void {
  box.style.setProperty("--gw-scale", String(scale));
  document.documentElement.dataset["scale"] = String(scale);
}

/** Return the pixels of the screen for one pixel of the page. */
export function pixelRatio(): number {
  return devicePixelRatio * Number(document.documentElement.dataset["scale"] ?? 1);
}
