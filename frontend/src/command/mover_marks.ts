/** Marks of what moves, drawn once on a canvas: vehicles point where they go, people are round. */
import type { Mark } from "../map/icons";
import type { Palette } from "../map/palette";

const SIZE_PX = 24;
const RATIO = 2;
const TONES = ["good", "warn", "bad", "info", "none"] as const;
type Tone = (typeof TONES)[number];

/** Return every mark, named as the layers ask for it. */
export function drawMovers(colours: Palette): Mark[] {
  return ["vehicle", "phone"].flatMap((kind) => TONES.map((tone) => ({ name: `mover-${kind}-${tone}`, image: draw(kind, tone, colours) })));
}

function draw(kind: string, tone: Tone, colours: Palette): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE_PX * RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser has no canvas.");
  pen.scale(RATIO, RATIO);
  pen.translate(SIZE_PX / 2, SIZE_PX / 2);
  pen.beginPath();
  if (kind === "vehicle") arrow(pen);
  else pen.arc(0, 0, 9, 0, 2 * Math.PI);
  pen.fillStyle = colourOf(tone, colours);
  pen.fill();
  pen.lineWidth = 1.8;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.halo;
  pen.stroke();
  if (kind !== "vehicle") person(pen, colours.onLight);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function arrow(pen: CanvasRenderingContext2D): void {
  pen.moveTo(0, -11);
  pen.lineTo(8, 9);
  pen.lineTo(0, 5);
  pen.lineTo(-8, 9);
  pen.closePath();
}

function person(pen: CanvasRenderingContext2D, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(0, -2.6, 2.4, 0, 2 * Math.PI);
  pen.fill();
  pen.beginPath();
  pen.arc(0, 5.4, 4.4, Math.PI, 2 * Math.PI);
  pen.fill();
}

function colourOf(tone: Tone, colours: Palette): string {
  return { good: colours.moving, warn: colours.yellow, bad: colours.red, info: colours.info, none: colours.none }[tone];
}
