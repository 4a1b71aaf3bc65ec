/**
 * Takes the person to a field of the editor by its place; rows that hold it folded are opened first. A place without a
 * field of its own (a list as a whole) leads to the part of the page that holds it.
 */
export function focusPlace(place: string): void {
  const field = at(place);
  if (field) {
    reach(field);
    return;
  }

  const row = place.split("/").slice(0, 2).join("/");
  const folded = document.querySelector<HTMLElement>(`[data-holds="${CSS.escape(row)}"]`);
  if (folded?.getAttribute("aria-expanded") === "false") folded.click();
  requestAnimationFrame(() => {
    const opened = at(place) ?? folded ?? document.querySelector<HTMLElement>(`[data-section~="${CSS.escape(place.split("/")[0] ?? "")}"]`);
    if (opened) reach(opened);
  });
}

function at(place: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-path="${CSS.escape(place)}"]`);
}

function reach(field: HTMLElement): void {
  const target = field.matches("fieldset, div") ? (field.querySelector<HTMLElement>("input, button, select") ?? field) : field;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}
