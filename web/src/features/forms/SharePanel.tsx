import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { deleteTag, type Form, type FormPlace, type FormTag, ownLink } from "../../api/forms";
import { paths } from "../../app/paths";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Finding } from "../../ui/Finding";
import { DownloadIcon, LinkIcon, PlusIcon, PrintIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { problemWords } from "../../ui/problemWords";
import { QrCode } from "../../ui/QrCode";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { LoadedPages } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import { CopyField } from "./CopyField";
import styles from "./forms.module.css";
import { download, qrPng, qrSvg } from "./qr";
import { useFormAct, useTags } from "./queries";
import { addressOf, snippetOf } from "./words";

const TagDialog = lazyDialog(() => import("./TagDialog"));

interface SharePanelProps {
  at: FormPlace;
  form: Form;
  editable: boolean;
  number?: number;
}

/** 連結與標籤: the address and its code, what is printed of it, and the links by which one sees who came from where. */
export function SharePanel({ at, form, editable, number }: SharePanelProps) {
  const t = useT();
  const can = useCan();
  const tags = useTags(at);
  const act = useFormAct(at);
  const [chosen, setChosen] = useState<FormTag | null>(null);
  const [dialog, setDialog] = useState<FormTag | "new" | null>(null);
  const [deleting, setDeleting] = useState<FormTag | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const address = addressOf(form.code, chosen);
  const file = `${form.name}${chosen ? `-${chosen.label}` : ""}`;
  const title = form.texts.title["zh-Hant"];

  const trying = async (make: () => Promise<unknown>) => {
    setFailure(null);
    setBusy(true);
    try {
      await make();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const own = () =>
    trying(async () => {
      const tag = await act(() => ownLink(at));
      setChosen(tag);
      toast(t("forms.share.ownMade"));
    });

  return (
    <Panel
      number={number}
      title={t("forms.share")}
      anchor="share"
      actions={
        <>
          {can("lead:report") && (
            <ReasonedButton sends size="xs" leftSection={<LinkIcon size={12} />} loading={busy} onClick={() => void own()}>
              {t("forms.share.own")}
            </ReasonedButton>
          )}
          {editable && (
            <ReasonedButton sends size="xs" leftSection={<PlusIcon size={12} />} onClick={() => setDialog("new")}>
              {t("forms.tags.add")}
            </ReasonedButton>
          )}
        </>
      }
    >
      {form.state === "draft" && (
        <div className={styles.findings}>
          <Finding kind="draft">{t("forms.share.draft")}</Finding>
        </div>
      )}
      <div className={styles.share}>
        <QrCode text={address} label={t("forms.share.qr", { name: chosen?.label ?? form.name })} />
        <div className={styles.stack}>
          <CopyField label={t(chosen ? "forms.share.addressOf" : "forms.share.address", { name: chosen?.label ?? "" })} text={address} />
          <div className={styles.buttons}>
            <Button
              leftSection={<DownloadIcon />}
              onClick={() => download(new Blob([qrSvg(address)], { type: "image/svg+xml" }), `${file}.svg`)}
            >
              {t("forms.share.svg")}
            </Button>
            <Button leftSection={<DownloadIcon />} onClick={() => void trying(async () => download(await qrPng(address), `${file}.png`))}>
              {t("forms.share.png")}
            </Button>
            <Button leftSection={<PrintIcon />} component={Link} href={paths.formPoster(at.tenant, at.campaign, at.form, chosen?.tag)}>
              {t("forms.share.poster")}
            </Button>
          </div>
          {failure !== null && (
            <Finding kind="error" announce="alert">
              {problemWords(t, failure)}
            </Finding>
          )}
        </div>
      </div>
      <LoadedPages query={tags} what={t("forms.tags.notLoaded")}>
        {(rows) => (
          <>
            <ul className={styles.tags} aria-label={t("forms.tags")}>
              {[null, ...rows].map((tag) => (
                <li key={tag?.tag ?? ""} className={styles.tagRow} data-chosen={(chosen?.tag ?? null) === (tag?.tag ?? null) || undefined}>
                  <button type="button" aria-pressed={(chosen?.tag ?? null) === (tag?.tag ?? null)} onClick={() => setChosen(tag)}>
                    <b>{tag?.label ?? t("forms.tags.none")}</b>
                    <span className="dim">
                      {tag === null
                        ? t("forms.tags.noneHint")
                        : `${tag.tag}${tag.ownerName ? `·${t("forms.tags.of", { name: tag.ownerName })}` : ""}`}
                    </span>
                  </button>
                  {tag && <span className={styles.count}>{t("forms.registered", { n: tag.touches })}</span>}
                  {tag && editable && (
                    <span className={styles.acts}>
                      <TextButton sends label={t("forms.tags.changeOf", { name: tag.label })} onClick={() => setDialog(tag)}>
                        {t("forms.slots.change")}
                      </TextButton>
                      {tag.touches === 0 && (
                        <TextButton sends danger label={t("forms.tags.deleteOf", { name: tag.label })} onClick={() => setDeleting(tag)}>
                          {t("forms.delete")}
                        </TextButton>
                      )}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {tags.hasNextPage && <LoadMore query={tags} shown={rows.length} />}
          </>
        )}
      </LoadedPages>
      <details className={styles.embed}>
        <summary>{t("forms.share.embed")}</summary>
        <CopyField label={t("forms.share.snippet")} text={snippetOf(form.code, title)} />
        <p className={styles.hint}>{t("forms.share.embedHint")}</p>
      </details>
      {dialog && <TagDialog at={at} tag={dialog === "new" ? null : dialog} onClose={() => setDialog(null)} />}
      {deleting && (
        <ConfirmDialog
          opened
          danger
          onClose={() => setDeleting(null)}
          title={t("forms.tags.delete")}
          act={t("forms.tags.deleteOf", { name: deleting.label })}
          onConfirm={async () => {
            await act(() => deleteTag(at, deleting.tag));
            if (chosen?.tag === deleting.tag) setChosen(null);
            toast(t("forms.tags.deleted"));
          }}
        >
          {t("forms.tags.deleteSay")}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
