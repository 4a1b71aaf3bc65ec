import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { renewRecoveryCodes } from "../../../api/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { ProofForm } from "./ProofForm";
import { RecoveryCodesStep } from "./RecoveryCodesStep";

/** Ten new recovery codes in place of the old. */
export default function RenewDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodesStep codes={codes} done={t("account.factor.codesNew")} onKept={onClose} />;
  return (
    <Dialog opened onClose={onClose} title={t("account.factor.renew")}>
      <ProofForm
        act={t("account.factor.renew")}
        onProof={async (proof) => {
          setCodes(await renewRecoveryCodes(proof));
          await queries.invalidateQueries({ queryKey: ["me", "second-factor"] });
        }}
      >
        <p>{t("account.factor.renewSay")}</p>
      </ProofForm>
    </Dialog>
  );
}
