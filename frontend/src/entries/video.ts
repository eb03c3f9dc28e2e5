/** A camera on a page: it begins to send when somebody watches, and is asked again when it breaks off. */
import Hls from "hls.js/light";
import { behave } from "../shared/dom";
import { csrfToken } from "../shared/token";

/** A camera that broke off is asked again after this long, then twice as long, up to the longest pause. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

class Film {
  readonly #video: HTMLVideoElement;
  readonly #start: HTMLButtonElement;
  readonly #words: HTMLElement;
  #player: Hls | undefined;
  #pause = FIRST_PAUSE_MS;

  constructor(private readonly box: HTMLElement) {
    this.#video = part(box, "video");
    this.#start = part(box, "button");
    this.#words = part(box, "[role=status]");
    this.#start.addEventListener("click", () => void this.#watch());
    this.#video.addEventListener("playing", () => this.#runs());
    this.#video.addEventListener("error", () => this.#again());
  }

  async #watch(): Promise<void> {
    this.#start.disabled = true;
    const answer = await fetch(this.box.dataset["watchUrl"] ?? "", {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
    }).catch(() => undefined);
    const said = (await answer?.json().catch(() => undefined)) as { stream?: string; refusal?: string } | undefined;
    this.#start.disabled = false;
    if (!said?.stream) {
      this.#say(said?.refusal ?? this.box.dataset["failed"] ?? "");
      return;
    }
    this.#start.hidden = true;
    this.#video.hidden = false;
    this.#play(said.stream);
  }

  #play(stream: string): void {
    this.#player?.destroy();
    if (!Hls.isSupported()) {
      this.#video.src = stream; // phones by Apple play HLS themselves
    } else {
      this.#player = new Hls({ liveSyncDurationCount: 2, enableWorker: false });
      this.#player.on(Hls.Events.ERROR, (_event, data) => {
        if (data.fatal) this.#again();
      });
      this.#player.loadSource(stream);
      this.#player.attachMedia(this.#video);
    }
    void this.#video.play().catch(() => undefined); // a browser that wants a touch first shows its own button
  }

  #again(): void {
    this.#player?.destroy();
    this.#player = undefined;
    this.#say(this.box.dataset["broken"] ?? "");
    setTimeout(() => void this.#watch(), this.#pause);
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
  }

  #runs(): void {
    this.#pause = FIRST_PAUSE_MS;
    this.#words.hidden = true;
  }

  #say(words: string): void {
    this.#words.textContent = words;
    this.#words.hidden = false;
  }
}

function part<T extends HTMLElement>(box: HTMLElement, selector: string): T {
  const found = box.querySelector<T>(selector);
  if (!found) throw new Error(`The film lacks ${selector}.`);
  return found;
}

behave("[data-film]", (box) => new Film(box));
