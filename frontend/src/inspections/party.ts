/** Whom the paper is for: found by name or near the place, with what that party was served before. */
import { fill } from "../shared/strings";
import { csrfToken } from "../shared/token";

const PAUSE_MS = 350;

interface Party {
  id: number;
  kind: string;
  name: string;
  phone: string;
  legal_representative: string;
  address: string;
  papers: number;
  in_vain: number;
}

interface Earlier {
  number: string;
  day: string;
  item_name: string;
  party_name: string;
  state_label: string;
  alike_label: string;
}

export class PartyBox {
  #timer = 0;
  #renamed = false;

  constructor(
    private readonly box: HTMLElement,
    private readonly form: HTMLFormElement,
  ) {
    box.addEventListener("input", (event) => {
      const { name } = event.target as HTMLInputElement;
      if (name === "party_name") {
        this.#input("party_id").value = "";
        this.#renamed = true;
      }
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#look(this.#renamed), PAUSE_MS);
    });
    form.addEventListener("change", (event) => {
      if ((event.target as HTMLElement).id === "id_lat") void this.#look(true);
    });
    if (this.#input("party_name").value) void this.#earlier();
  }

  #input(name: string): HTMLInputElement {
    const input = this.box.querySelector<HTMLInputElement>(`[name="${name}"]`);
    if (!input) throw new Error(`The form lacks ${name}.`);
    return input;
  }

  #place(): Record<string, string> {
    const given = new FormData(this.form);
    const [lon, lat] = [String(given.get("lon") ?? ""), String(given.get("lat") ?? "")];
    return lon && lat ? { lon, lat } : {};
  }

  async #look(withParties: boolean): Promise<void> {
    this.#renamed = false;
    if (withParties) await this.#offer();
    await this.#earlier();
  }

  async #offer(): Promise<void> {
    const text = this.#input("party_name").value.trim();
    const found = await fetched<Party[]>(this.box.dataset["search"], { text, ...this.#place() });
    const list = this.box.querySelector("[data-party-found]");
    list?.replaceChildren(...(found ?? []).map((party) => this.#line(party)));
  }

  #line(party: Party): HTMLElement {
    const line = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "gw-party" });
    const name = Object.assign(document.createElement("strong"), { textContent: party.name });
    const words = fill(this.box.dataset["sayPapers"] ?? "", { n: party.papers, m: party.in_vain });
    const more = Object.assign(document.createElement("small"), { textContent: [party.address, words].filter(Boolean).join(" · ") });
    button.append(name, more);
    button.addEventListener("click", () => this.#choose(party));
    line.append(button);
    return line;
  }

  #choose(party: Party): void {
    this.#input("party_id").value = String(party.id);
    this.#input("party_name").value = party.name;
    this.#input("party_phone").value = party.phone;
    this.#input("party_kind").value = party.kind;
    this.#input("party_legal").value = party.legal_representative;
    this.#input("party_address").value = party.address;
    this.box.querySelector("[data-party-found]")?.replaceChildren();
    this.form.dispatchEvent(new Event("change"));
    void this.#earlier();
  }

  async #earlier(): Promise<void> {
    const like: Record<string, string> = { ...this.#place() };
    for (const name of ["party_id", "party_name", "party_phone", "party_code"]) {
      const value = this.#input(name).value.trim();
      if (value) like[name === "party_id" ? name : name.replace("party_", "")] = value;
    }
    const papers = (await fetched<Earlier[]>(this.box.dataset["earlier"], like)) ?? [];
    const warning = this.box.querySelector<HTMLElement>("[data-party-earlier]");
    if (!warning) return;
    warning.hidden = papers.length === 0;
    const lines = papers.map((one) => `${one.day} ${one.number} · ${one.item_name} · ${one.state_label}（${one.alike_label}）`);
    warning.querySelector("ul")?.replaceChildren(...lines.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
  }
}

/** Without a connection nothing is offered: the server recognises the party when the paper arrives. */
async function fetched<T>(url: string | undefined, asked: Record<string, string>): Promise<T | undefined> {
  // Names and telephone numbers do not belong into an address, which is logged.
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const answer = await fetch(url ?? "", { method: "POST", headers, body: JSON.stringify(asked) }).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as T) : undefined;
}
