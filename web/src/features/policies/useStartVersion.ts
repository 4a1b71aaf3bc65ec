import { useMutation } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { CampaignStatus } from "../../../../src/campaigns/contract";
import type { PolicyStart } from "../../../../src/policies/versions/contract";
import { startPolicyVersion } from "../../api/policies";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { problemWords } from "../../ui/problemWords";
import { toast } from "../../ui/toast";
import { useVersionChanged } from "./queries";

/** Begins a draft of a campaign's policy and opens it. An archived campaign gets none. */
export function useStartVersion({ id, status }: { id: string; status?: CampaignStatus | undefined }) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const changed = useVersionChanged(id);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (start: PolicyStart) => startPolicyVersion(tenant, id, start),
    onSuccess: async (detail) => {
      await changed(detail);
      navigate(paths.policy(tenant, id, detail.id));
      toast(t("policies.start.done", { n: detail.number }));
    },
  });

  return {
    start: (from: PolicyStart) => mutate(from),
    starting: isPending,
    /** Why it did not begin, in words. */
    trouble: error ? problemWords(t, error) : null,
    mayStart: can("policy:draft") && status !== "archived",
  };
}

export type Starter = ReturnType<typeof useStartVersion>;
