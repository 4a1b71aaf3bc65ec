import { Button } from "@mantine/core";
import { useT } from "../../../i18n/useT";
import styles from "../deals.module.css";
import { BuyerFields, type HoldsBuyers } from "./BuyerFields";
import { BUYERS_AT_MOST, emptyBuyer, type KnownBuyer, sharedEqually, type TypedBuyer } from "./buyers";
import { shareNumber, shortOfWhole } from "./shares";

interface BuyerListProps {
  form: HoldsBuyers;
  onBuyers: (buyers: TypedBuyer[]) => void;
  onKnown: (at: number, person: KnownBuyer | null) => void;
}

/** One to four buyers with their shares, which make the whole. */
export function BuyerList({ form, onBuyers, onKnown }: BuyerListProps) {
  const t = useT();
  const { buyers } = form.values;
  const difference = shortOfWhole(buyers.map(({ shareBps }) => shareBps));

  return (
    <>
      {buyers.map(({ key }, at) => (
        <BuyerFields
          key={key}
          form={form}
          at={at}
          onKnown={(person) => onKnown(at, person)}
          onRemove={buyers.length > 1 ? () => onBuyers(sharedEqually(buyers.filter((_, index) => index !== at))) : null}
        />
      ))}
      {difference !== 0 && (
        <p className={styles.wrong} role="status">
          {t(difference < 0 ? "deals.subscribing.sharesShort" : "deals.subscribing.sharesOver", { n: shareNumber(Math.abs(difference)) })}
        </p>
      )}
      {buyers.length < BUYERS_AT_MOST && (
        <div>
          <Button size="xs" onClick={() => onBuyers(sharedEqually([...buyers, emptyBuyer()]))}>
            {t("deals.subscribing.addBuyer")}
          </Button>
        </div>
      )}
    </>
  );
}
