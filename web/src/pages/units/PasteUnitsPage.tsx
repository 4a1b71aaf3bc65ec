import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { useLocation } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { Preview } from "../../features/units/Preview";
import styles from "../../features/units/paste.module.css";
import { ROWS_AT_MOST } from "../../features/units/pasting";
import { usePasting } from "../../features/units/usePasting";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { Finding } from "../../ui/Finding";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { ErrorState, Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";

/** 貼上房源: a block out of a spreadsheet becomes units; every fault is shown in its cell before anything is entered. */
export default function PasteUnitsPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);

  return (
    <Loaded query={campaign} what={t("units.didNotLoad")}>
      {(data) => <Pasting campaign={data} />}
    </Loaded>
  );
}

function Pasting({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const online = useOnline();
  const pasting = usePasting(campaign);
  const { rows, wrong, cut, isChecked, progress } = pasting;
  const back = paths.units(tenant, campaign.id);

  const reason = !rows.length
    ? t("units.pasting.nothing")
    : !online
      ? t("units.whenOnline")
      : wrong > 0
        ? t("units.pasting.wrong", { n: wrong })
        : isChecked
          ? null
          : t("units.pasting.checking");
  const enter = async () => {
    const n = rows.length;
    const buildings = await pasting.enter();
    if (!buildings) return;
    toast(t("units.pasting.done", { n }));
    navigate(paths.units(tenant, campaign.id, { building: buildings[0] }));
  };

  return (
    <>
      <PageHead
        title={t("units.paste")}
        crumbs={[{ label: t("units.title"), href: back }, { label: t("units.paste") }]}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        back={back}
        task
        actions={
          <ReasonedButton variant="filled" reason={reason} loading={progress !== null} onClick={() => void enter()}>
            {t("units.pasting.enter", { n: rows.length })}
          </ReasonedButton>
        }
      />
      <div className={styles.stack}>
        {rows.length === 0 ? (
          <Source onText={pasting.take} />
        ) : (
          <>
            <div className={styles.bar}>
              <div role="status">
                {progress === null ? (
                  <Finding kind={wrong > 0 ? "error" : isChecked ? "success" : "remark"}>
                    {wrong > 0
                      ? t("units.pasting.mend", { n: rows.length, wrong })
                      : t(isChecked ? "units.pasting.fine" : "units.pasting.read", { n: rows.length })}
                  </Finding>
                ) : (
                  t("units.pasting.progress", progress)
                )}
              </div>
              <Button onClick={pasting.clear} disabled={progress !== null}>
                {t("units.pasting.again")}
              </Button>
            </div>
            {progress !== null && (
              <progress
                className={styles.progress}
                max={progress.of}
                value={progress.done}
                aria-label={t("units.pasting.progress", progress)}
              />
            )}
            {cut > 0 && <Finding kind="remark">{t("units.pasting.cut", { most: ROWS_AT_MOST, cut })}</Finding>}
            {pasting.failure !== null && <ErrorState what={t("units.pasting.notEntered", { n: rows.length })} error={pasting.failure} />}
            {pasting.checkFailure !== null && (
              <ErrorState what={t("units.pasting.notChecked")} error={pasting.checkFailure} onRetry={pasting.retryCheck} />
            )}
            <Preview
              columns={pasting.columns}
              rows={rows}
              faults={pasting.faults}
              onMap={pasting.map}
              onEdit={pasting.edit}
              onAdd={pasting.add}
              onRemove={pasting.remove}
            />
          </>
        )}
      </div>
    </>
  );
}

function Source({ onText }: { onText: (text: string) => void }) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");

  return (
    <Panel label={t("units.paste")}>
      <div className={styles.block}>
        <label htmlFor={id}>{t("units.pasting.source")}</label>
        <textarea
          id={id}
          value={text}
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          placeholder={t("units.pasting.example")}
          onChange={(event) => setText(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData("text/plain");
            if (text !== "" || !pasted.includes("\n")) return; // what is put into a text that was begun is only text
            event.preventDefault();
            onText(pasted);
          }}
        />
        <p id={`${id}-hint`} className="sub">
          {t("units.pasting.hint")}
        </p>
        <p>
          <Button onClick={() => onText(text)} disabled={text.trim() === ""}>
            {t("units.pasting.readIt")}
          </Button>
        </p>
      </div>
    </Panel>
  );
}
