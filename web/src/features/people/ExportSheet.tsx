import type { ReactNode } from "react";
import type { PersonExport } from "../../api/people";
import { currentLanguage, i18n, type PlainMessageKey, type Translate } from "../../i18n/messages";
import { useT } from "../../i18n/useT";
import { area, fileSize, listed, moneyAlone, NOTHING, tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Panel } from "../../ui/Panel";
import { Looks } from "./LooksDialog";
import styles from "./people.module.css";

type Row = PersonExport["held"][number]["rows"][number];

/** An export as a person reads it: every kind of which something is held, field by field, and what of the others there is not. */
export function ExportSheet({ exported, addressOf }: { exported: PersonExport; addressOf: (file: string) => string }) {
  const t = useT();
  const { person, held, looks } = exported;
  const homes = new Map(
    (held.find(({ kind }) => kind === "deals")?.rows ?? []).map((deal) => [deal.id, `${deal.building} ${deal.unitNumber}`]),
  );
  const none = held.filter(({ rows }) => rows.length === 0).map(({ kind }) => t(`people.kind.${kind}`));
  const own: Row = { name: person.name, phone: person.phone, identity: person.identity };

  return (
    <div className={styles.sheet}>
      <Panel
        title={t("people.export.person")}
        note={t("people.export.made", { by: exported.exportedBy, at: tableTime(exported.exportedAt, HOUSE_ZONE) })}
      >
        <dl className={styles.row}>
          {(["name", "phone", "identity"] as const).map((field) => (
            <div key={field}>
              <dt>{t(`accounts.person.${field}`)}</dt>
              <dd>{own[field] ?? NOTHING}</dd>
            </div>
          ))}
          <div>
            <dt>{t("people.export.knownSince")}</dt>
            <dd>{tableTime(person.createdAt, HOUSE_ZONE)}</dd>
          </div>
        </dl>
      </Panel>
      {held
        .filter(({ rows }) => rows.length > 0)
        .map(({ kind, rows }) => (
          <Panel key={kind} title={t(`people.kind.${kind}`)}>
            {rows.map((row) => (
              <dl key={JSON.stringify(row)} className={styles.row}>
                {Object.entries(row)
                  .filter(([field, value]) => field !== "id" && value !== null)
                  .map(([field, value]) => (
                    <div key={field}>
                      <dt>{fieldWords(t, field)}</dt>
                      <dd>{valueWords(t, field, value, homes, addressOf)}</dd>
                    </div>
                  ))}
              </dl>
            ))}
          </Panel>
        ))}
      {none.length > 0 && <p className="sub">{t("people.export.nothingOf", { kinds: listed(none, currentLanguage()) })}</p>}
      <Panel title={t("people.export.looks")}>
        {looks.length > 0 ? <Looks looks={looks} /> : <p className="sub">{t("people.export.none")}</p>}
      </Panel>
    </div>
  );
}

/** A text that may be there for a name or code of the API; what is not known is shown as it is. */
const known = (t: Translate, key: string, otherwise: string) => (i18n.messages[key] === undefined ? otherwise : t(key as PlainMessageKey));

const fieldWords = (t: Translate, field: string) => known(t, `people.field.${field}`, field);

function valueWords(
  t: Translate,
  field: string,
  value: Row[string] | undefined,
  homes: Map<unknown, string>,
  addressOf: (file: string) => string,
): ReactNode {
  if (typeof value === "number" && field.endsWith("Fen")) return moneyAlone(value);
  if (field === "areaCentiSqm" && typeof value === "number") return area(value);
  if (field === "size" && typeof value === "number") return fileSize(value);
  if (field === "isListedPost") return t(value === 1 || value === true ? "people.export.yes" : "people.export.no");
  if (typeof value !== "string") return `${value ?? NOTHING}`;
  if (field.endsWith("At")) return tableTime(value, HOUSE_ZONE);
  if (field === "dealId") return homes.get(value) ?? NOTHING;
  if (field.toLowerCase().endsWith("documentid")) {
    return (
      <a href={addressOf(value)} download>
        {t("people.export.paper")}
      </a>
    );
  }

  return coded.has(field) ? known(t, `people.word.${value}`, value) : value;
}

/** Fields whose values are codes of ours; others are what somebody wrote. */
const coded = new Set([
  "state",
  "kind",
  "item",
  "outcome",
  "evidence",
  "status",
  "decision",
  "source",
  "lostBecause",
  "intent",
  "nextKind",
  "language",
]);
