/** `[data-push]`: asks the browser for a subscription and hands it to the server; hidden where browsers cannot. */
import { behave } from "../shared/dom";
import { csrfToken } from "../shared/token";
import { toast } from "./toasts";

export function startPush(): void {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return;
  behave<HTMLElement>("[data-push]", (box) => new PushBox(box));
}

class PushBox {
  constructor(private readonly box: HTMLElement) {
    box.hidden = false;
    this.#button?.addEventListener("click", () => void this.#ask());
    if (Notification.permission === "granted") void this.#renew();
  }

  get #button(): HTMLButtonElement | null {
    return this.box.querySelector("[data-push-ask]");
  }

  async #ask(): Promise<void> {
    if ((await Notification.requestPermission()) !== "granted") {
      toast(this.box.dataset["sayRefused"] ?? "", "warning");
      return;
    }
    try {
      await this.#subscribe();
    } catch {
      toast(this.box.dataset["sayFailed"] ?? "", "warning");
    }
  }

  /** A browser may have made a new subscription since; and another person may have logged in. */
  async #renew(): Promise<void> {
    const registration = await navigator.serviceWorker.getRegistration("/");
    if (await registration?.pushManager.getSubscription()) await this.#subscribe();
  }

  async #subscribe(): Promise<void> {
    const registration = await navigator.serviceWorker.register(this.box.dataset["pushWorker"] ?? "", { scope: "/" });
    await navigator.serviceWorker.ready;
    const key = bytesOf(this.box.dataset["pushKey"] ?? "");
    const subscription =
      (await registration.pushManager.getSubscription()) ??
      (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
    const body = new URLSearchParams({ subscription: JSON.stringify(subscription), device: deviceName(navigator.userAgent) });
    const answer = await fetch(this.box.dataset["pushUrl"] ?? "", { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = this.box.querySelector("[data-push-state]");
    if (state) state.textContent = this.box.dataset["sayOn"] ?? "";
    if (this.#button) this.#button.hidden = true;
  }
}

/** Return the bytes of a key in url-safe base64. */
export function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Return browser and system in two words, by which a person knows the device in a list. */
export function deviceName(agent: string): string {
  const browsers: [RegExp, string][] = [[/MicroMessenger/, "WeChat"], [/Edg/, "Edge"], [/Firefox/, "Firefox"], [/Chrome/, "Chrome"], [/Safari/, "Safari"]];
  const systems: [RegExp, string][] = [[/HarmonyOS|OpenHarmony/, "HarmonyOS"], [/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Windows/, "Windows"], [/Mac OS/, "macOS"], [/Linux/, "Linux"]];
  const name = (known: [RegExp, string][]): string => known.find(([sign]) => sign.test(agent))?.[1] ?? "";
  return [name(browsers), name(systems)].filter(Boolean).join(" · ");
}
