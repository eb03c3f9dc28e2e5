/**
 * The browser's worker: shows a message when no page is open, and opens what it speaks of.
 * It imports nothing, so that it is one file under one address.
 */
interface Pushed {
  tag: string;
  title: string;
  text: string;
  url: string;
}

interface WorkerScope {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<WindowClientLike[]>;
    openWindow(url: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: LateEvent) => void): void;
}

interface WindowClientLike {
  url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}

interface LateEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
  data?: { json(): unknown };
  notification?: Notification;
}

const worker = globalThis as unknown as WorkerScope;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("push", (event) => {
  const said = event.data?.json() as Pushed | undefined;
  if (!said) return;
  // One tag is shown once: a message that arrives again replaces itself without a sound.
  event.waitUntil(worker.registration.showNotification(said.title, { body: said.text, tag: said.tag, data: { url: said.url } }));
});

worker.addEventListener("notificationclick", (event) => {
  const shown = event.notification;
  shown?.close();
  const { url } = (shown?.data ?? {}) as { url?: string };
  event.waitUntil(open(new URL(url || "/notices/", worker.location.origin)));
});

/** Go to `url` in a page that is open already, or in a new one; never to a foreign address. */
async function open(url: URL): Promise<void> {
  const target = url.origin === worker.location.origin ? url.href : new URL(url.pathname, worker.location.origin).href;
  const [page] = await worker.clients.matchAll({ type: "window", includeUncontrolled: false });
  if (!page) await worker.clients.openWindow(target);
  else await Promise.all([page.navigate(target), page.focus()]);
}
