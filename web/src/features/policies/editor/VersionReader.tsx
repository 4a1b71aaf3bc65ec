import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { useOnline } from "../../../ui/useOnline";
import { usePhone } from "../../../ui/usePhone";
import { PublishDialog, WithdrawDialog } from "../acts";
import { formOf } from "../form";
import { placed } from "../places";
import { QuotePanel } from "../quote/QuotePanel";
import { useQuote } from "../quote/useQuote";
import { useStartVersion } from "../useStartVersion";
import { Layout } from "./Layout";
import styles from "./layout.module.css";
import { FindingCounts } from "./Over";
import { StatusNote } from "./StatusNote";
import { useWays } from "./useWays";
import type { VersionProps } from "./VersionEditor";
import { AmountButton, VersionHead } from "./VersionHead";

const SAVED = { name: "saved" } as const;
const unchanged = () => undefined;

/** A version that is not written now: it waits, was decided, prices, or is another's to write. */
export function VersionReader({ campaign, detail, versions }: VersionProps) {
  const t = useT();
  const phone = usePhone();
  const online = useOnline();
  const live = useQuote(campaign, detail);
  const [open, setOpen] = useState<"withdraw" | "publish" | "quote" | null>(null);
  const close = () => setOpen(null);
  const ways = useWays({ campaign, detail, versions });
  const { start, starting, mayStart } = useStartVersion(campaign);
  const form = useMemo(() => formOf(detail), [detail]);
  const findings = useMemo(
    () => (detail.status === "draft" || detail.status === "returned" ? placed(detail.findings, form) : []),
    [detail, form],
  );
  const errors = findings.filter(({ severity }) => severity === "error").map(({ place }) => place);

  const main = detail.acts.includes("publish") ? (
    <Button variant="filled" onClick={() => setOpen("publish")}>
      {t("policies.publish.button", { n: detail.number })}
    </Button>
  ) : (
    detail.acts.includes("withdraw") && (
      <Button onClick={() => setOpen("withdraw")}>{t("policies.withdraw.act", { n: detail.number })}</Button>
    )
  );
  const others = (
    <>
      {ways.map(({ label, href }) => (
        <Button key={href} component={Link} href={href}>
          {label}
        </Button>
      ))}
      {mayStart && (
        <ReasonedButton
          reason={online ? null : t("policies.submit.offline")}
          onClick={() => start({ basedOn: detail.id })}
          loading={starting}
        >
          {t("policies.start.fromThis")}
        </ReasonedButton>
      )}
    </>
  );

  return (
    <>
      <VersionHead
        campaign={campaign}
        detail={detail}
        versions={versions}
        effectiveFrom={detail.effectiveFrom}
        phase={null}
        actions={
          phone ? (
            <>
              <AmountButton live={live} onOpen={() => setOpen("quote")} />
              {main}
            </>
          ) : (
            <>
              {others}
              {main}
            </>
          )
        }
      />
      <Layout
        campaign={campaign}
        detail={detail}
        form={form}
        findings={findings}
        phase={SAVED}
        change={unchanged}
        editable={false}
        live={live}
        over={
          <div className={styles.over}>
            <StatusNote detail={detail} campaign={campaign} />
            <FindingCounts findings={findings} errors={errors} />
          </div>
        }
      />
      {phone && <div className={`${styles.further} no-print`}>{others}</div>}
      <Dialog opened={open === "quote"} onClose={close} title={t("policies.quote.title")}>
        <QuotePanel catalogue={campaign.catalogue} live={live} unsaved={false} />
      </Dialog>
      <WithdrawDialog detail={detail} campaign={campaign} opened={open === "withdraw"} onClose={close} />
      <PublishDialog detail={detail} campaign={campaign} versions={versions} opened={open === "publish"} onClose={close} />
    </>
  );
}
