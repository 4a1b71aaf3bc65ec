import { Button, NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { subscribe } from "../../api/deals";
import type { Engagement } from "../../api/engagements";
import type { Unit } from "../../api/units";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useSession, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import styles from "../../features/deals/deals.module.css";
import { LateReason } from "../../features/deals/LateReason";
import { useDealAct } from "../../features/deals/queries";
import { BuyersForm } from "../../features/deals/subscribing/BuyersForm";
import {
  emptyBuyer,
  hasTyped,
  missingOf,
  nameOf,
  sharedEqually,
  subscriptionOf,
  type TypedSubscription,
} from "../../features/deals/subscribing/buyers";
import { FoundSelect } from "../../features/deals/subscribing/FoundSelect";
import { HomeFields } from "../../features/deals/subscribing/HomeFields";
import { LivePrice } from "../../features/deals/subscribing/LivePrice";
import { useEveryEngagement, useEveryReferral } from "../../features/deals/subscribing/queries";
import { lateReason, useLate } from "../../features/deals/useLate";
import { useSameKey } from "../../features/deals/useSameKey";
import { entryWords } from "../../features/deals/words";
import { numberProblems } from "../../features/people/numberProblems";
import { placeWords } from "../../features/units/states";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayInCampaign, dayOf } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { keptUnder, useKept } from "../../lib/useKept";
import { DateInput } from "../../ui/DateInput";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded, LoadingSkeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";

/** 登記認購: a home for its buyers, with what it would cost. */
export default function SubscribePage({ params }: PageProps<"tenant" | "campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const engagements = useEveryEngagement(params.campaign);
  const back = paths.deals(params.tenant, params.campaign);
  const refusal =
    campaign.data && campaign.data.status !== "running" ? "deals.notRunning" : engagements.data?.length === 0 ? "deals.noEngagement" : null;
  if (campaign.data && engagements.data && refusal === null) return <Form campaign={campaign.data} engagements={engagements.data} />;

  const failed = [campaign, engagements].find(({ isError }) => isError) ?? campaign;
  return (
    <>
      <PageHead title={t("deals.subscribe")} crumbs={[{ label: t("deals.title"), href: back }]} back={back} task />
      {refusal !== null ? (
        <Panel label={t("deals.subscribe")}>
          <EmptyState
            fact={t(refusal)}
            hint={t(refusal === "deals.notRunning" ? "deals.notRunningHint" : "deals.noEngagementHint")}
            action={
              refusal === "deals.noEngagement" ? (
                <Button component={Link} href={paths.engagements(params.tenant, params.campaign)}>
                  {t("deals.toEngagements")}
                </Button>
              ) : (
                <Button component={Link} href={paths.campaign(params.tenant, params.campaign)}>
                  {t("deals.toBasics")}
                </Button>
              )
            }
          />
        </Panel>
      ) : (
        <Loaded query={failed as typeof campaign} what={t("deals.notLoaded")} skeleton={<LoadingSkeleton shape="form" rows={6} />}>
          {() => <LoadingSkeleton shape="form" rows={6} />}
        </Loaded>
      )}
    </>
  );
}

const FIELDS = ["engagementId", "unitId", "paymentMethod", "credential", "referralId", "subscribedOn", "buyers", "reason"];

/** A form that was left: what was typed, and the home by its building and id. */
interface Left {
  values: TypedSubscription;
  building: string | null;
  unit: string | null;
}

function Form({ campaign, engagements }: { campaign: CampaignDetail; engagements: Engagement[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const act = useDealAct(campaign.id);
  const keyOf = useSameKey();
  const { catalogue } = campaign;
  const [asked] = useSearchParams();
  const begun = engagements.find(({ id, settledOn }) => id === asked.get("engagement") && settledOn === null);
  const keptAs = [useSession().user.id, tenant, campaign.id, "subscribe"].join("/");
  const [left, setLeft] = useState(() => keptUnder<Left>(keptAs));
  const anew: TypedSubscription = {
    engagementId: begun?.id ?? "",
    unitId: "",
    paymentMethod: catalogue.paymentMethods[0]?.code ?? "",
    credential: begun?.credential ?? "",
    referralId: "",
    subscribedOn: dayInCampaign(campaign, new Date()),
    reason: "",
    buyers: sharedEqually([emptyBuyer()]),
  };
  const form = useForm<TypedSubscription>({
    initialValues: {
      ...anew,
      ...left?.values,
      ...(begun &&
        begun.id !== left?.values.engagementId && { engagementId: begun.id, credential: begun.credential ?? "", referralId: "" }),
      unitId: "", // chosen anew, if it can still be had
    },
  });
  const { busy, failure, send } = useSubmit(form, FIELDS);
  const late = useLate(failure);
  const { values } = form;
  const [unit, setUnit] = useState<Unit | null>(null);
  const { forget, sent } = useKept<Left>(
    keptAs,
    hasTyped(values.buyers) ? { values, building: unit?.building ?? left?.building ?? null, unit: unit?.id ?? null } : null,
  );
  const referrals = useEveryReferral(campaign.id, values.engagementId);
  const engagement = engagements.find(({ id }) => id === values.engagementId) ?? null;
  const missing = missingOf(values);
  const [first] = values.buyers;
  const words = { home: unit ? placeWords(unit) : "", buyer: first ? nameOf(first) : "" };
  const engagementWords = ({ accountName, category, credential }: Engagement) =>
    dotted(
      [
        accountName ?? t("deals.channel"),
        entryWords(catalogue.categories, category, language) ?? entryWords(catalogue.credentials, credential, language),
      ],
      language,
    );
  const labels = {
    engagementId: t("deals.subscribing.engagement"),
    unitId: t("deals.home"),
    paymentMethod: t("deals.paymentMethod"),
    credential: t("deals.credential"),
    referralId: t("deals.subscribing.referral"),
    subscribedOn: t("deals.subscribedOn"),
    reason: t("deals.late.reason"),
    ...Object.fromEntries(
      values.buyers.flatMap((_, at) =>
        (["name", "phone", "identity"] as const).map((field) => [
          `buyers.${at}.person.${field}`,
          dotted([t("deals.subscribing.buyerNumber", { n: at + 1 }), t(`deals.subscribing.${field}`)], language),
        ]),
      ),
    ),
  };

  const submit = form.onSubmit(async (typed) => {
    if (missing !== null) return;
    const wanted = subscriptionOf(typed, lateReason(late.isAsked, typed.reason));
    await send(async () => {
      try {
        const { id } = await act(() => subscribe(tenant, campaign.id, wanted, keyOf(wanted)));
        sent();
        toast(t("deals.subscribing.done", words));
        navigate(paths.deal(tenant, campaign.id, id));
      } catch (error) {
        throw numberProblems(t, error);
      }
    });
  });
  const back = paths.deals(tenant, campaign.id);

  return (
    <form onSubmit={submit} noValidate>
      <PageHead
        title={t("deals.subscribe")}
        crumbs={[{ label: t("deals.title"), href: back }]}
        back={back}
        task
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        actions={
          <ReasonedButton
            type="submit"
            variant="filled"
            loading={busy}
            reason={missing === null ? null : t(`deals.subscribing.missing.${missing}`)}
          >
            {missing === null ? t("deals.subscribing.act", words) : t("deals.subscribing.actBare")}
          </ReasonedButton>
        }
      />
      <div className={styles.note}>
        <FormErrorSummary form={form} labels={labels} failure={late.failure} />
        {left && (
          <Finding
            kind="draft"
            remedies={
              <Button
                size="xs"
                onClick={() => {
                  forget();
                  setLeft(undefined);
                  setUnit(null);
                  form.setValues(anew);
                }}
              >
                {t("deals.subscribing.startAnew")}
              </Button>
            }
          >
            {t("deals.subscribing.kept")}
          </Finding>
        )}
      </div>
      <div className={styles.columns}>
        <div>
          <Panel title={t("deals.subscribing.what")}>
            <div className={styles.form}>
              <FoundSelect
                label={labels.engagementId}
                error={form.errors.engagementId}
                nothing={t("deals.subscribing.choose")}
                options={engagements
                  .filter(({ settledOn }) => settledOn === null)
                  .map((one) => ({ value: one.id, label: engagementWords(one) }))}
                value={values.engagementId}
                onChange={(id) => {
                  const credential = engagements.find((one) => one.id === id)?.credential;
                  form.setValues({ engagementId: id, referralId: "", ...(credential && { credential }) });
                }}
              />
              <HomeFields
                project={campaign.projectId}
                label={labels.unitId}
                error={form.errors.unitId}
                value={values.unitId}
                begin={{ building: asked.get("building") ?? left?.building ?? null, unit: asked.get("unit") ?? left?.unit ?? null }}
                onChange={(found) => {
                  setUnit(found);
                  form.setFieldValue("unitId", found?.id ?? "");
                }}
              />
              <div className={styles.two}>
                <NativeSelect
                  label={labels.paymentMethod}
                  data={catalogue.paymentMethods.map(({ code, names }) => ({ value: code, label: nameIn(names, language) }))}
                  {...form.getInputProps("paymentMethod")}
                />
                <NativeSelect
                  label={labels.credential}
                  data={[
                    { value: "", label: t("deals.subscribing.noCredential") },
                    ...catalogue.credentials.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
                  ]}
                  {...form.getInputProps("credential")}
                />
              </div>
              <DateInput
                label={labels.subscribedOn}
                max={dayOf(new Date(), campaign.zone)}
                hint={t("deals.subscribing.dayHint")}
                {...form.getInputProps("subscribedOn")}
              />
              <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
            </div>
          </Panel>
          <BuyersForm form={form} referrals={referrals.data} />
        </div>
        <LivePrice
          campaign={campaign}
          engagement={engagement}
          unit={unit}
          paymentMethod={values.paymentMethod}
          credential={values.credential}
          subscribedOn={values.subscribedOn}
        />
      </div>
    </form>
  );
}
