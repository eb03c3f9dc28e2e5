/** Talk: news bring new messages, what is before somebody's eyes is read, and a voice is recorded. */
import { behave } from "../shared/dom";
import { listen } from "../shared/stream";
import { csrfToken } from "../shared/token";

interface Posted {
  group_kind: string;
  about_id: number;
}

function follow(box: HTMLElement, name: string, heard: (posted: Posted) => void): void {
  const shown = document.querySelector<HTMLElement>(`[data-live-for="${name}"]`);
  listen("/events/", {
    since: box.dataset["since"] ?? "",
    events: ["talk.posted", "reset"],
    onEvent: (data, kind) => (kind === "reset" ? location.reload() : heard(data as Posted)),
    onState: (state) => {
      if (shown) shown.dataset["state"] = state;
    },
  });
}

/** One group: at its end, unless somebody reads further up. */
class Talk {
  readonly #words: HTMLElement;

  constructor(private readonly box: HTMLElement) {
    this.#words = part(box, ".gw-words");
    this.#words.scrollTop = this.#words.scrollHeight;
    follow(box, "talk", (posted) => {
      if (posted.group_kind === box.dataset["kind"] && String(posted.about_id) === box.dataset["about"]) void this.#refresh();
    });
    document.addEventListener("visibilitychange", () => this.#read());
    this.#read();
  }

  async #refresh(): Promise<void> {
    const url = this.box.dataset["messagesUrl"];
    if (!url || !this.box.dataset["readUrl"]) return; // an earlier page stays as it is
    const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => undefined);
    if (!answer?.ok) return;
    const isAtEnd = this.#words.scrollHeight - this.#words.scrollTop - this.#words.clientHeight < 80;
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.#words.replaceChildren(...drawn.body.childNodes);
    if (isAtEnd) this.#words.scrollTop = this.#words.scrollHeight;
    this.#read();
  }

  #read(): void {
    const url = this.box.dataset["readUrl"];
    if (!url || document.visibilityState !== "visible") return;
    void fetch(url, { method: "POST", headers: { "X-CSRFToken": csrfToken() } }).catch(() => undefined);
  }
}

/** Records into the form's file field; without a microphone the field is not shown. */
class Recorder {
  readonly #file: HTMLInputElement;
  readonly #seconds: HTMLInputElement;
  readonly #button: HTMLButtonElement;
  readonly #discard: HTMLButtonElement;
  readonly #audio: HTMLAudioElement;
  readonly #status: HTMLElement;
  #running: MediaRecorder | undefined;

  constructor(private readonly box: HTMLElement) {
    this.#file = part(box, "[name=voice]");
    this.#seconds = part(box, "[name=voice_s]");
    this.#button = part(box, "[data-record]");
    this.#discard = part(box, "[data-discard]");
    this.#audio = part(box, "audio");
    this.#status = part(box, "[role=status]");
    if (!navigator.mediaDevices || !("MediaRecorder" in window)) return;
    box.hidden = false;
    this.#button.addEventListener("click", () => void this.#press());
    this.#discard.addEventListener("click", () => this.#take(undefined, 0));
  }

  async #press(): Promise<void> {
    if (this.#running) {
      this.#running.stop();
      return;
    }
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined);
    if (!sound) {
      this.#status.textContent = this.box.dataset["denied"] ?? "";
      return;
    }
    this.#record(sound);
  }

  #record(sound: MediaStream): void {
    const recorder = new MediaRecorder(sound, { audioBitsPerSecond: 24_000 });
    const pieces: Blob[] = [];
    const began = Date.now();
    const longest = Number(this.box.dataset["longest"] ?? "60");
    const seconds = (): number => Math.max(1, Math.round((Date.now() - began) / 1000));
    const clock = setInterval(() => {
      part(this.box, "[data-seconds]").textContent = String(seconds());
      if (seconds() >= longest) recorder.stop();
    }, 500);
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of sound.getTracks()) track.stop();
      this.#running = undefined;
      this.#show(false);
      this.#take(new Blob(pieces, { type: recorder.mimeType }), Math.min(longest, seconds()));
    });
    recorder.start();
    this.#running = recorder;
    this.#show(true);
  }

  #show(isBusy: boolean): void {
    part(this.box, "[data-idle]").hidden = isBusy;
    part(this.box, "[data-busy]").hidden = !isBusy;
  }

  #take(recording: Blob | undefined, seconds: number): void {
    const files = new DataTransfer();
    if (recording) files.items.add(new File([recording], "voice", { type: recording.type }));
    this.#file.files = files.files;
    this.#seconds.value = recording ? String(seconds) : "";
    this.#audio.hidden = this.#discard.hidden = !recording;
    if (recording) this.#audio.src = URL.createObjectURL(recording);
    else this.#audio.removeAttribute("src");
  }
}

function part<T extends HTMLElement>(box: HTMLElement, selector: string): T {
  const found = box.querySelector<T>(selector);
  if (!found) throw new Error(`The talk lacks ${selector}.`);
  return found;
}

behave("[data-talk]", (box) => new Talk(box));
behave("[data-recorder]", (box) => new Recorder(box));
behave("[data-talk-list]", (box) => follow(box, "groups", () => location.reload()));
