import { useState } from "react";
import { type CampaignDetail, type Catalogue, changeCatalogue } from "../../api/campaigns";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { nameIn } from "../../lib/names";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { ErrorState } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import styles from "./campaigns.module.css";
import { LISTS, type Word, type WordList, withoutWord, withWord } from "./catalogue";
import { useCampaignChanged } from "./queries";

const WordDialog = lazyDialog(() => import("./WordDialog"));

type Doing = { list: WordList; code: string | null };

/** The campaign's own words: categories, credentials, ways to pay, kinds of home. */
export function CataloguePanel({ campaign, editable }: { campaign: CampaignDetail; editable: boolean }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const changed = useCampaignChanged();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { catalogue } = campaign;

  const save = async (next: Catalogue) => changed(await changeCatalogue(tenant, campaign, next));
  const remove = async (list: WordList, code: string, name: string) => {
    setFailure(null);
    try {
      await save(withoutWord(catalogue, list, code));
      toast(t("campaigns.word.removed", { name }));
    } catch (error) {
      setFailure(error);
    }
  };

  return (
    <Panel title={t("campaigns.words")} note={t("campaigns.wordsHint")}>
      {failure !== null && <ErrorState what={t("campaigns.word.notRemoved")} error={failure} />}
      <div className={styles.lists}>
        {LISTS.map((list) => (
          <section key={list} aria-label={t(`campaigns.list.${list}`)}>
            <h3>
              {t(`campaigns.list.${list}`)}
              {editable && (
                <TextButton
                  sends
                  onClick={() => setDoing({ list, code: null })}
                  label={t("campaigns.word.addTo", { list: t(`campaigns.list.${list}`) })}
                >
                  {t("campaigns.word.add")}
                </TextButton>
              )}
            </h3>
            <ul className={styles.words}>
              {catalogue[list].map(({ code, names, paidWithinDays }: Word) => {
                const name = nameIn(names, language);
                return (
                  <li key={code} className={styles.word}>
                    <b>{name}</b>
                    <small className="dim">{code}</small>
                    {paidWithinDays !== undefined && <small className="dim">{t("campaigns.word.within", { n: paidWithinDays })}</small>}
                    {editable && (
                      <span>
                        <TextButton sends onClick={() => setDoing({ list, code })} label={t("campaigns.word.editOf", { name })}>
                          {t("campaigns.word.edit")}
                        </TextButton>
                        <TextButton sends danger onClick={() => remove(list, code, name)} label={t("campaigns.word.removeOf", { name })}>
                          {t("campaigns.word.remove")}
                        </TextButton>
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      {doing && (
        <WordDialog
          title={t(doing.code === null ? "campaigns.word.addTo" : "campaigns.word.change", { list: t(`campaigns.list.${doing.list}`) })}
          word={catalogue[doing.list].find(({ code }) => code === doing.code)}
          isPayment={doing.list === "paymentMethods"}
          taken={catalogue[doing.list].map(({ code }) => code)}
          onWord={async (word) => {
            await save(withWord(catalogue, doing.list, word));
            toast(t("campaigns.word.saved", { name: nameIn(word.names, language) }));
          }}
          onClose={() => setDoing(null)}
        />
      )}
    </Panel>
  );
}
