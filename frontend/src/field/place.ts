/** The place of a report: found by the phone before the map is drawn, named by its grid whenever it changes. */
import { behave } from "../shared/dom";
import { fill } from "../shared/strings";
import { type Position, whereAmI } from "../photo/position";

/** The map does not wait longer than this for the phone. */
const PATIENCE_MS = 2_500;

/** Put the phone's place into the form, if it is known soon; a place already there is left alone. */
export async function prefillPlace(): Promise<void> {
  const [lon, lat] = [document.querySelector<HTMLInputElement>("#id_lon"), document.querySelector<HTMLInputElement>("#id_lat")];
  if (!lon || !lat || lon.value) return;
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const found: Position | undefined = await Promise.race([whereAmI(), late]);
  if (!found || lon.value) return;
  lon.value = String(found.lon);
  lat.value = String(found.lat);
  lat.dispatchEvent(new Event("change", { bubbles: true }));
}

interface Located {
  code: string;
  grid_id: number | null;
}

/** Say in which grid the chosen place lies. */
export function startGridName(): void {
  behave<HTMLElement>("[data-field-grid]", (words) => {
    const form = words.closest("form");
    form?.addEventListener("change", (event) => {
      if ((event.target as HTMLElement).id === "id_lat") void name(words, form);
    });
  });
}

async function name(words: HTMLElement, form: HTMLFormElement): Promise<void> {
  const given = new FormData(form);
  const query = new URLSearchParams({ lon: String(given.get("lon")), lat: String(given.get("lat")), crs: "wgs84" });
  const answer = await fetch(`${words.dataset["url"]}?${query}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
  if (!answer?.ok) return; // without a connection the server finds the grid when the report arrives
  const located = (await answer.json()) as Located;
  words.textContent = located.grid_id ? fill(words.dataset["sayInside"] ?? "", { code: located.code }) : (words.dataset["sayOutside"] ?? "");
}
