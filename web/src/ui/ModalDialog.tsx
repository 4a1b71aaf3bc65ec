import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useT } from "../i18n/useT";
import type { DialogProps } from "./Dialog";

/** Mantine's modal as we use it; its own chunk, since most visits of a page open none. */
export default function ModalDialog({ opened, onClose, title, children, wide = false, closable = true }: DialogProps) {
  const t = useT();
  const [shown, setShown] = useState(false); // once mounted closed, so that it fades in and takes the focus
  useEffect(() => setShown(opened), [opened]);
  useReturnedFocus(shown);

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
      <Modal.Content>
        <Modal.Header component="div">
          <Modal.Title>{title}</Modal.Title>
          {closable && <Modal.CloseButton aria-label={t("common.close")} />}
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Back to where the focus was before, also when the dialog is taken away instead of closed; Mantine knows only of closing. */
function useReturnedFocus(shown: boolean): void {
  useEffect(() => {
    if (!shown) return;
    const before = document.activeElement;
    return () => {
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus();
      });
    };
  }, [shown]);
}
