import { type ReactNode, useState } from "react";
import { lazyDialog } from "./lazyDialog";

const ModalDialog = lazyDialog(() => import("./ModalDialog"));

export interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  wide?: boolean;
  /** False while something must be answered first. */
  closable?: boolean;
}

/** A dialog on the desk, a sheet from below on a phone. Focus goes in and comes back. Its code comes when it first opens. */
export function Dialog(props: DialogProps) {
  const [needed, setNeeded] = useState(props.opened);
  if (props.opened && !needed) setNeeded(true);
  return needed ? <ModalDialog {...props} /> : null;
}
