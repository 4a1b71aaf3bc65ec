import { useState } from "react";
import { type ConsultantSight, changeTenant, type Tenant } from "../../api/organisations";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Panel } from "../../ui/Panel";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import { useEdit, useOwner } from "./queries";

const SIGHTS: readonly ConsultantSight[] = ["all", "group"];

/** What consultants see of the agency's campaigns; owners change it, after reading what it means. */
export function SightPanel({ tenant }: { tenant: Tenant }) {
  const t = useT();
  const can = useCan();
  const owner = useOwner();
  const edit = useEdit();
  const [next, setNext] = useState<ConsultantSight | null>(null);
  const current = tenant.consultantSight ?? "all";

  const change = async (sight: ConsultantSight) => {
    await edit(() => changeTenant(owner, tenant.version, { consultantSight: sight }), "tenant");
    toast(t("settings.sight.changed", { sight: t(`settings.sight.${sight}`) }));
  };
  return (
    <Panel title={t("settings.sight")}>
      {can("organisation:edit") ? (
        <Segmented
          label={t("settings.sight")}
          labelHidden
          options={SIGHTS.map((value) => ({ value, label: t(`settings.sight.${value}`) }))}
          value={current}
          onChange={setNext}
          hint={t(`settings.sight.${current}Say`)}
        />
      ) : (
        <>
          <b>{t(`settings.sight.${current}`)}</b>
          <p className="sub">{t(`settings.sight.${current}Say`)}</p>
        </>
      )}
      {next && (
        <ConfirmDialog
          opened
          onClose={() => setNext(null)}
          title={t("settings.sight")}
          act={t("settings.sight.act", { sight: t(`settings.sight.${next}`) })}
          onConfirm={() => change(next)}
        >
          <p>{t(`settings.sight.${next}Say`)}</p>
          <p className="sub">{t("settings.sight.after")}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
