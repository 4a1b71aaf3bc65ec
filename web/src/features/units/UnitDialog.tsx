import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { isProblem } from "../../api/problem";
import { editUnit, enterUnits, type NewUnit, type Unit } from "../../api/units";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { nameIn } from "../../lib/names";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { AreaInput, MoneyInput } from "../../ui/inputs";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { TypedInput } from "../../ui/TypedInput";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { parseFloor } from "./pasting";
import { inForm } from "./pointers";
import { useUnitsChanged } from "./queries";
import { placeWords } from "./states";
import styles from "./units.module.css";

interface UnitDialogProps {
  campaign: CampaignDetail;
  /** The one to correct; a new one without it. */
  unit?: Unit;
  onEntered?: (unit: Unit) => void;
  onClose: () => void;
}

/** Enters one unit, or corrects one: what it is and what it is listed at. */
export default function UnitDialog({ campaign, unit, onEntered, onClose }: UnitDialogProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const changed = useUnitsChanged(campaign.projectId);
  const isSold = unit?.state === "subscribed" || unit?.state === "signed";
  const missing = (value: unknown) => (value === null || value === "" ? t("units.missing") : null);
  const form = useForm({
    initialValues: {
      building: unit?.building ?? "",
      floor: (unit?.floor ?? null) as number | null,
      number: unit?.number ?? "",
      product: unit?.product ?? "",
      layout: unit?.layout ?? "",
      areaCentiSqm: unit?.areaCentiSqm ?? null,
      pricePerSqmFen: unit?.pricePerSqmFen ?? null,
      listTotalFen: (unit?.listTotalFen ?? null) as number | null,
    },
    validate: { building: missing, floor: missing, number: missing },
  });
  const { busy, failure, send } = useSubmit(form, Object.keys(form.values));
  const overtaken = isProblem(failure, "stale");
  const labels = {
    building: t("units.building"),
    floor: t("units.floor"),
    number: t("units.number"),
    product: t("units.product"),
    layout: t("units.layout"),
    areaCentiSqm: t("units.area"),
    pricePerSqmFen: t("units.pricePerSqm"),
    listTotalFen: t("units.listTotal"),
  };

  const enter = async (values: typeof form.values) => {
    const { items } = await inForm(enterUnits(tenant, campaign.projectId, [newUnit(values)]));
    const [entered] = items;
    if (!entered) return;
    toast(t("units.done.enter", { place: placeWords(entered) }));
    onEntered?.(entered);
  };
  const edit = async (values: typeof form.values, before: Unit) => {
    const edited = await editUnit(tenant, before, editOf(before, values));
    toast(t("units.done.edit", { place: placeWords(edited) }));
  };
  const submit = form.onSubmit(
    async (values) => {
      const done = await send(() => (unit ? edit(values, unit) : enter(values)));
      if (!done) return;
      onClose();
      await changed();
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );

  return (
    <Dialog opened onClose={onClose} title={unit ? t("units.editOf", { place: placeWords(unit) }) : t("units.enter")}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={overtaken ? null : failure} />
        {overtaken && (
          <Finding kind="conflict" announce="alert">
            {t("common.problem.stale")}
          </Finding>
        )}
        <div className={styles.three}>
          {!unit && <TextInput label={labels.building} maxLength={20} data-autofocus {...form.getInputProps("building")} />}
          <TypedInput
            label={labels.floor}
            parse={parseFloor}
            format={String}
            unreadable={t("units.fault.floor")}
            {...form.getInputProps("floor")}
          />
          {!unit && <TextInput label={labels.number} maxLength={20} {...form.getInputProps("number")} />}
        </div>
        <div className={styles.two}>
          <NativeSelect
            label={labels.product}
            disabled={isSold}
            data={[
              { value: "", label: t("units.noProduct") },
              ...campaign.catalogue.products.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
              ...(unit?.product && !campaign.catalogue.products.some(({ code }) => code === unit.product) ? [unit.product] : []),
            ]}
            {...form.getInputProps("product")}
          />
          <TextInput label={labels.layout} placeholder={t("units.layoutExample")} maxLength={40} {...form.getInputProps("layout")} />
        </div>
        <div className={styles.two}>
          <AreaInput label={labels.areaCentiSqm} disabled={isSold} {...form.getInputProps("areaCentiSqm")} />
          <MoneyInput label={labels.pricePerSqmFen} disabled={isSold} {...form.getInputProps("pricePerSqmFen")} />
        </div>
        <MoneyInput
          label={labels.listTotalFen}
          hint={isSold ? t("units.soldSay") : t("units.totalHint")}
          disabled={isSold}
          {...form.getInputProps("listTotalFen")}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} disabled={Boolean(unit) && !form.isDirty()}>
            {unit ? t("common.save") : t("units.enter")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}

interface Typed {
  building: string;
  floor: number | null;
  number: string;
  product: string;
  layout: string;
  areaCentiSqm: number | null;
  pricePerSqmFen: number | null;
  listTotalFen: number | null;
}

const newUnit = ({ building, floor, number, product, layout, areaCentiSqm, pricePerSqmFen, listTotalFen }: Typed): NewUnit => ({
  building: building.trim(),
  floor: floor ?? 0,
  number: number.trim(),
  product: product || undefined,
  layout: layout.trim() || undefined,
  areaCentiSqm: areaCentiSqm ?? undefined,
  pricePerSqmFen: pricePerSqmFen ?? undefined,
  listTotalFen: listTotalFen ?? undefined,
});

/** What was changed. A total left as it stood beside a new area or price is the API's to bring along. */
function editOf(before: Unit, typed: Typed) {
  const after = {
    floor: typed.floor ?? before.floor,
    product: typed.product || null,
    layout: typed.layout.trim() || null,
    areaCentiSqm: typed.areaCentiSqm,
    pricePerSqmFen: typed.pricePerSqmFen,
    listTotalFen: typed.listTotalFen ?? undefined,
  };
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== before[field as keyof Unit])) as Partial<
    typeof after
  >;
}
