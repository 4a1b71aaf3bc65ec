/** Whether the page now mounting was navigated to: then its heading takes the focus. The first page opened leaves it alone. */
let navigated = false;
let pathname = location.pathname;

/** Told of every navigation; a change of the search alone (a filter, a tab) is none. */
export function noteNavigation(to: string): void {
  const next = new URL(to, location.href).pathname;
  if (next !== pathname) navigated = true;
  pathname = next;
}

addEventListener("popstate", () => noteNavigation(location.href));

/** The heading that has the focus goes, as that of a page still loading does: the next one takes it. */
export function handOn(): void {
  navigated = true;
}

/** Read once by the heading that takes the focus. */
export function arriving(): boolean {
  const was = navigated;
  navigated = false;
  return was;
}
