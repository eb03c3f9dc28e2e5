/** The few things every behaviour needs from the document. */

/** Run `start` once for each element that matches, now and whenever htmx brings new ones. */
export function behave<T extends HTMLElement>(selector: string, start: (element: T) => void): void {
  const started = new WeakSet<T>();
  const scan = (root: ParentNode): void => {
    const found = [...root.querySelectorAll<T>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root as T);
    for (const element of found) {
      if (started.has(element)) continue;
      started.add(element);
      start(element);
    }
  };
  scan(document);
  document.addEventListener("htmx:load", (event) => scan(event.target as HTMLElement));
}

/** Listen once on the document for clicks on whatever matches, present or future. */
export function onClick(selector: string, act: (element: HTMLElement, event: MouseEvent) => void): void {
  document.addEventListener("click", (event) => {
    const element = (event.target as Element | null)?.closest<HTMLElement>(selector);
    if (element) act(element, event);
  });
}

/** Return what a `json_script` element holds, or `undefined` when it is missing. */
export function jsonFrom<T>(id: string): T | undefined {
  const element = document.getElementById(id);
  return element?.textContent ? (JSON.parse(element.textContent) as T) : undefined;
}

/** Return the element with `id`, which the frame of every page provides. */
export function required<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page lacks #${id}.`);
  return element as T;
}

/** Return whether the person is typing, so that single keys must not act. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
