export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

let shown: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says that something succeeded, for 6 seconds; with `undo`, for 10. Failures are said in place, never here. */
export function toast(text: string, undo?: () => void): void {
  last += 1;
  change([...shown.slice(-2), { id: last, text, undo }]);
}

export function dismissToast(id: number): void {
  change(shown.filter((toast) => toast.id !== id));
}

export function shownToasts(): Toast[] {
  return shown;
}

export function onToastsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
