import type { UseFormReturnType } from "@mantine/form";
import type { Referral } from "../../../api/engagements";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { Panel } from "../../../ui/Panel";
import styles from "../deals.module.css";
import { BuyerList } from "./BuyerList";
import { type KnownBuyer, type TypedBuyer, type TypedSubscription, withReferred } from "./buyers";
import { FoundSelect } from "./FoundSelect";

interface BuyersFormProps {
  form: UseFormReturnType<TypedSubscription>;
  /** Who was recommended for the engagement; undefined while that is not known. */
  referrals: Referral[] | undefined;
}

/** One to four buyers with their shares, and whose recommendation it was. */
export function BuyersForm({ form, referrals = [] }: BuyersFormProps) {
  const t = useT();
  const language = useLanguage();
  const { buyers, referralId, subscribedOn } = form.values;
  // Recommended before the day of subscription, and not erased since.
  const open = referrals.filter(
    ({ referredOn, personName }) => personName !== null && (subscribedOn === null || referredOn < subscribedOn),
  );

  const setBuyers = (next: TypedBuyer[], referral = referralId) => {
    const referred = referrals.find(({ id }) => id === referral)?.personId;
    form.setValues({ buyers: next, referralId: next.some(({ known }) => known?.id === referred) ? referral : "" });
  };
  const choose = (id: string) => {
    const referral = open.find((candidate) => candidate.id === id);
    if (!referral) return form.setFieldValue("referralId", "");
    setBuyers(withReferred(buyers, { id: referral.personId, name: referral.personName, phoneMasked: null }), id);
  };
  const know = (at: number, known: KnownBuyer | null) =>
    setBuyers(
      buyers.map((buyer, index) => (index === at ? { ...buyer, known } : buyer)),
      (known && open.find(({ personId }) => personId === known.id)?.id) ?? referralId,
    );

  return (
    <Panel title={t("deals.buyers.title")}>
      <div className={styles.form}>
        {open.length > 0 && (
          <FoundSelect
            label={t("deals.subscribing.referral")}
            hint={t("deals.subscribing.referralHint")}
            error={form.errors.referralId}
            nothing={t("deals.subscribing.noReferral")}
            options={open.map(({ id, personName, referredOn }) => ({ value: id, label: dotted([personName, referredOn], language) }))}
            value={referralId}
            onChange={choose}
          />
        )}
        <BuyerList form={form} onBuyers={(next) => setBuyers(next)} onKnown={know} />
      </div>
    </Panel>
  );
}
