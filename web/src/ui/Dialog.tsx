import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useT } from "../i18n/useT";

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  wide?: boolean;
  /** False while something must be answered first. */
  closable?: boolean;
}

/** A dialog on the desk, a sheet from below on a phone. Focus goes in and comes back. */
export function Dialog({ opened, onClose, title, children, wide = false, closable = true }: DialogProps) {
  const t = useT();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={wide ? 720 : 480}
      centered
      radius={10}
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
