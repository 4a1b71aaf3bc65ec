import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Referral } from "../../../api/engagements";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { Finding } from "../../../ui/Finding";
import { Panel } from "../../../ui/Panel";
import styles from "../deals.module.css";
import { BuyerList } from "./BuyerList";
import { type KnownBuyer, passedOver, type TypedBuyer, type TypedSubscription, withReferred } from "./buyers";
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
    setBuyers(withReferred(buyers, knownAs(referral)), id);
  };
  const know = (at: number, known: KnownBuyer | null) =>
    setBuyers(
      buyers.map((buyer, index) => (index === at ? { ...buyer, known } : buyer)),
      (known && open.find(({ personId }) => personId === known.id)?.id) ?? referralId,
    );

  const missed = passedOver(referrals, form.values);
  const missedWords = { name: missed?.referral.personName ?? "", day: missed?.referral.referredOn ?? "" };

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
        {missed && (
          <Finding
            kind="remark"
            announce="status"
            remedies={
              !missed.isLate && (
                <Button size="xs" onClick={() => know(missed.at, knownAs(missed.referral))}>
                  {t("deals.subscribing.takeReferral", missedWords)}
                </Button>
              )
            }
          >
            {t(missed.isLate ? "deals.subscribing.lateReferral" : "deals.subscribing.passedOver", missedWords)}
          </Finding>
        )}
      </div>
    </Panel>
  );
}

const knownAs = ({ personId, personName }: Referral): KnownBuyer => ({ id: personId, name: personName, phoneMasked: null });
