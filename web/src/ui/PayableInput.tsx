import { useState } from "react";
import { useLanguage, useT } from "../i18n/useT";
import { discountWords, parsePayable, payablePercent } from "../lib/rate";
import styles from "./PayableInput.module.css";
import { type FieldProps, TypedInput } from "./TypedInput";
import { Zhe } from "./Zhe";

/** Below this a slip of the finger is likelier than a discount: it is asked about before it counts. */
const UNLIKELY_BELOW_BPS = 8_000;

interface PayableInputProps extends FieldProps<number | null> {
  /** Shows what was understood (＝9.8折) beside the field. Default true. */
  readBack?: boolean;
}

/** 應付百分比: takes 98, 9.8, 九八折, keeps payable basis points and reads back ＝9.8折. */
export function PayableInput({ readBack = true, value = null, onChange, error, ...props }: PayableInputProps) {
  const t = useT();
  const language = useLanguage();
  const [unlikely, setUnlikely] = useState<number | null>(null);
  const understood = unlikely ?? value;

  return (
    <div className={styles.row}>
      <div className={styles.field}>
        <TypedInput
          {...props}
          value={understood}
          error={error}
          parse={parsePayable}
          format={(bps) => payablePercent(bps).slice(0, -1)}
          unit="%"
          unreadable={t("common.notPayable")}
          onChange={(bps) => {
            const ask = bps !== null && bps < UNLIKELY_BELOW_BPS && bps !== value;
            setUnlikely(ask ? bps : null);
            onChange?.(ask ? null : bps);
          }}
        />
      </div>
      {readBack && understood !== null && (
        <span className={styles.readBack}>
          ＝ <Zhe bps={understood} />
        </span>
      )}
      {unlikely !== null && (
        <div className={styles.ask} role="status">
          {t("common.payableUnlikely", { rate: discountWords(unlikely, language) })}
          <button
            type="button"
            className={styles.confirm}
            onClick={() => {
              onChange?.(unlikely);
              setUnlikely(null);
            }}
          >
            {t("common.payableConfirm", { rate: discountWords(unlikely, language) })}
          </button>
        </div>
      )}
    </div>
  );
}
