import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage, useT } from "../i18n/useT";
import { useOnline } from "./useOnline";

interface ReasonedButtonProps extends ButtonProps {
  children: ReactNode;
  /** Why it cannot be pressed now, in a few words: 還差 1 項. Null when it can. */
  reason?: string | null;
  onClick?: () => void;
  type?: "button" | "submit";
  /** What it does needs the server, so that it waits for a connection; as what sends a form does. */
  sends?: boolean;
}

/** A button that says why it is disabled in its own text, and keeps the focus so that everyone can find out. */
export function ReasonedButton({ children, reason = null, onClick, type = "button", sends, ...props }: ReasonedButtonProps) {
  const language = useLanguage();
  const why = useWhenOnline(sends ?? type === "submit", reason);
  return (
    <Button
      {...props}
      type={type}
      variant={why ? "default" : props.variant}
      aria-disabled={why ? true : undefined}
      onClick={(event) => {
        if (why) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
      {why && (language === "en" ? ` · ${why}` : `·${why}`)}
    </Button>
  );
}

/** The reason, or where there is none and it needs the server, that there is no connection. */
export function useWhenOnline(sends: boolean, reason: string | null = null): string | null {
  const t = useT();
  const online = useOnline();
  return reason ?? (sends && !online ? t("common.whenOnline") : null);
}
