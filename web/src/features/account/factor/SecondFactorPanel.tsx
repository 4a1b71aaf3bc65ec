import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readSecondFactor, type SecondFactor } from "../../../api/session";
import { useSession } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayOf } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { Finding } from "../../../ui/Finding";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { Loaded, LoadingSkeleton } from "../../../ui/states";
import styles from "./factor.module.css";

const SetUpDialog = lazyDialog(() => import("./SetUpDialog"));
const RenewDialog = lazyDialog(() => import("./RenewDialog"));
const RemoveDialog = lazyDialog(() => import("./RemoveDialog"));

type Doing = "set-up" | "renew" | "remove";

/** Fewer recovery codes than this: it is time for new ones. */
const FEW = 3;

/** One's second factor: whether there is one, how many recovery codes are left, and what can be done about it. */
export function SecondFactorPanel() {
  const t = useT();
  const query = useQuery({ queryKey: ["me", "second-factor"], queryFn: readSecondFactor });
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <Panel title={t("account.factor.title")}>
      <Loaded query={query} what={t("account.factor.notLoaded")} skeleton={<LoadingSkeleton shape="lines" />}>
        {(factor) =>
          factor.state === "on" ? <InForce factor={factor} onDo={setDoing} /> : <NotInForce onSetUp={() => setDoing("set-up")} />
        }
      </Loaded>
      {doing === "set-up" && <SetUpDialog onClose={close} />}
      {doing === "renew" && <RenewDialog onClose={close} />}
      {doing === "remove" && <RemoveDialog onClose={close} />}
    </Panel>
  );
}

function InForce({ factor: { since, recoveryCodesLeft }, onDo }: { factor: SecondFactor; onDo: (doing: Doing) => void }) {
  const t = useT();
  return (
    <div className={styles.stack}>
      <p className={styles.state}>
        <Mark tone="good" sign={t("account.factor.onSign")} word={t("account.factor.on")} />
        {since && <span className="dim">{t("account.factor.since", { day: dayOf(since, HOUSE_ZONE) })}</span>}
      </p>
      {recoveryCodesLeft < FEW ? (
        <Finding kind="remark">{t("account.factor.few", { n: recoveryCodesLeft })}</Finding>
      ) : (
        <p>{t("account.factor.left", { n: recoveryCodesLeft })}</p>
      )}
      <div className={styles.acts}>
        <Button onClick={() => onDo("renew")}>{t("account.factor.renew")}</Button>
        <Button onClick={() => onDo("remove")}>{t("account.factor.remove")}</Button>
      </div>
    </div>
  );
}

function NotInForce({ onSetUp }: { onSetUp: () => void }) {
  const t = useT();
  const { memberships } = useSession();
  return (
    <div className={styles.stack}>
      {memberships
        .filter(({ needsSecondFactor }) => needsSecondFactor)
        .map(({ tenant, name }) => (
          <Finding key={tenant} kind="remark">
            {t("account.factor.required", { company: name })}
          </Finding>
        ))}
      <div>
        <b>{t("account.factor.off")}</b>
        <p className="sub">{t("account.factor.why")}</p>
      </div>
      <div className={styles.acts}>
        <Button onClick={onSetUp}>{t("account.factor.setUp")}</Button>
      </div>
    </div>
  );
}
