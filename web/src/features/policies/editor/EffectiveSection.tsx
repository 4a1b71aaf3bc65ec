import { Text, useLanguage, useT } from "../../../i18n/useT";
import { dayRange } from "../../../lib/format";
import { Finding } from "../../../ui/Finding";
import { Panel } from "../../../ui/Panel";
import type { PolicyForm } from "../form";
import { useDesk } from "./desk";
import { DayField, DaysField } from "./fields";
import { NotesAt } from "./NotesAt";
import styles from "./rows.module.css";

interface EffectiveSectionProps extends Pick<PolicyForm, "effectiveFrom" | "signWithinDays" | "countBasis"> {
  window: { startsOn: string; endsOn: string };
}

/** 5 生效: the first subscription day that the version prices, and how long a subscription may wait for its contract. */
export function EffectiveSection({ effectiveFrom, signWithinDays, countBasis, window }: EffectiveSectionProps) {
  const t = useT();
  const language = useLanguage();
  const { change, editable } = useDesk();

  return (
    <Panel number={5} title={t("policies.effective.title")}>
      <div className={styles.two} data-section="effectiveFrom signWithinDays" tabIndex={-1}>
        <DayField
          label={t("policies.effective.label")}
          hint={
            <Text
              id="policies.effective.hint"
              values={{ window: dayRange(window.startsOn, window.endsOn, language) }}
              components={{ days: <span className="nowrap" /> }}
            />
          }
          place="effectiveFrom"
          value={effectiveFrom}
          onChange={(day) => change((form) => ({ ...form, effectiveFrom: day }))}
        />
        <DaysField
          label={t("policies.signWithin.label")}
          hint={t(`policies.signWithin.hint.${countBasis}`)}
          place="signWithinDays"
          value={signWithinDays}
          onChange={(days) => change((form) => ({ ...form, signWithinDays: days }))}
        />
      </div>
      {editable && effectiveFrom === null && (
        <div className={styles.note}>
          <Finding kind="error">{t("policies.effective.missing")}</Finding>
        </div>
      )}
      <NotesAt place="effectiveFrom" />
      <NotesAt place="signWithinDays" />
    </Panel>
  );
}
