import { useQueries, useQueryClient } from "@tanstack/react-query";
import { readTenant } from "../../../api/organisations";
import { removeSecondFactor } from "../../../api/session";
import { SESSION_KEY, useSession } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { toast } from "../../../ui/toast";
import { ProofForm } from "./ProofForm";

/** Gives the second factor up, after saying where it will be missed. */
export default function RemoveDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const { memberships } = useSession();
  const companies = useQueries({
    queries: memberships.map(({ kind, tenant }) => ({
      queryKey: [kind, tenant, "tenant"],
      queryFn: () => readTenant({ kind, tenant }),
    })),
  });
  return (
    <Dialog opened onClose={onClose} title={t("account.factor.remove")}>
      <ProofForm
        act={t("account.factor.remove")}
        danger
        onProof={async (proof) => {
          await removeSecondFactor(proof);
          toast(t("account.factor.removed"));
          onClose();
          await Promise.all([
            queries.invalidateQueries({ queryKey: ["me", "second-factor"] }),
            queries.invalidateQueries({ queryKey: SESSION_KEY }),
          ]);
        }}
      >
        <p>{t("account.factor.removeSay")}</p>
        {companies
          .flatMap(({ data }) => (data?.requireSecondFactor ? [data] : []))
          .map(({ id, name }) => (
            <Finding key={id} kind="remark">
              {t("account.factor.removeRequired", { company: name })}
            </Finding>
          ))}
      </ProofForm>
    </Dialog>
  );
}
