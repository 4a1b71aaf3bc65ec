import { Modal } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useT } from "../i18n/useT";
import type { DialogProps } from "./Dialog";

/** Where one begins: what says so itself, else the first field, else the first button, which is the way out. */
const STARTS = [
  "[data-autofocus]",
  "input:not([type=hidden], [type=file], [type=radio]:not(:checked), :disabled), select:not(:disabled), textarea:not(:disabled), [data-dates-input]",
  "button",
];

/** Mantine's modal as we use it; its own chunk, since most visits of a page open none. */
export default function ModalDialog({ opened, onClose, title, children, wide = false, closable = true }: DialogProps) {
  const t = useT();
  const [shown, setShown] = useState(false); // once mounted closed, so that it fades in and takes the focus
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => setShown(opened), [opened]);
  useReturnedFocus(shown, content);

  return (
    <Modal.Root
      opened={shown}
      onClose={onClose}
      size={wide ? 720 : 480}
      centered
      radius={10}
      returnFocus={false}
      closeOnClickOutside={false}
      closeOnEscape={closable}
      transitionProps={{ duration: 180, transition: "fade" }}
    >
      <Modal.Overlay backgroundOpacity={0.35} color="#15202b" />
      <Modal.Content ref={content}>
        <Modal.Header component="div">
          <Modal.Title>{title}</Modal.Title>
          {closable && <Modal.CloseButton aria-label={t("common.close")} />}
        </Modal.Header>
        <Modal.Body ref={markStart}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Mantine begins where this stands, else on the × of the head. */
function markStart(body: HTMLDivElement | null): void {
  const start = STARTS.flatMap((where) => body?.querySelector(where) ?? [])[0];
  start?.setAttribute("data-autofocus", "");
}

/**
 * Back to where the focus was before, also when the dialog is taken away instead of closed; Mantine knows only of closing.
 * One that is closed fades, and holds the focus until it has.
 */
function useReturnedFocus(shown: boolean, content: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (!shown) return;
    const before = document.activeElement;
    const dialog = content.current;
    return () => {
      setTimeout(() => {
        const now = document.activeElement;
        const isLost = now === document.body || dialog?.contains(now);
        if (before instanceof HTMLElement && before.isConnected && isLost) before.focus();
      });
    };
  }, [shown, content]);
}
