import { describe, expect, it } from "vitest";
import { listen, resumeAddress, type StreamState, waitBefore } from "../src/shared/stream";

class FakeSource {
  static opened: FakeSource[] = [];
  readyState = 0;
  #hearers = new Map<string, ((event: unknown) => void)[]>();

  constructor(readonly url: string) {
    FakeSource.opened.push(this);
  }

  addEventListener(name: string, hear: (event: unknown) => void): void {
    this.#hearers.set(name, [...(this.#hearers.get(name) ?? []), hear]);
  }

  say(name: string, event: unknown = {}): void {
    for (const hear of this.#hearers.get(name) ?? []) hear(event);
  }

  close(): void {
    this.readyState = 2;
  }
}

function start() {
  FakeSource.opened = [];
  const heard: unknown[] = [];
  const states: StreamState[] = [];
  const waits: number[] = [];
  let later = (): void => undefined;
  const stop = listen("/stream", {
    events: ["cases"],
    onEvent: (data) => heard.push(data),
    onState: (state) => states.push(state),
    open: (url) => new FakeSource(url) as unknown as EventSource,
    wait: (ms, act) => {
      waits.push(ms);
      later = act;
    },
    random: () => 1,
  });
  return { heard, states, waits, stop, again: () => later(), latest: () => FakeSource.opened.at(-1) as FakeSource };
}

describe("listen", () => {
  it("hands over what the server says and tells that it is live", () => {
    const stream = start();
    stream.latest().say("open");
    stream.latest().say("cases", { data: '{"drop":[7]}', lastEventId: "41" });
    expect(stream.heard).toEqual([{ drop: [7] }]);
    expect(stream.states).toEqual(["connecting", "live"]);
  });

  it("comes back to where it began when nothing was said before it was cut off", () => {
    const stream = start();
    stream.latest().say("ready", { data: "{}", lastEventId: "40" });
    stream.latest().readyState = 2;
    stream.latest().say("error");
    stream.again();
    expect(stream.heard).toEqual([]);
    expect(stream.latest().url).toBe("/stream?last_event_id=40");
  });

  it("opens a new stream after the last event when the browser has given up", () => {
    const stream = start();
    stream.latest().say("cases", { data: "{}", lastEventId: "41" });
    stream.latest().readyState = 2;
    stream.latest().say("error");
    stream.again();
    expect(FakeSource.opened.map((source) => source.url)).toEqual(["/stream", "/stream?last_event_id=41"]);
  });

  it("leaves it to the browser while that is still trying", () => {
    const stream = start();
    stream.latest().say("error");
    expect(stream.waits).toEqual([]);
    expect(stream.states.at(-1)).toBe("waiting");
  });

  it("waits longer after each failure and begins anew after a success", () => {
    const stream = start();
    for (let failure = 0; failure < 3; failure += 1) {
      stream.latest().readyState = 2;
      stream.latest().say("error");
      stream.again();
    }
    stream.latest().say("open");
    stream.latest().readyState = 2;
    stream.latest().say("error");
    expect(stream.waits).toEqual([1000, 2000, 4000, 1000]);
  });

  it("stays silent once stopped", () => {
    const stream = start();
    stream.stop();
    stream.latest().say("error");
    expect(stream.waits).toEqual([]);
  });
});

describe("waitBefore", () => {
  it("never waits longer than half a minute nor shorter than half its step", () => {
    expect(waitBefore(20, () => 1)).toBe(30_000);
    expect(waitBefore(0, () => 0)).toBe(500);
  });
});

describe("resumeAddress", () => {
  it("keeps what the address already asks for", () => {
    expect(resumeAddress("/stream?grid=7", "a/1")).toBe("/stream?grid=7&last_event_id=a%2F1");
    expect(resumeAddress("/stream", "")).toBe("/stream");
  });
});
