import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import type { Unit } from "../../api/units";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { DocumentField } from "../../features/approvals/DocumentField";
import { usePaper } from "../../features/approvals/usePaper";
import { SettledRemedy } from "../../features/asking/SettledRemedy";
import { DealLoaded } from "../../features/deals/DealLoaded";
import styles from "../../features/deals/deals.module.css";
import { EffectPanel } from "../../features/deals/effect/EffectPanel";
import effectStyles from "../../features/deals/effect/effect.module.css";
import { PreviewHead } from "../../features/deals/effect/PreviewHead";
import { useSupplementPreview } from "../../features/deals/queries";
import { nameOf } from "../../features/deals/subscribing/buyers";
import { useEveryEngagement } from "../../features/deals/subscribing/queries";
import { ChangeFields } from "../../features/deals/supplementing/ChangeFields";
import {
  changeOf,
  firstDayOf,
  hasPrice,
  KINDS,
  type Kind,
  missingOf,
  receivedOf,
  refusalOf,
  type TypedSupplement,
} from "../../features/deals/supplementing/change";
import { useSupplementing } from "../../features/deals/supplementing/useSupplementing";
import { ownNotes, supplementWords } from "../../features/deals/supplementing/words";
import { entryWords, homeOf } from "../../features/deals/words";
import { useStatement } from "../../features/engagements/queries";
import { placeWords } from "../../features/units/states";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { area, dayInCampaign, dayOf, moneyAlone } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded, LoadingSkeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { usePhone } from "../../ui/usePhone";

/** 補充協議: what a supplement changes, what that does to everybody, and its recording. */
export default function SupplementPage({ params }: PageProps<"tenant" | "campaign" | "deal">) {
  const t = useT();
  const back = paths.deal(params.tenant, params.campaign, params.deal);

  return (
    <DealLoaded at={params} title={t("deals.supplementing.title")} back={back} task>
      {(campaign, deal) => <Supplement campaign={campaign} deal={deal} />}
    </DealLoaded>
  );
}

interface SupplementProps {
  campaign: CampaignDetail;
  deal: DealDetail;
}

function Supplement({ campaign, deal }: SupplementProps) {
  const t = useT();
  const { tenant } = useTenant();
  const statement = useStatement({ tenant, campaign: campaign.id, engagement: deal.engagementId });
  const refusal = refusalOf(deal);
  // The form begins with a day that nobody has settled: it waits until that is known.
  if (refusal === null && statement.isPending) return <LoadingSkeleton rows={6} />;
  if (refusal === null) {
    return <Supplementing campaign={campaign} deal={deal} settledOn={statement.data?.engagement.settledOn ?? null} />;
  }

  const back = paths.deal(tenant, campaign.id, deal.id);
  return (
    <>
      <PageHead title={t("deals.supplementing.title")} back={back} task />
      <EmptyState
        fact={t(`deals.supplementing.refusal.${refusal}`)}
        action={
          <Button component={Link} href={back}>
            {t("deals.cancelling.toDeal")}
          </Button>
        }
      />
    </>
  );
}

function Supplementing({ campaign, deal, settledOn }: SupplementProps & { settledOn: string | null }) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const phone = usePhone();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const at = { tenant, campaign: campaign.id, deal: deal.id };
  const kind = KINDS.find((known) => known === search.get("kind")) ?? "payment-method";
  const today = dayInCampaign(campaign, new Date());
  const firstDay = firstDayOf(deal, settledOn);
  const begin = firstDay !== null && firstDay > today ? firstDay : today;
  const proposed = campaign.catalogue.paymentMethods.find(({ code }) => code === search.get("pay") && code !== deal.paymentMethod);
  const paper = usePaper();
  const { form, busy, failure, confirm } = useSupplementing(at, deal, begin, proposed?.code ?? "");
  const [unit, setUnit] = useState<Unit | null>(null);
  const { values } = form;
  // Somebody new has no number yet; any that nobody has will do to ask with.
  const buyers = values.buyers.map(({ key, known, shareBps }) => ({ personId: known?.id ?? key, shareBps: shareBps ?? 0 }));
  const change = missingOf(kind, values, deal.parties) === null ? changeOf(kind, values, buyers) : null;
  const { query: preview, isPassing } = useSupplementPreview(at, change && values.signedOn ? { change, signedOn: values.signedOn } : null);
  const engagements = useEveryEngagement(campaign.id);
  const joining = engagements.data?.find(({ id }) => id === values.engagementId);
  const home = homeOf(deal);
  const back = paths.deal(tenant, campaign.id, deal.id);
  const words = {
    home,
    amount: moneyAlone(values.contractPriceFen ?? 0),
    method: entryWords(campaign.catalogue.paymentMethods, values.paymentMethod, language) ?? "",
    to: unit ? placeWords(unit) : "",
    area: area(values.areaCentiSqm ?? 0),
    buyers: values.buyers.map(nameOf).join(t("deals.comma")),
    account: joining ? (joining.accountName ?? t("deals.channel")) : "",
  };
  const missing = missingToConfirm(kind, values, deal);
  const reason =
    missing !== null
      ? t(`deals.supplementing.missing.${missing}`, { amount: moneyAlone(receivedOf(deal)) })
      : preview.isError || isPassing || !preview.data
        ? t("deals.cancelling.noPreview")
        : null;

  const submit = async () => {
    if (reason !== null || !paper.isReady() || !(await confirm(kind, paper.named))) return;
    toast(t("deals.supplementing.done", { home, kind: t(`deals.supplement.${kind}`) }));
    navigate(back);
  };
  const buttons = (
    <>
      <ReasonedButton variant="filled" loading={busy} reason={reason} onClick={() => void submit()}>
        {missing === null ? t(`deals.supplementing.act.${kind}`, words) : t("deals.supplementing.actBare", { home })}
      </ReasonedButton>
      <Button component={Link} href={back} style={phone ? { flex: "none", order: -1 } : undefined}>
        {t(phone ? "common.back" : "deals.supplementing.back")}
      </Button>
    </>
  );
  const labels = {
    paymentMethod: t("deals.paymentMethod"),
    unitId: t("deals.supplementing.newHome"),
    areaCentiSqm: t("deals.supplementing.area"),
    listPriceFen: t("deals.supplementing.list"),
    contractPriceFen: t("deals.supplementing.price"),
    engagementId: t("deals.supplementing.account"),
    signedOn: t("deals.supplementing.signedOn"),
    documentNumber: t("deals.supplementing.number"),
    ...Object.fromEntries(
      values.buyers.flatMap((_, index) =>
        (["name", "phone", "identity"] as const).map((field) => [
          `buyers.${index}.person.${field}`,
          dotted([t("deals.subscribing.buyerNumber", { n: index + 1 }), t(`deals.subscribing.${field}`)], language),
        ]),
      ),
    ),
  };

  return (
    <>
      <PreviewHead
        campaign={campaign}
        deal={deal}
        title={t("deals.supplementing.title")}
        days={[t("deals.signedOnDay", { day: deal.signedOn ?? "" })]}
        actions={phone && buttons}
      />
      {settledOn !== null && (
        <Finding kind="remark">
          {t("deals.supplementing.settled", { day: settledOn })}{" "}
          <Link href={`${paths.engagement(tenant, campaign.id, deal.engagementId)}?ask=reopening`} className={styles.inText}>
            {t(can("settlement:settle") ? "asking.reopening.way" : "asking.reopening.see")}
          </Link>
        </Finding>
      )}
      <div className={`${effectStyles.columns} ${effectStyles.entryFirst}`}>
        <Panel title={t("deals.supplementing.content", { home })}>
          <div className={styles.form}>
            <FormErrorSummary
              form={form}
              labels={labels}
              failure={failure}
              remedy={<SettledRemedy failure={failure} campaign={campaign.id} engagement={deal.engagementId} />}
            />
            <NativeSelect
              label={t("deals.supplementing.kind")}
              description={t(`deals.supplementing.what.${kind}`)}
              data={KINDS.map((value) => ({ value, label: t(`deals.supplement.${value}`) }))}
              value={kind}
              onChange={({ currentTarget }) => setSearch({ kind: currentTarget.value }, { replace: true })}
            />
            <ChangeFields form={form} kind={kind} campaign={campaign} deal={deal} onUnit={setUnit} />
            <div className={styles.two}>
              <DateInput
                label={labels.signedOn}
                min={firstDay ?? undefined}
                max={dayOf(new Date(), campaign.zone)}
                {...form.getInputProps("signedOn")}
              />
              <TextInput label={labels.documentNumber} maxLength={40} autoComplete="off" {...form.getInputProps("documentNumber")} />
            </div>
            <DocumentField
              label={t("deals.supplementing.document")}
              hint={t("deals.supplementing.documentHint")}
              agency={tenant}
              {...paper.field}
            />
            {!phone && <div className={effectStyles.buttons}>{buttons}</div>}
          </div>
        </Panel>
        <div>
          {missingOf(kind, values, deal.parties) !== null ? (
            <Panel label={t("deals.supplementing.effects")}>
              <EmptyState fact={t("deals.supplementing.fill")} hint={t("deals.supplementing.fillHint")} />
            </Panel>
          ) : preview.data || preview.isError ? (
            <Loaded query={preview} what={t("deals.supplementing.notReckoned")}>
              {({ joined, ...effect }) => (
                <>
                  <EffectPanel
                    title={joined ? (deal.accountName ?? t("deals.channel")) : undefined}
                    effect={effect}
                    words={supplementWords(t, effect)}
                    own={
                      joined
                        ? undefined
                        : { title: t("deals.supplementing.own"), notes: ownNotes(t, deal, { ...effect, joined }, values.contractPriceFen) }
                    }
                    passing={isPassing}
                  />
                  {joined && (
                    <EffectPanel
                      title={words.account}
                      effect={{ ...joined, own: { beforeFen: effect.own.beforeFen, afterFen: joined.own.afterFen } }}
                      words={supplementWords(t, joined)}
                      own={{ title: t("deals.supplementing.own"), notes: [] }}
                      passing={isPassing}
                    />
                  )}
                </>
              )}
            </Loaded>
          ) : (
            <LoadingSkeleton rows={6} />
          )}
        </div>
      </div>
    </>
  );
}

/** What keeps a supplement from being recorded, the first thing first. */
function missingToConfirm(kind: Kind, typed: TypedSupplement, deal: DealDetail) {
  const missing = missingOf(kind, typed, deal.parties);
  if (missing !== null) return missing;
  if (hasPrice(kind) && (typed.contractPriceFen ?? 0) < receivedOf(deal)) return "below";
  if (!typed.signedOn) return "day";
  return typed.documentNumber.trim() ? null : "number";
}
