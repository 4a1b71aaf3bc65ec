import { NativeSelect } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Unit } from "../../../api/units";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { area, moneyAlone } from "../../../lib/format";
import { useBuildings } from "../../units/queries";
import styles from "../deals.module.css";
import { FoundSelect } from "./FoundSelect";
import { useAvailableUnits } from "./queries";

interface HomeFieldsProps {
  project: string;
  label: string;
  value: string;
  /** A home chosen before the page was opened: its building and id, each null where none was. */
  begin?: { building: string | null; unit: string | null };
  /** The home chosen; null where none is, or it cannot be had any more. */
  onChange: (unit: Unit | null) => void;
  error?: ReactNode;
}

/** A home that can be had: its building first, then the home with area and price. */
export function HomeFields({ project, label, value, begin = { building: null, unit: null }, onChange, error }: HomeFieldsProps) {
  const t = useT();
  const language = useLanguage();
  const [building, setBuilding] = useState(begin.building ?? "");
  const buildings = useBuildings(project);
  const units = useAvailableUnits(project, building);
  const isGone = value !== "" && units.data !== undefined && !units.data.some(({ id }) => id === value);
  useEffect(() => {
    if (isGone) onChange(null);
  }, [isGone, onChange]);

  const hasBegun = useRef(begin.unit === null);
  useEffect(() => {
    if (hasBegun.current || !units.data) return;
    const unit = units.data.find(({ id }) => id === begin.unit) ?? null;
    if (unit === null && units.isFetching) return; // what is kept may be older than the home
    hasBegun.current = true;
    onChange(unit);
  }, [units.data, units.isFetching, begin.unit, onChange]);

  return (
    <div className={styles.two}>
      <NativeSelect
        label={t("deals.subscribing.building")}
        data={[
          { value: "", label: t("deals.subscribing.choose") },
          ...(buildings.data ?? [])
            .filter(({ units: { available } }) => available > 0)
            .map(({ building: name, units: { available } }) => ({
              value: name,
              label: t("deals.subscribing.buildingWith", { building: name, n: available }),
            })),
        ]}
        value={building}
        onChange={({ currentTarget }) => {
          setBuilding(currentTarget.value);
          onChange(null);
        }}
      />
      <FoundSelect
        label={label}
        error={error}
        disabled={!building}
        nothing={t(building ? "deals.subscribing.choose" : "deals.subscribing.buildingFirst")}
        options={(units.data ?? []).map((one) => ({
          value: one.id,
          label: dotted(
            [one.number, one.layout, one.areaCentiSqm === null ? null : area(one.areaCentiSqm), moneyAlone(one.listTotalFen)],
            language,
          ),
        }))}
        value={value}
        onChange={(id) => onChange(units.data?.find((one) => one.id === id) ?? null)}
      />
    </div>
  );
}
