import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem } from "../../api/policies";
import { isProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, ErrorState, Loaded, LoadedPages } from "../../ui/states";
import { useCampaign } from "../campaigns/queries";
import { byNumber, useVersions } from "../policies/queries";
import styles from "./pricelist.module.css";
import { SettingsPlace } from "./SettingsPlace";

interface PriceFrameProps<Answer> {
  campaign: CampaignDetail;
  title: string;
  crumbs: { label: string; href?: string }[];
  back: string;
  /** What did not load. */
  what: string;
  query: UseQueryResult<Answer>;
  /** Enough is chosen to ask; else what is missing is said. */
  asked: boolean;
  hint: string;
  /** An answer to other choices is still on the screen. */
  passing: boolean;
  /** What is chosen, in short and as fields. */
  summary: ReactNode;
  settings: ReactNode;
  download: (answer: Answer) => Promise<void>;
  /** The sheet, and what a phone shows in its place. */
  sheet: (answer: Answer) => ReactNode;
  cards: (answer: Answer) => ReactNode;
}

/** A page of prices by a policy version: choices beside a sheet of A4, which is printed or written as XLSX. */
export function PriceFrame<Answer>(props: PriceFrameProps<Answer>) {
  const { campaign, title, crumbs, back, what, query, asked, hint, passing, summary, settings, download, sheet, cards } = props;
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [writing, setWriting] = useState(false);
  const [unwritten, setUnwritten] = useState<unknown>(null);
  const answer = asked && !query.isError ? query.data : undefined;
  const waitsFor = !asked ? "pricelist.incomplete" : query.isError ? "pricelist.noPrices" : "pricelist.computing";
  const notYet = answer && !passing ? null : t(waitsFor);
  const hasNoPolicy = isProblem(query.error, "no-policy-in-force");

  const write = async () => {
    if (!answer) return;
    setWriting(true);
    setUnwritten(null);
    await download(answer).catch(setUnwritten);
    setWriting(false);
  };

  return (
    <>
      <PageHead
        title={title}
        crumbs={crumbs}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        screenOnly
        back={back}
        actions={
          <>
            <ReasonedButton reason={notYet} onClick={write} loading={writing}>
              {t("pricelist.xlsx")}
            </ReasonedButton>
            <ReasonedButton reason={notYet} variant="filled" leftSection={<PrintIcon />} onClick={() => window.print()}>
              {t("pricelist.print")}
            </ReasonedButton>
          </>
        }
      />
      {unwritten !== null && <ErrorState what={t("pricelist.notWritten")} error={unwritten} onRetry={write} />}
      <div className={styles.columns}>
        <SettingsPlace title={t("pricelist.settings")} summary={answer ? summary : t("pricelist.settings")}>
          {settings}
        </SettingsPlace>
        <div>
          {!asked && (
            <Panel label={title}>
              <EmptyState fact={t("pricelist.incomplete")} hint={hint} />
            </Panel>
          )}
          {asked && hasNoPolicy && (
            <Panel label={title}>
              <EmptyState
                fact={t("pricelist.noPolicy")}
                hint={t("pricelist.noPolicyHint")}
                action={
                  <Button component={Link} href={paths.policies(tenant, campaign.id)}>
                    {t("pricelist.toPolicies")}
                  </Button>
                }
              />
            </Panel>
          )}
          {asked && !hasNoPolicy && (
            <Loaded query={query} what={what}>
              {(shown) =>
                query.isError ? null : (
                  <>
                    <div className={styles.paper}>{sheet(shown)}</div>
                    <div className={styles.onPhone}>{cards(shown)}</div>
                  </>
                )
              }
            </Loaded>
          )}
        </div>
      </div>
    </>
  );
}

interface CampaignPricesProps {
  id: string;
  title: string;
  back: string;
  /** What did not load. */
  what: string;
  children: (campaign: CampaignDetail, versions: PolicyVersionItem[]) => ReactNode;
}

/** What a page of prices begins with: its campaign, and the versions of its policy. */
export function CampaignPrices({ id, title, back, what, children }: CampaignPricesProps) {
  const campaign = useCampaign(id);
  const versions = useVersions(id);
  if (!campaign.data || !versions.data) return <PageNotYet title={title} back={back} what={what} queries={[campaign, versions]} />;

  return (
    <Loaded query={campaign} what={what}>
      {(data) => (
        <LoadedPages query={versions} what={what}>
          {(all) => children(data, byNumber(all))}
        </LoadedPages>
      )}
    </Loaded>
  );
}
