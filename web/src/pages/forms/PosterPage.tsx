import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { Form, FormTag } from "../../api/forms";
import type { Language } from "../../api/session";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import styles from "../../features/forms/poster.module.css";
import { useForm, useTags } from "../../features/forms/queries";
import { addressOf, printed } from "../../features/forms/words";
import { useLanguage, useT } from "../../i18n/useT";
import { fullDay } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { Finding } from "../../ui/Finding";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { QrCode } from "../../ui/QrCode";

/** 海報: a form's title and code on a sheet of A4, to be put up at a gate; of one link, if one is named. */
export default function PosterPage({ params }: PageProps<"tenant" | "campaign" | "form">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const form = useForm(params);
  const tags = useTags(params);
  if (!campaign.data || !form.data || !tags.data) {
    return (
      <PageNotYet
        title={t("forms.poster")}
        back={paths.form(params.tenant, params.campaign, params.form)}
        what={t("forms.notLoaded")}
        queries={[campaign, form, tags]}
      />
    );
  }
  return <PosterOf campaign={campaign.data} form={form.data} tags={tags.data.pages.flatMap(({ items }) => items)} />;
}

function PosterOf({ campaign, form, tags }: { campaign: CampaignDetail; form: Form; tags: FormTag[] }) {
  const t = useT();
  const { tenant } = useTenant();
  const own = useLanguage();
  const [search, setSearch] = useSearchParams();
  const [language, setLanguage] = useState<Language>(own);
  const tag = tags.find(({ tag: named }) => named === search.get("tag")) ?? null;
  const back = paths.form(tenant, campaign.id, form.id);

  return (
    <>
      <PageHead
        title={t("forms.poster")}
        crumbs={[
          { label: t("forms.title"), href: paths.forms(tenant, campaign.id) },
          { label: form.name, href: back },
          { label: t("forms.poster") },
        ]}
        meta={[form.name]}
        back={back}
        screenOnly
        actions={
          <Button variant="filled" leftSection={<PrintIcon />} onClick={() => window.print()}>
            {t("forms.print")}
          </Button>
        }
      />
      <div className={`${styles.choices} no-print`}>
        <NativeSelect
          label={t("forms.tags")}
          value={tag?.tag ?? ""}
          data={[{ value: "", label: t("forms.tags.none") }, ...tags.map((one) => ({ value: one.tag, label: one.label }))]}
          onChange={({ currentTarget }) =>
            setSearch((before) => {
              before.delete("tag");
              if (currentTarget.value) before.set("tag", currentTarget.value);
              return before;
            })
          }
        />
        <NativeSelect
          label={t("forms.language")}
          value={language}
          data={[
            { value: "zh-Hant", label: "繁體中文" },
            { value: "zh-Hans", label: "简体中文" },
            { value: "en", label: "English" },
          ]}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}
        />
      </div>
      {form.state === "draft" && (
        <div className="no-print">
          <Finding kind="draft">{t("forms.share.draft")}</Finding>
        </div>
      )}
      <Sheet campaign={campaign} form={form} tag={tag} language={language} />
    </>
  );
}

/** What is printed: black on white, in the language of who reads it at the gate. */
function Sheet({ campaign, form, tag, language }: { campaign: CampaignDetail; form: Form; tag: FormTag | null; language: Language }) {
  const t = useT();
  const { name } = useTenant();
  const address = addressOf(form.code, tag);
  const days = [form.opensOn ?? campaign.startsOn, form.closesOn ?? campaign.endsOn].map((day) => fullDay(day, language));
  const { title, intro } = form.texts;

  return (
    <article className={styles.sheet} lang={language} aria-label={t("forms.poster")}>
      <p className={styles.project}>{campaign.projectName}</p>
      <h2>{nameIn(title, language)}</h2>
      {intro && <p className={styles.intro}>{nameIn(intro, language)}</p>}
      <div className={styles.code}>
        <QrCode text={address} label={t("forms.share.qr", { name: tag?.label ?? form.name })} />
      </div>
      <p className={styles.scan}>{SCAN[language]}</p>
      <p className={styles.address}>{printed(address)}</p>
      <footer>
        <span>{days.join(" – ")}</span>
        <span>{name}</span>
      </footer>
    </article>
  );
}

/** For whoever stands before it, in their language and not in that of who prints it. */
const SCAN: Record<Language, string> = {
  "zh-Hant": "用手機掃碼登記",
  "zh-Hans": "用手机扫码登记",
  en: "Scan with your phone to register",
};
