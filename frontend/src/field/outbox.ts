/**
 * Reports, papers and rechecks that wait on the phone until the server has confirmed them.
 *
 * A report and its photos are written in one transaction and read back before anybody is told "saved".
 * The key made with the report travels with every attempt, so that a repeated one opens no second case.
 */
import type { PhotoFacts } from "../photo/capture";
import { currentUser } from "../shared/token";

export interface Draft {
  key: string;
  /** Who wrote it: on a shared phone everybody sends and sees only what is their own. */
  author: string;
  savedAt: string;
  body: Record<string, unknown>;
  photos: Blob[];
  /** When and where the phone took each photo, in the order of the photos. */
  facts: PhotoFacts[];
  /** Where it goes; a report when it is left out. */
  url?: string;
  /** The last of the photos is the party's signature. */
  signed?: boolean;
  /** Why the server refused it for good; such a report stays until a person has seen it. */
  refused?: string;
}

const NAME = "gridwarden-field";
const STORE = "outbox";
const VERSION = 1;

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keep a report and return it as it was read back. */
export async function keep(draft: Draft): Promise<Draft> {
  await inStore("readwrite", (store) => store.put(draft));
  const kept = await inStore<Draft | undefined>("readonly", (store) => store.get(draft.key));
  if (!kept || kept.photos.length !== draft.photos.length) throw new Error("The report could not be kept on this phone.");
  return kept;
}

/** Return the waiting reports of whoever is logged in, oldest first. */
export async function waiting(): Promise<Draft[]> {
  const all = await inStore<Draft[]>("readonly", (store) => store.getAll());
  return all.filter((draft) => draft.author === currentUser()).sort((one, other) => one.savedAt.localeCompare(other.savedAt));
}

/** Forget a report: the server has it, or a person has seen why it does not want it. */
export async function forget(key: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(key));
}
