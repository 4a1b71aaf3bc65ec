import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../i18n/useT";

interface ReasonedButtonProps extends ButtonProps {
  children: ReactNode;
  /** Why it cannot be pressed now, in a few words: 還差 1 項. Null when it can. */
  reason: string | null;
  onClick?: () => void;
  type?: "button" | "submit";
}

/** A button that says why it is disabled in its own text, and keeps the focus so that everyone can find out. */
export function ReasonedButton({ children, reason, onClick, type = "button", ...props }: ReasonedButtonProps) {
  const language = useLanguage();
  return (
    <Button
      {...props}
      type={type}
      variant={reason ? "default" : props.variant}
      aria-disabled={reason ? true : undefined}
      onClick={(event) => {
        if (reason) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
      {reason && (language === "en" ? ` · ${reason}` : `·${reason}`)}
    </Button>
  );
}
