/**
 * Marks of the cases, drawn once on a canvas: the outline tells the class, the sign inside tells the light, so
 * that nobody has to tell red from green.
 */
import type { ItemClass, Light } from "./config";
import type { Palette } from "./palette";

const SIZE_PX = 26;
const RATIO = 2;
const CLASSES: (ItemClass | "")[] = ["cityscape", "municipal", "order", ""];
const LIGHTS: Light[] = ["green", "yellow", "red", ""];

export interface Mark {
  name: string;
  image: ImageData;
}

/** Return every mark, named as the style asks for it. */
export function drawMarks(colours: Palette): Mark[] {
  return CLASSES.flatMap((itemClass) =>
    LIGHTS.map((light) => ({ name: `case-${itemClass}-${light}`, image: pixels(drawMark(itemClass, light, colours)) })),
  );
}

/** Pixels per CSS pixel of the marks. */
export const markOptions = { pixelRatio: RATIO };

/** Draw one mark, for the map or for its legend. */
export function drawMark(itemClass: ItemClass | "", light: Light, colours: Palette): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE_PX * RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser has no canvas.");
  pen.scale(RATIO, RATIO);
  pen.translate(SIZE_PX / 2, SIZE_PX / 2);
  outline(pen, itemClass);
  pen.fillStyle = colourOf(light, colours);
  pen.fill();
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.halo;
  pen.stroke();
  pen.strokeStyle = light === "yellow" ? colours.onYellow : colours.onLight;
  sign(pen, light, itemClass === "order" ? 1.5 : 0);
  return canvas;
}

function pixels(canvas: HTMLCanvasElement): ImageData {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("The browser has no canvas.");
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Return the colour that a light has on the map. */
export function colourOf(light: Light, colours: Palette): string {
  return { red: colours.red, yellow: colours.yellow, green: colours.ok, "": colours.none }[light];
}

/** Cityscape is round, municipal facilities are square, environmental order is a triangle. */
function outline(pen: CanvasRenderingContext2D, itemClass: ItemClass | ""): void {
  pen.beginPath();
  if (itemClass === "municipal") pen.roundRect(-9.5, -9.5, 19, 19, 3);
  else if (itemClass === "order") polygon(pen, [0, -12], [11.5, 9], [-11.5, 9]);
  else if (itemClass === "") polygon(pen, [0, -11.5], [11.5, 0], [0, 11.5], [-11.5, 0]);
  else pen.arc(0, 0, 10.5, 0, 2 * Math.PI);
}

function polygon(pen: CanvasRenderingContext2D, ...corners: [number, number][]): void {
  for (const [x, y] of corners) pen.lineTo(x, y);
  pen.closePath();
}

/** Red carries an exclamation mark, yellow a clock's hands, green a tick. */
function sign(pen: CanvasRenderingContext2D, light: Light, down: number): void {
  pen.lineWidth = 2.2;
  pen.lineCap = "round";
  pen.beginPath();
  if (light === "red") {
    pen.moveTo(0, -4.5 + down);
    pen.lineTo(0, 1 + down);
    pen.moveTo(0, 4.6 + down);
    pen.lineTo(0, 4.7 + down);
  } else if (light === "yellow") {
    pen.moveTo(0, -4.5 + down);
    pen.lineTo(0, 0.5 + down);
    pen.lineTo(3.4, 2.4 + down);
  } else if (light === "green") {
    pen.moveTo(-4, 0.4 + down);
    pen.lineTo(-1, 3.4 + down);
    pen.lineTo(4.2, -3 + down);
  }
  pen.stroke();
}
