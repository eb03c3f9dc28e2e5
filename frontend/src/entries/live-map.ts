/** The live map: news of cases are gathered for two seconds, then exactly these cases are asked for again. */
import { startCommand } from "../command/start";
import { whenMap } from "../map/registry";
import type { CaseFeature } from "../map/config";
import { listen } from "../shared/stream";

const GATHER_MS = 2_000;
const ALARMS = ["patrols.alarm_raised", "patrols.alarm_cleared"];

interface Answer {
  features: CaseFeature[];
  gone: number[];
}

class LiveMap {
  #moved = new Set<number>();
  #waiting = false;

  constructor(private readonly name: string, private readonly url: string) {
    const shown = document.querySelector<HTMLElement>(`[data-live-for="${CSS.escape(name)}"]`);
    listen("/events/", {
      since: document.querySelector<HTMLElement>("[data-live-map]")?.dataset["since"] ?? "",
      events: ["case.opened", "case.moved", "case.warned", "case.overdue", "case.closed", ...ALARMS, "reset"],
      onEvent: (data, kind) => {
        if (kind === "reset") location.reload();
        else if (ALARMS.includes(kind)) document.querySelector("[data-alarms]")?.dispatchEvent(new Event("alarms:changed"));
        else this.#gather((data as { case_id: number }).case_id);
      },
      onState: (state) => {
        if (shown) shown.dataset["state"] = state;
      },
    });
  }

  #gather(caseId: number): void {
    this.#moved.add(caseId);
    if (this.#waiting) return;
    this.#waiting = true;
    setTimeout(() => void this.#refresh(), GATHER_MS);
  }

  async #refresh(): Promise<void> {
    const ids = [...this.#moved];
    this.#moved.clear();
    this.#waiting = false;
    const address = new URL(this.url, location.href);
    for (const id of ids) address.searchParams.append("ids", String(id));
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { features, gone } = (await answer.json()) as Answer;
    (await whenMap(this.name)).applyCases({ put: features, drop: gone });
  }
}

const box = document.querySelector<HTMLElement>("[data-live-map]");
if (box) {
  new LiveMap(box.dataset["liveMap"] ?? "", box.dataset["casesUrl"] ?? "");
  void startCommand(box.dataset["liveMap"] ?? "");
}
