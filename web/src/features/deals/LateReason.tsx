import { Textarea } from "@mantine/core";
import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";

interface LateReasonProps {
  shown: boolean;
  /** The props of the field `reason`. */
  field: object;
}

/** Why a day is recorded so late; asked once the API has refused it as too far back. */
export function LateReason({ shown, field }: LateReasonProps) {
  const t = useT();
  if (!shown) return null;
  return (
    <>
      <Finding kind="remark" announce="alert">
        {t("deals.late.say")}
      </Finding>
      <Textarea label={t("deals.late.reason")} maxLength={500} rows={2} {...field} />
    </>
  );
}
