import { Button } from "@mantine/core";
import type { Import } from "../../api/imports";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { Deciding, useDeciding } from "../../features/import/Deciding";
import { FilePanel } from "../../features/import/FilePanel";
import { History, STATE_TONES } from "../../features/import/History";
import styles from "../../features/import/import.module.css";
import { MappingPanel } from "../../features/import/MappingPanel";
import { useImport } from "../../features/import/queries";
import { usePreparing } from "../../features/import/usePreparing";
import { useT } from "../../i18n/useT";
import { useConditions } from "../../lib/conditions";
import { count } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { ErrorState, Loaded } from "../../ui/states";

const kind = "accounts";

/** 匯入單位: a list of an office is read, mapped, looked through, and then taken in all at once, or not at all. */
export default function ImportAccountsPage() {
  const t = useT();
  const { tenant } = useTenant();
  const [parameters, change] = useConditions();
  const id = parameters.get("import");
  const asked = useImport(id);
  const import_ = (id && asked.data) || null;
  const isReceiving = import_?.state === "receiving";
  const preparing = usePreparing(kind, isReceiving ? import_ : null, (begun) => change({ import: begun }));
  const { reading, sent, notReady } = preparing;
  const deciding = useDeciding(import_);
  const isOpen = !import_ || isReceiving;
  const read = reading.reading;
  const back = paths.accounts(tenant);
  const again = () => {
    reading.clear();
    change({ import: null });
  };

  return (
    <>
      <PageHead
        title={t(`imports.title.${kind}`)}
        crumbs={[{ label: t("imports.accounts"), href: back }, { label: t(`imports.title.${kind}`) }]}
        chip={import_ && !isReceiving && <Chip tone={STATE_TONES[import_.state]}>{t(`imports.state.${import_.state}`)}</Chip>}
        back={back}
        task
        actions={
          isOpen
            ? read && (
                <ReasonedButton
                  variant="filled"
                  sends
                  loading={sent !== null}
                  reason={notReady ? t(`imports.notReady.${notReady}`) : null}
                  onClick={() => void preparing.send()}
                >
                  {t(isReceiving ? "imports.goOn" : "imports.check", { n: count(read.rows.length) })}
                </ReasonedButton>
              )
            : acts()
        }
      />
      <div className={styles.stack}>
        {isOpen && (
          <>
            {isReceiving && sent === null && import_ && <Finding kind="draft">{t("imports.interrupted", left(import_))}</Finding>}
            <FilePanel kind={kind} reading={reading} busy={sent !== null} />
            {sent && (
              <p role="status">
                {t(`imports.${sent.step}`, { done: count(sent.done), of: count(sent.of) })}
                <progress
                  className={styles.progress}
                  max={sent.of}
                  value={sent.step === "sending" ? sent.done : undefined}
                  aria-label={t("imports.progress")}
                />
              </p>
            )}
            {preparing.failure !== null && (
              <ErrorState what={t("imports.notSent")} error={preparing.failure} onRetry={() => void preparing.send()} />
            )}
            {read && (
              <MappingPanel
                kind={kind}
                reading={read}
                columns={preparing.columns}
                remembered={preparing.isRemembered}
                busy={sent !== null || isReceiving}
                onColumns={preparing.map}
              />
            )}
            {!reading.file && !id && <History kind={kind} />}
          </>
        )}
        {id && !import_ && (
          <Loaded query={asked} what={t("imports.notLoaded")}>
            {() => null}
          </Loaded>
        )}
        {import_?.state === "expired" && <Finding kind="remark">{t("imports.expired")}</Finding>}
        {import_ && !isOpen && import_.state !== "expired" && (
          <Deciding
            key={`${import_.id} ${import_.state}`}
            import_={import_}
            deciding={deciding}
            reading={read?.digest === import_.digest ? read : null}
          />
        )}
      </div>
    </>
  );

  function acts() {
    const isChecked = import_?.state === "checked";
    const made = import_?.counts?.new ?? 0;
    return (
      <>
        <Button onClick={again}>{t(isChecked ? "imports.anotherFile" : "imports.more")}</Button>
        {isChecked && (
          <ReasonedButton
            variant="filled"
            sends
            loading={deciding.busy !== null}
            reason={made === 0 ? t("imports.nothing") : null}
            onClick={() => void deciding.commit()}
          >
            {t(`imports.commit.${kind}`, { n: count(made) })}
          </ReasonedButton>
        )}
      </>
    );
  }
}

const left = ({ received, total }: Import) => ({ done: count(Math.min(total, received.length * 500)), of: count(total) });
