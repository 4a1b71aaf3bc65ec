import { Button } from "@mantine/core";
import type { Look } from "../../api/people";
import type { PlainMessageKey, Translate } from "../../i18n/messages";
import { useT } from "../../i18n/useT";
import { tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Dialog } from "../../ui/Dialog";
import { LoadMore } from "../../ui/LoadMore";
import { EmptyState, LoadedPages } from "../../ui/states";
import styles from "./people.module.css";
import { useLooks } from "./queries";

/** 誰看過: every look at a person's whole numbers and every change of them, the latest first. */
export default function LooksDialog({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const t = useT();
  const looks = useLooks(person.id);

  return (
    <Dialog opened onClose={onClose} title={t("people.looks.title", { name: person.name })} wide>
      <p className="sub">{t("people.looks.note")}</p>
      <LoadedPages query={looks} what={t("people.looks.notLoaded")}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState fact={t("people.looks.empty")} hint={t("people.looks.emptyHint")} />
          ) : (
            <>
              <Looks looks={rows} />
              {looks.hasNextPage && <LoadMore query={looks} shown={rows.length} />}
            </>
          )
        }
      </LoadedPages>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t("common.close")}</Button>
      </div>
    </Dialog>
  );
}

/** When, who, and what they did, without what they saw. */
export function Looks({ looks }: { looks: readonly Look[] }) {
  const t = useT();

  return (
    <ol className={styles.looks}>
      {looks.map((look) => (
        <li key={look.id}>
          <time dateTime={look.at} className="dim nowrap">
            {tableTime(look.at, HOUSE_ZONE)}
          </time>
          <span>
            <b>{look.actorSide === "system" ? t("people.looks.system") : look.actorName}</b> {lookWords(t, look)}
          </span>
        </li>
      ))}
    </ol>
  );
}

const acts = ["recorded", "corrected", "revealed", "exported", "erased"] as const;
const fields: Record<string, PlainMessageKey> = {
  name: "accounts.person.name",
  phone: "accounts.person.phone",
  identity: "accounts.person.identity",
};

function lookWords(t: Translate, { event, fields: touched }: Look): string {
  const act = acts.find((each) => event === `person.${each}`);
  const named = touched.flatMap((field) => fields[field] ?? []).map((key) => t(key));

  return act ? t(`people.look.${act}`, { fields: named.join(t("people.look.and")) }) : t("people.look.other");
}
