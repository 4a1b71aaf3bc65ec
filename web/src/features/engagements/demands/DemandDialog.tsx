import { NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../../api/campaigns";
import { declareDemand } from "../../../api/demands";
import type { EngagementPlace } from "../../../api/engagements";
import { useLanguage, useT } from "../../../i18n/useT";
import { dayInCampaign } from "../../../lib/format";
import { nameIn } from "../../../lib/names";
import { DateInput } from "../../../ui/DateInput";
import { FormDialog } from "../../../ui/FormDialog";
import { CountInput } from "../../../ui/inputs";
import { LoadedPages } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { useContacts } from "../../accounts/queries";
import { useEngagementAct } from "../queries";

interface DemandDialogProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  /** Null for a credential's channel, which has no contacts. */
  account: string | null;
  today: string;
  onClose: () => void;
}

interface Values {
  product: string;
  units: number | null;
  declaredOn: string | null;
  personId: string;
}

/** Records how many homes of a product the account says that it will take; the word before makes room. */
export default function DemandDialog({ at, campaign, account, today, onClose }: DemandDialogProps) {
  const t = useT();
  const online = useOnline();
  const language = useLanguage();
  const act = useEngagementAct(at.campaign);
  const form = useForm<Values>({
    initialValues: { product: "", units: null, declaredOn: dayInCampaign(campaign, new Date()), personId: "" },
    validate: {
      units: (units) => (units === null ? t("engagements.demand.unitsMissing") : null),
      declaredOn: (day) => (day === null || day > today ? t("engagements.dayMissing") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["product", "units", "declaredOn", "personId"]);

  const submit = form.onSubmit(async ({ product, units, declaredOn, personId }) => {
    if (units === null || declaredOn === null) return;
    const demand = { product: product === "" ? null : product, units, declaredOn, ...(personId === "" ? {} : { personId }) };
    if (!(await send(() => act(() => declareDemand(at, demand))))) return;
    toast(t("engagements.demand.declared", { n: units }));
    onClose();
  });
  return (
    <FormDialog
      title={t("engagements.demand.declare")}
      form={form}
      labels={{
        product: t("engagements.demand.product"),
        units: t("engagements.demand.unitsLabel"),
        declaredOn: t("engagements.demand.day"),
        personId: t("engagements.demand.person"),
      }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={form.values.units === null ? t("engagements.demand.declare") : t("engagements.demand.act", { n: form.values.units })}
      reason={online ? null : t("engagements.offline")}
      onClose={onClose}
    >
      <NativeSelect
        label={t("engagements.demand.product")}
        description={t("engagements.demand.productHint")}
        data={[
          { value: "", label: t("engagements.demand.anyProduct") },
          ...campaign.catalogue.products.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
        ]}
        data-path="product"
        {...form.getInputProps("product")}
      />
      <CountInput
        label={t("engagements.demand.unitsLabel")}
        hint={t("engagements.demand.unitsHint")}
        unit={t("engagements.demand.unitsUnit")}
        required
        {...form.getInputProps("units")}
      />
      <DateInput label={t("engagements.demand.day")} max={today} required {...form.getInputProps("declaredOn")} />
      {account !== null && <PersonField account={account} {...form.getInputProps("personId")} />}
    </FormDialog>
  );
}

/** Who at the account said so. */
function PersonField({ account, ...props }: { account: string; value?: string; onChange: (value: string) => void }) {
  const t = useT();
  const label = t("engagements.demand.person");
  const contacts = useContacts(account);
  return (
    <LoadedPages
      query={contacts}
      what={t("engagements.visit.contactsNotLoaded")}
      skeleton={<NativeSelect label={label} data={[t("common.loading")]} disabled />}
    >
      {(rows) => (
        <NativeSelect
          label={label}
          data={[
            { value: "", label: t("engagements.demand.personUnknown") },
            ...rows
              .filter(({ person }) => person.erasedAt === null)
              .map(({ post, person }) => ({ value: person.id, label: `${post} ${person.name ?? ""}` })),
          ]}
          data-path="personId"
          {...props}
          onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
        />
      )}
    </LoadedPages>
  );
}
