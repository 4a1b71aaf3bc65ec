import type { UnitState } from "../../api/units";
import { useT } from "../../i18n/useT";
import { count } from "../../lib/format";
import { MarkSign } from "../../ui/Mark";
import { type Counts, STATE_TONES, STATES } from "./states";
import styles from "./units.module.css";

interface LegendProps {
  counts: Counts;
  state: UnitState | null;
  onState: (state: UnitState | null) => void;
}

/** What the marks mean, how many there are of each, and the filter by them. */
export function Legend({ counts, state, onState }: LegendProps) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that each stand for a state are no form fields
    <div role="group" aria-label={t("units.legend")} className={styles.legend}>
      {STATES.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.state}
          aria-pressed={each === state}
          onClick={() => onState(each === state ? null : each)}
        >
          <MarkSign tone={STATE_TONES[each]} sign={t(`units.sign.${each}`)} />
          {t(`units.state.${each}`)} <b>{count(counts[each])}</b>
        </button>
      ))}
    </div>
  );
}

interface BuildingSwitchProps {
  buildings: string[];
  building: string;
  onBuilding: (building: string) => void;
}

/** Which building's board is shown; nothing to choose where there is one. */
export function BuildingSwitch({ buildings, building, onBuilding }: BuildingSwitchProps) {
  const t = useT();
  if (buildings.length < 2) return null;
  return (
    <fieldset className={styles.buildings}>
      <legend className="unseen">{t("units.building")}</legend>
      {buildings.map((each) => (
        <label key={each} className={styles.building}>
          <input type="radio" name="building" value={each} checked={each === building} onChange={() => onBuilding(each)} />
          <span>{each}</span>
        </label>
      ))}
    </fieldset>
  );
}
