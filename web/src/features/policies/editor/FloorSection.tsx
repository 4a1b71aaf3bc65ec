import { useT } from "../../../i18n/useT";
import { payablePercent } from "../../../lib/rate";
import { Panel } from "../../../ui/Panel";
import { PayableInput } from "../../../ui/PayableInput";
import type { PolicyForm } from "../form";
import { useDesk, useIsWrong } from "./desk";
import { ChoiceField, Reading } from "./fields";
import { NotesAt } from "./NotesAt";
import styles from "./rows.module.css";

/** 3 底價與取整. */
export function FloorSection({ floor, rounding }: Pick<PolicyForm, "floor" | "rounding">) {
  const t = useT();
  const { change } = useDesk();

  return (
    <Panel number={3} title={t("policies.floor.title")}>
      <div className={styles.two} data-section="floorBps rounding" tabIndex={-1}>
        <Floor floor={floor} />
        <ChoiceField
          label={t("policies.rounding.label")}
          options={(["fen", "yuan", "yuanDown"] as const).map((value) => ({ value, label: t(`policies.rounding.${value}`) }))}
          value={rounding}
          onChange={(next) => change((form) => ({ ...form, rounding: next }))}
        />
      </div>
      <NotesAt place="floorBps" />
      <NotesAt place="rounding" />
    </Panel>
  );
}

/** The least that may be paid. An empty field is no floor; one that cannot be read is not yet anything. */
function Floor({ floor }: Pick<PolicyForm, "floor">) {
  const t = useT();
  const { change, editable } = useDesk();
  const wrong = useIsWrong("floorBps");
  const label = t("policies.floor.label");
  if (!editable) return <Reading label={label}>{floor.bps === null ? t("policies.floor.none") : payablePercent(floor.bps)}</Reading>;

  return (
    <div className={styles.floor}>
      <PayableInput
        label={label}
        hint={t("policies.floor.hint")}
        placeholder={t("policies.floor.none")}
        readBack={false}
        value={floor.bps}
        onChange={(bps) => change((form) => ({ ...form, floor: { none: false, bps } }))}
        onBlur={(event) => {
          if (event.currentTarget.value.trim() === "") change((form) => ({ ...form, floor: { none: true, bps: null } }));
        }}
        error={wrong}
        data-path="floorBps"
      />
    </div>
  );
}
