import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { Language } from "../../../api/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { listed } from "../../../lib/format";
import { TypedInput } from "../../../ui/TypedInput";
import { useBuildings } from "../../units/queries";
import type { WhenForm } from "../form";
import { HOMES_AT_MOST, homeText, readBuildings, readHomes } from "../homes";
import { useDesk, useIsWrong } from "./desk";
import { CodesField, Reading } from "./fields";

interface HomeFieldsProps {
  row: string;
  when: WhenForm;
  setWhen: (part: Partial<WhenForm>) => void;
}

/** More buildings than these are typed. */
const BOXES_AT_MOST = 24;

/** In which buildings, and for which homes, a step applies. */
export function HomeFields(props: HomeFieldsProps) {
  const { editable } = useDesk();
  return editable ? <TypedHomes {...props} /> : <ReadHomes {...props} />;
}

function ReadHomes({ when: { buildings, units } }: HomeFieldsProps) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      {buildings && <Reading label={t("policies.when.buildings")}>{listed(buildings, language)}</Reading>}
      {units && <Reading label={t("policies.when.units")}>{textOf(units, language)}</Reading>}
    </>
  );
}

function TypedHomes({ row, when, setWhen }: HomeFieldsProps) {
  const t = useT();
  const language = useLanguage();
  const { project } = useDesk();
  const query = useBuildings(project);
  const place = `${row}/when/buildings`;
  const wrong = useIsWrong(place);
  if (query.isPending) return null;
  const known = query.data?.map(({ building }) => building) ?? [];
  const label = t("policies.when.buildings");
  const setBuildings = (buildings: string[] | null) => setWhen({ buildings: buildings?.length === 0 ? undefined : buildings });

  return (
    <>
      {known.length > 0 && known.length <= BOXES_AT_MOST ? (
        <CodesField
          label={label}
          place={place}
          none={t("policies.when.always")}
          noneSaid
          options={known.map((building) => ({ code: building, label: building }))}
          value={when.buildings ?? []}
          onChange={setBuildings}
        />
      ) : (
        <TypedInput
          label={label}
          hint={t("policies.when.buildingsHint")}
          inputMode="text"
          value={when.buildings ?? null}
          parse={readBuildings}
          format={(buildings) => listed(buildings, language)}
          unreadable={t("policies.when.notBuildings")}
          onChange={setBuildings}
          error={wrong}
          data-path={place}
        />
      )}
      <UnitsField row={row} units={when.units} known={known} onChange={(units) => setWhen({ units })} />
    </>
  );
}

interface UnitsFieldProps {
  row: string;
  units: WhenForm["units"];
  known: string[];
  onChange: (units: WhenForm["units"]) => void;
}

/** Homes one by one, typed or pasted; what was typed stays until it can be read. */
function UnitsField({ row, units, known, onChange }: UnitsFieldProps) {
  const t = useT();
  const language = useLanguage();
  const place = `${row}/when/units`;
  const wrong = useIsWrong(place);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? textOf(units, language);
  const { homes, unread } = readHomes(text, known);
  const fault =
    unread.length > 0
      ? t("policies.when.notUnits", { text: listed(unread.slice(0, 3), language) })
      : homes.length > HOMES_AT_MOST && t("policies.when.tooManyUnits", { n: HOMES_AT_MOST });

  return (
    <Textarea
      label={t("policies.when.units")}
      description={homes.length > 0 ? t("policies.when.unitsCounted", { n: homes.length }) : t("policies.when.unitsHint")}
      autosize
      minRows={2}
      maxRows={8}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        const read = readHomes(next, known);
        setTyped(next);
        if (read.unread.length > 0 || read.homes.length > HOMES_AT_MOST) onChange(next);
        else onChange(read.homes.length > 0 ? read.homes : undefined);
      }}
      onBlur={() => setTyped(null)}
      error={fault || wrong}
      data-path={place}
    />
  );
}

const textOf = (units: WhenForm["units"] = [], language: Language) =>
  typeof units === "string" ? units : listed(units.map(homeText), language);
