/** The recheck: the earlier photo over the camera's picture, the result, and what follows. */
import type { Received } from "../field/sender";
import { behave, jsonFrom } from "../shared/dom";
import { OutboxForm } from "./delivery";

export function startRecheck(): void {
  behave<HTMLFormElement>("form[data-recheck]", (form) => new RecheckForm(form));
  behave<HTMLElement>("[data-angle]", (box) => new Angle(box));
}

class RecheckForm extends OutboxForm {
  #followUp = "";

  constructor(form: HTMLFormElement) {
    super(form);
    form.addEventListener("change", () => this.#adapt());
  }

  protected missing(): string[] {
    const missing: string[] = [];
    if (this.shots.length === 0) missing.push("photo");
    const outcome = this.value("outcome");
    if (!outcome || (outcome === "not_corrected" && !this.value("note"))) missing.push("outcome");
    return missing;
  }

  protected override lack(step: string): string {
    const note = this.form.querySelector<HTMLTextAreaElement>('[name="note"]');
    return step === "outcome" && this.value("outcome") ? (note?.labels?.[0]?.textContent?.trim() ?? "") : super.lack(step);
  }

  protected body(): Record<string, unknown> {
    const outcome = this.value("outcome");
    this.#followUp = outcome === "not_corrected" ? this.value("follow_up") : "";
    return { outcome, note: this.value("note"), follow_up: this.#followUp || null };
  }

  protected done(_received: Received): void {
    const next = jsonFrom<Record<string, string>>("recheck-next") ?? {};
    location.assign(next[this.#followUp] ?? this.form.dataset["done"] ?? "/field/");
  }

  #adapt(): void {
    const more = this.form.querySelector<HTMLElement>("[data-not-corrected]");
    if (more) more.hidden = this.value("outcome") !== "not_corrected";
  }
}

/** Lays the earlier photo over what the camera sees, so that both pictures show the same. */
class Angle {
  #stream: MediaStream | undefined;

  constructor(private readonly box: HTMLElement) {
    box.querySelector("[data-angle-start]")?.addEventListener("click", () => void this.#start());
    box.querySelector("[data-angle-shoot]")?.addEventListener("click", () => void this.#shoot());
    box.querySelector<HTMLInputElement>("[data-angle-fade]")?.addEventListener("input", (event) => this.#fade((event.target as HTMLInputElement).valueAsNumber));
    box.addEventListener("photos:changed", (event) => this.#compare((event as CustomEvent<{ file: File }[]>).detail[0]?.file));
    addEventListener("pagehide", () => this.#stop());
  }

  async #start(): Promise<void> {
    const [live, video] = [this.box.querySelector<HTMLElement>("[data-angle-live]"), this.box.querySelector("video")];
    if (!live || !video) return;
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
    } catch {
      const words = this.box.querySelector("[data-angle-words]");
      if (words) words.textContent = this.box.dataset["sayFailed"] ?? "";
      return;
    }
    video.srcObject = this.#stream;
    live.hidden = false;
    this.#fade(45);
    await video.play();
  }

  #fade(percent: number): void {
    const over = this.box.querySelector<HTMLImageElement>("[data-angle-live] img");
    if (over) over.style.opacity = String(percent / 100);
  }

  async #shoot(): Promise<void> {
    const video = this.box.querySelector("video");
    const input = this.box.querySelector<HTMLInputElement>('input[type="file"]');
    if (!video?.videoWidth || !input) return;
    const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    this.#stop();
    if (!blob) return;
    const files = new DataTransfer();
    files.items.add(new File([blob], "recheck.jpg", { type: "image/jpeg", lastModified: Date.now() }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    const live = this.box.querySelector<HTMLElement>("[data-angle-live]");
    if (live) live.hidden = true;
  }

  /** Put the new photo beside the earlier one. */
  #compare(file: File | undefined): void {
    const after = this.box.querySelector<HTMLImageElement>("[data-angle-after]");
    if (!after) return;
    if (after.src) URL.revokeObjectURL(after.src);
    after.hidden = !file;
    if (file) after.src = URL.createObjectURL(file);
    else after.removeAttribute("src");
  }
}
