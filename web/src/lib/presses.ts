/** What a press is meant for. */
const PRESSABLE = "button, a[href], summary";

/** A button as it stood when it was pressed. */
interface Press {
  target: HTMLElement;
  at: DOMRect;
}

/**
 * Gives a press to the button that it began on, also when the page moved under it: a field that is left says what is wrong
 * with it, something asked for arrives, and before the finger is up the button stands elsewhere. The browser then clicks
 * what has come under the finger, or nothing. A finger that itself left the place presses nothing, as everywhere.
 */
export function keepPresses(): void {
  let press: Press | null = null;

  addEventListener(
    "pointerdown",
    (event) => {
      const target = event.isPrimary && event.button === 0 ? (event.target as Element).closest<HTMLElement>(PRESSABLE) : null;
      press = target && { target, at: target.getBoundingClientRect() };
    },
    true,
  );
  addEventListener(
    "pointercancel",
    () => {
      press = null;
    },
    true,
  );
  addEventListener(
    "click",
    (event) => {
      const begun = press;
      press = null;
      if (!begun || event.detail === 0 || begun.target.contains(event.target as Node)) return; // detail 0: by a key or by code
      if (!isWithin(begun.at, event) || !begun.target.isConnected) return;
      event.preventDefault();
      event.stopPropagation();
      begun.target.click();
    },
    true,
  );
}

const isWithin = ({ left, right, top, bottom }: DOMRect, { clientX, clientY }: MouseEvent): boolean =>
  clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
