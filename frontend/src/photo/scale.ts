/** Arithmetic of photos, apart from the canvas so that it can be tested. */
export const LONGEST_EDGE_PX = 1600;
export const QUALITY = 0.85;

/** Return the size that fits into a square of `longest`, never larger than the photo itself. */
export function fit(width: number, height: number, longest = LONGEST_EDGE_PX): { width: number; height: number } {
  const factor = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Return a file name with the ending of what was written. */
export function jpegName(name: string): string {
  return `${name.replace(/\.[^.]*$/, "") || "photo"}.jpg`;
}

/** Return a size in words a person reads. */
export function readableSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
