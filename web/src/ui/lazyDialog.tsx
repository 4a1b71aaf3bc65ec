import { type ComponentType, createElement } from "react";
import { fetchWhenIdle, type Part, partOf } from "../lib/part";
import { usePart } from "../lib/usePart";
import { Arriving } from "./Arriving";

/** How a dialog is left; one without `onClose` must be answered, and tells whether it is open. */
type Dialogs = { onClose: () => void; opened?: boolean; closable?: boolean } | { opened: boolean };

/**
 * A dialog in a chunk of its own, fetched while the page idles, else when it opens. Until it is here a frame stands for it:
 * it says that it is coming, or why it did not come, and asks again.
 */
export function lazyDialog<Props extends Dialogs>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const part = partOf(load);
  fetchWhenIdle(part);
  return (props: Props) => createElement(PartDialog<Props>, { part, props });
}

interface PartDialogProps<Props> {
  part: Part<{ default: ComponentType<Props> }>;
  props: Props;
}

function PartDialog<Props extends Dialogs>({ part, props }: PartDialogProps<Props>) {
  const isOpen = props.opened ?? true;
  const { value, failure, retry } = usePart(part, isOpen);
  if (value) return createElement(value.default, props);

  const onClose = "onClose" in props && props.closable !== false ? props.onClose : undefined;
  return isOpen ? <Arriving failure={failure} onRetry={retry} onClose={onClose} /> : null;
}
