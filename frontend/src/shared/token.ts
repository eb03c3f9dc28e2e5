/** The token that proves a request comes from our own page. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** The id of whoever is logged in; empty for nobody. */
export function currentUser(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="user"]')?.content ?? "";
}
