/** What a page that shows one case does with news of cases. */

/** A turn (a request, a ruling, an order, an answer) leaves the case's version as it is: its time tells whether it is new. */
export const TURNED = "case.turned";
export const HEARD: readonly string[] = ["case.moved", "case.warned", "case.overdue", TURNED];

export interface Shown {
  id: number;
  version: number;
  /** When the server drew the page. */
  at: string;
}

export interface CaseNews {
  case_id: number;
  version: number;
  /** When it was turned. */
  when?: string;
}

/** Return whether the page shows an old view of its case. */
export function outdates(shown: Shown, name: string, news: CaseNews): boolean {
  if (news.case_id !== shown.id) return false;
  return name === TURNED ? Date.parse(news.when ?? "") > Date.parse(shown.at) : news.version > shown.version;
}
