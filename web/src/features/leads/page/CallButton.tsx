import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Person } from "../../../api/people";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { problemWords } from "../../../ui/problemWords";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { phoneParts } from "../../people/phone";
import { useRevelation } from "../../people/useRevelation";

interface CallButtonProps {
  person: Pick<Person, "id">;
  /** Its number is not whole yet, or it has none. */
  reason: string | null;
  fullWidth?: boolean;
}

/** 打電話: shows the whole number, a look that is recorded, and with the next press the phone dials it. */
export function CallButton({ person, reason, fullWidth }: CallButtonProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const queries = useQueryClient();
  const link = useRef<HTMLAnchorElement>(null);
  const { shown, busy, error, reveal } = useRevelation(person.id, "phone", () =>
    queries.invalidateQueries({ queryKey: ["agency", tenant, "audit"] }),
  );
  useEffect(() => {
    if (shown !== null) link.current?.focus();
  }, [shown]);
  if (!can("person:reveal")) return null;

  if (shown === null) {
    return (
      <ReasonedButton
        sends
        onClick={reveal}
        loading={busy}
        fullWidth={fullWidth}
        reason={reason ?? (error === null ? null : problemWords(t, error))}
      >
        {t("leads.call")}
      </ReasonedButton>
    );
  }
  const { number, extension, href } = phoneParts(shown);
  return (
    <Button ref={link} component="a" href={href} fullWidth={fullWidth}>
      {t("leads.dial", { number: extension ? `${number} #${extension}` : number })}
    </Button>
  );
}
