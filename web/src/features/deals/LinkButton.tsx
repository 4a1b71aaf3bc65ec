import { Button } from "@mantine/core";
import { Link } from "wouter";
import { ReasonedButton } from "../../ui/ReasonedButton";

interface LinkButtonProps {
  href: string;
  children: string;
  variant?: "filled" | "default";
  /** Why one cannot go there now; null when one can. */
  reason?: string | null;
}

/** A button that leads to another page, or says why it does not. */
export function LinkButton({ href, children, variant = "default", reason = null }: LinkButtonProps) {
  if (reason) return <ReasonedButton reason={reason}>{children}</ReasonedButton>;
  return (
    <Button component={Link} href={href} variant={variant}>
      {children}
    </Button>
  );
}
