/** Signing on the screen: strokes on a canvas, smooth enough to be recognised, white below for the printer. */

const PEN_PX = 5;

export class SignaturePad {
  readonly #canvas: HTMLCanvasElement;
  readonly #pen: CanvasRenderingContext2D;
  #last: { x: number; y: number } | undefined;
  /** Whether somebody has drawn something. */
  isSigned = false;

  constructor(box: HTMLElement) {
    const canvas = box.querySelector("canvas");
    const pen = canvas?.getContext("2d");
    if (!canvas || !pen) throw new Error("A signature needs a canvas.");
    this.#canvas = canvas;
    this.#pen = pen;
    this.clear();
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#last = this.#at(event);
    });
    canvas.addEventListener("pointermove", (event) => this.#draw(event));
    for (const end of ["pointerup", "pointercancel"] as const) canvas.addEventListener(end, () => (this.#last = undefined));
    box.querySelector("[data-signature-clear]")?.addEventListener("click", () => this.clear());
    box.closest("form")?.addEventListener("reset", () => this.clear());
  }

  clear(): void {
    this.#pen.fillStyle = "#ffffff";
    this.#pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.isSigned = false;
    this.#tell();
  }

  /** The signature as a file that can be stored like a photo. */
  picture(): Promise<File | undefined> {
    if (!this.isSigned) return Promise.resolve(undefined);
    return new Promise((resolve) =>
      this.#canvas.toBlob((blob) => resolve(blob ? new File([blob], "signature.jpg", { type: "image/jpeg" }) : undefined), "image/jpeg", 0.92),
    );
  }

  #draw(event: PointerEvent): void {
    if (!this.#last) return;
    const here = this.#at(event);
    this.#pen.strokeStyle = "#10182a";
    this.#pen.lineWidth = PEN_PX;
    this.#pen.lineCap = "round";
    this.#pen.beginPath();
    this.#pen.moveTo(this.#last.x, this.#last.y);
    this.#pen.lineTo(here.x, here.y);
    this.#pen.stroke();
    this.#last = here;
    if (!this.isSigned) {
      this.isSigned = true;
      this.#tell();
    }
  }

  #at(event: PointerEvent): { x: number; y: number } {
    const box = this.#canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * this.#canvas.width) / box.width,
      y: ((event.clientY - box.top) * this.#canvas.height) / box.height,
    };
  }

  #tell(): void {
    this.#canvas.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
