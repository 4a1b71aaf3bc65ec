import { Button } from "@mantine/core";
import { Link } from "wouter";
import { ReasonedButton } from "../../ui/ReasonedButton";

interface LinkButtonProps {
  href: string;
  children: string;
  variant?: "filled" | "default";
  size?: "xs";
  /** Why one cannot go there now; null when one can. */
  reason?: string | null;
}

/** A button that leads to another page, or says why it does not. */
export function LinkButton({ href, children, variant = "default", size, reason = null }: LinkButtonProps) {
  if (reason)
    return (
      <ReasonedButton reason={reason} size={size}>
        {children}
      </ReasonedButton>
    );
  return (
    <Button component={Link} href={href} variant={variant} size={size}>
      {children}
    </Button>
  );
}
