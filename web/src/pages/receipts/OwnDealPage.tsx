import { Button } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { isProblem } from "../../api/problem";
import { OwnDealView } from "../../features/receipts/OwnDealView";
import { useOwnDeal } from "../../features/receipts/queries";
import styles from "../../features/receipts/receipts.module.css";
import { EndedLink } from "../../features/session/EndedLink";
import { useT } from "../../i18n/useT";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";

/** A buyer's own page, opened by the code on the receipt: nobody signs in, and no colleague is named. */
export default function OwnDealPage() {
  const t = useT();
  const secret = useFragment();
  const query = useOwnDeal(secret);

  if (secret === "" || isProblem(query.error, "not-found", "receipt-closed", "invalid")) {
    return (
      <EndedLink
        title={t("session.ownDeal.title")}
        fact={t("receipts.ended")}
        hint={t("receipts.endedHint")}
        action={<Button onClick={() => location.reload()}>{t("receipts.again")}</Button>}
      />
    );
  }
  return (
    <div className={styles.page}>
      <PageHead title={query.data ? `${query.data.building} ${query.data.unitNumber}` : t("session.ownDeal.title")} />
      <Loaded query={query} what={t("receipts.notLoaded")} skeleton={<LoadingSkeleton shape="form" rows={6} />}>
        {(deal) => <OwnDealView deal={deal} />}
      </Loaded>
    </div>
  );
}

/** What stands behind the #, also when another code is scanned into the same window. */
function useFragment(): string {
  return useSyncExternalStore(listen, () => location.hash.slice(1));
}

function listen(heard: () => void): () => void {
  addEventListener("hashchange", heard);
  return () => removeEventListener("hashchange", heard);
}
