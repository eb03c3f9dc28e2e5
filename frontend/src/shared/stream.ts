/**
 * A server-sent event stream that comes back by itself and misses nothing.
 *
 * The browser resumes an interrupted stream with Last-Event-ID, but gives up for good when the server answers
 * with an error (a restart behind a proxy does). Then we open a new one, later and later, and tell the server
 * in the address what came last.
 */
export type StreamState = "connecting" | "live" | "waiting";

export interface StreamOptions {
  /** Names of the events to hear; `message` when left out. */
  events?: readonly string[];
  /** The last event that the page knows already, from the server that drew it. */
  since?: string;
  onEvent: (data: unknown, name: string, id: string) => void;
  onState?: (state: StreamState) => void;
  /** For tests. */
  open?: (url: string) => EventSource;
  wait?: (ms: number, act: () => void) => void;
  random?: () => number;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const CLOSED = 2;

/** Return how long to wait before attempt `attempt` (0, 1, 2, …), spread so that a thousand screens do not return at once. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random();
}

/** Return the stream's address, with the last event that was seen. */
export function resumeAddress(url: string, lastId: string): string {
  if (!lastId) return url;
  return `${url}${url.includes("?") ? "&" : "?"}last_event_id=${encodeURIComponent(lastId)}`;
}

/** Listen to `url` until the returned function is called. */
export function listen(url: string, options: StreamOptions): () => void {
  const open = options.open ?? ((address) => new EventSource(address, { withCredentials: true }));
  const wait = options.wait ?? ((ms, act) => void setTimeout(act, ms));
  let lastId = options.since ?? "";
  let attempt = 0;
  let stopped = false;
  let source: EventSource | undefined;

  const hear = (name: string) => (event: Event) => {
    const message = event as MessageEvent<string>;
    if (message.lastEventId) lastId = message.lastEventId;
    options.onEvent(JSON.parse(message.data), name, lastId);
  };
  const connect = (): void => {
    if (stopped) return;
    options.onState?.("connecting");
    const opened = open(resumeAddress(url, lastId));
    source = opened;
    opened.addEventListener("open", () => {
      attempt = 0;
      options.onState?.("live");
    });
    opened.addEventListener("error", () => {
      options.onState?.("waiting");
      if (opened.readyState !== CLOSED || stopped) return; // the browser is already trying again
      wait(waitBefore(attempt++, options.random), connect);
    });
    opened.addEventListener("ready", (event) => {
      lastId = (event as MessageEvent<string>).lastEventId || lastId;
    });
    for (const name of options.events ?? ["message"]) opened.addEventListener(name, hear(name));
  };

  connect();
  return () => {
    stopped = true;
    source?.close();
  };
}
