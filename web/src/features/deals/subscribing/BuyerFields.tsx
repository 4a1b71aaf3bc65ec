import type { UseFormReturnType } from "@mantine/form";
import { useT } from "../../../i18n/useT";
import { TextButton } from "../../../ui/TextButton";
import { TypedInput } from "../../../ui/TypedInput";
import styles from "../deals.module.css";
import type { KnownBuyer, TypedBuyer } from "./buyers";
import { PersonChoice } from "./PersonChoice";
import { parseShare, shareNumber } from "./shares";

/** A form with buyers in it, whatever else it holds. */
export interface HoldsBuyers {
  values: { buyers: TypedBuyer[] };
  getInputProps: (path: string) => ReturnType<UseFormReturnType<{ buyers: TypedBuyer[] }>["getInputProps"]>;
}

interface BuyerFieldsProps {
  form: HoldsBuyers;
  at: number;
  onKnown: (person: KnownBuyer | null) => void;
  /** Null while there is only one. */
  onRemove: (() => void) | null;
}

/** One buyer: somebody new by name and numbers, or a person found by their whole phone number; and the share. */
export function BuyerFields({ form, at, onKnown, onRemove }: BuyerFieldsProps) {
  const t = useT();
  const buyer = form.values.buyers[at];
  if (!buyer) return null;
  const path = (field: string) => `buyers.${at}.${field}`;

  return (
    <fieldset className={styles.buyer}>
      <legend>{t("deals.subscribing.buyerNumber", { n: at + 1 })}</legend>
      <PersonChoice
        known={buyer.known}
        phone={buyer.person.phone}
        field={(name) => form.getInputProps(path(`person.${name}`))}
        onKnown={onKnown}
      />
      <div className={styles.share}>
        <TypedInput
          label={t("deals.subscribing.share")}
          parse={parseShare}
          format={shareNumber}
          unit="%"
          unreadable={t("deals.subscribing.shareUnreadable")}
          {...form.getInputProps(path("shareBps"))}
        />
        {onRemove && (
          <TextButton onClick={onRemove} label={t("deals.subscribing.removeNumber", { n: at + 1 })} danger>
            {t("deals.subscribing.remove")}
          </TextButton>
        )}
      </div>
    </fieldset>
  );
}
