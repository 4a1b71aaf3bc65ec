/** How long what stands above the part may still be fetched. */
const PATIENCE_MS = 5_000;

let stop = () => {};

/** Brings the part that the address names into sight once it is there, and keeps it there while the page above it fills, until the person moves. */
export function followAnchor(): void {
  stop();
  const id = location.hash.slice(1);
  if (!id) return;

  const show = () => document.getElementById(id)?.scrollIntoView();
  const fills = new MutationObserver(show);
  const moves = new AbortController();
  stop = () => {
    fills.disconnect();
    moves.abort();
  };
  for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(move, stop, { signal: moves.signal });
  setTimeout(stop, PATIENCE_MS);
  fills.observe(document.body, { childList: true, subtree: true });
  show();
}
