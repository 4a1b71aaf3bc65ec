import { NativeSelect, TextInput } from "@mantine/core";
import { useT } from "../../../i18n/useT";
import { count } from "../../../lib/format";
import { TypedInput } from "../../../ui/TypedInput";
import { parseDays } from "../days";
import type { Fact, Facts } from "./facts";

interface FactFieldsProps {
  facts: Fact[];
  asking: Facts;
  ask: (change: Partial<Facts>) => void;
  errorOf: (field: Fact) => string | undefined;
}

/** Which home, whether the buyer's membership is proved, when it will be signed: as far as some step asks. */
export function FactFields({ facts, asking, ask, errorOf }: FactFieldsProps) {
  const t = useT();
  const place = (field: "building" | "unitNumber") =>
    facts.includes(field) && (
      <TextInput
        label={t(`policies.quote.${field}`)}
        placeholder={t("policies.quote.optional")}
        maxLength={20}
        autoComplete="off"
        value={asking[field]}
        onChange={(event) => ask({ [field]: event.currentTarget.value })}
        error={errorOf(field)}
      />
    );

  return (
    <>
      {place("building")}
      {place("unitNumber")}
      {facts.includes("membership") && (
        <NativeSelect
          label={t("policies.quote.membership")}
          data={[
            { value: "", label: t("policies.quote.notProved") },
            { value: "1", label: t("policies.quote.proved") },
          ]}
          value={asking.membership ? "1" : ""}
          onChange={(event) => ask({ membership: event.currentTarget.value === "1" })}
        />
      )}
      {facts.includes("signedWithinDays") && (
        <TypedInput
          label={t("policies.quote.signedWithinDays")}
          placeholder={t("policies.quote.optional")}
          unit={t("policies.unit.days")}
          unreadable={t("policies.notDays")}
          inputMode="numeric"
          parse={parseDays}
          format={count}
          value={asking.signedWithinDays}
          onChange={(signedWithinDays) => ask({ signedWithinDays })}
          error={errorOf("signedWithinDays")}
        />
      )}
    </>
  );
}
