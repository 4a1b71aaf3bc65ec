import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Reach, readReach } from "../../../api/session";
import { useT } from "../../../i18n/useT";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Panel } from "../../../ui/Panel";
import { Loaded, LoadingSkeleton } from "../../../ui/states";
import styles from "../factor/factor.module.css";
import { LettersForm } from "./LettersForm";

const MobileDialog = lazyDialog(() => import("./MobileDialog"));
const RemoveMobileDialog = lazyDialog(() => import("./RemoveMobileDialog"));

/** One's mobile number, which signs in as the e-mail does, and how letters come. */
export function MobilePanel() {
  const t = useT();
  const query = useQuery({ queryKey: ["me", "reach"], queryFn: readReach });
  const [doing, setDoing] = useState<"record" | "remove" | null>(null);
  const close = () => setDoing(null);
  return (
    <Panel title={t("account.mobile.title")}>
      <Loaded query={query} what={t("account.mobile.notLoaded")} skeleton={<LoadingSkeleton shape="lines" />}>
        {(reach) => (
          <div className={styles.stack}>
            <NumberLine reach={reach} onDo={setDoing} />
            <LettersForm key={JSON.stringify(reach)} reach={reach} />
          </div>
        )}
      </Loaded>
      {doing === "record" && <MobileDialog onClose={close} />}
      {doing === "remove" && <RemoveMobileDialog onClose={close} />}
    </Panel>
  );
}

function NumberLine({ reach: { mobileMasked, channels }, onDo }: { reach: Reach; onDo: (doing: "record" | "remove") => void }) {
  const t = useT();
  return (
    <>
      <div>
        <b className="num">{mobileMasked ?? t("account.mobile.none")}</b>
        <p className="sub">{t(mobileMasked ? "account.mobile.why" : "account.mobile.whyNone")}</p>
      </div>
      {channels.includes("sms") ? (
        <div className={styles.acts}>
          <Button onClick={() => onDo("record")}>{t(mobileMasked ? "account.mobile.change" : "account.mobile.record")}</Button>
          {mobileMasked && <Button onClick={() => onDo("remove")}>{t("account.mobile.remove")}</Button>}
        </div>
      ) : (
        <p className="dim">{t("account.mobile.notSetUp")}</p>
      )}
    </>
  );
}
