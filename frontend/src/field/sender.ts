/** Send what waits: photos first, then the report that names them; only the server's own answer counts. */
import { jsonFrom } from "../shared/dom";
import type { PhotoFacts } from "../photo/capture";
import { csrfToken } from "../shared/token";
import { type Draft, forget, keep, waiting } from "./outbox";

export interface Received {
  case_id: number;
  case_number?: string;
  code?: string;
  notice_id?: number;
}

export type Outcome =
  | { state: "received"; received: Received }
  | { state: "waiting" }
  | { state: "refused"; reason: string };

interface Problem {
  code?: string;
  detail?: string;
}

/** The server explains itself to programs; people read the page's own words for the same code. */
function wordsFor({ code, detail }: Problem, status: number): string {
  return jsonFrom<Record<string, string>>("refusal-words")?.[code ?? ""] ?? detail ?? String(status);
}

/** Statuses after which another attempt makes sense: no login, too many requests, a conflict with our own attempt. */
const PASSING = new Set([401, 403, 408, 409, 423, 425, 429]);

class RefusedForGood extends Error {}

async function post(url: string, body: BodyInit, key: string, json: boolean): Promise<unknown> {
  const headers: Record<string, string> = { "X-CSRFToken": csrfToken(), "Idempotency-Key": key };
  if (json) headers["Content-Type"] = "application/json";
  const response = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
  if (response.status === 201) return response.json();
  const reason = wordsFor((await response.json().catch(() => ({}))) as Problem, response.status);
  if (response.status >= 400 && response.status < 500 && !PASSING.has(response.status)) throw new RefusedForGood(reason);
  throw new Error(reason);
}

async function photoId(photo: Blob, facts: PhotoFacts | undefined, key: string): Promise<string> {
  const form = new FormData();
  form.append("photo", photo, "photo.jpg");
  for (const name of ["taken_at", "lon", "lat", "mocked"] as const) {
    // Reports kept by an older page lack what it did not note.
    if (facts && facts[name] != null) form.append(name, String(facts[name]));
  }
  form.append("sent_at", new Date().toISOString());
  return ((await post("/api/v1/photos", form, key, false)) as { id: string }).id;
}

/** Try to hand one report over. */
export async function send(draft: Draft): Promise<Outcome> {
  try {
    const photos: string[] = [];
    for (const [index, photo] of draft.photos.entries()) {
      photos.push(await photoId(photo, draft.facts[index], `${draft.key}-${index}`));
    }
    const signature = draft.signed ? photos.pop() : undefined;
    const body = JSON.stringify({ ...draft.body, photos, ...(signature ? { signature } : {}) });
    const received = (await post(draft.url ?? "/api/v1/reports", body, draft.key, true)) as Received;
    await forget(draft.key);
    return { state: "received", received };
  } catch (error) {
    if (!(error instanceof RefusedForGood)) return { state: "waiting" };
    await keep({ ...draft, refused: error.message });
    return { state: "refused", reason: error.message };
  }
}

/** Hand over everything that waits, one after the other, in one tab only; return how many the server took. */
export async function sendAll(): Promise<number> {
  const work = async (): Promise<number> => {
    let taken = 0;
    for (const draft of await waiting()) {
      if (draft.refused) continue;
      const outcome = await send(draft);
      if (outcome.state === "waiting") break;
      if (outcome.state === "received") taken += 1;
    }
    return taken;
  };
  return "locks" in navigator ? navigator.locks.request("gridwarden-outbox", work) : work();
}
