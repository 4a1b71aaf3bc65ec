import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { type PolicyVersionDetail, writePolicyVersion } from "../../../api/policies";
import { useSession, useTenant } from "../../../app/session";
import { Editing } from "../editing";
import { keepingPlace } from "../keeping";
import { versionKey } from "../queries";

/**
 * The writing of one version while its page is open. What waits is sent when the page is left; the browser asks before a
 * page with something unsent is closed, and this device keeps it.
 */
export function useEditing(detail: PolicyVersionDetail) {
  const { user } = useSession();
  const { tenant } = useTenant();
  const queries = useQueryClient();
  const [editing] = useState(() => {
    const place = keepingPlace(tenant, user.id, detail.id);
    return new Editing({
      detail,
      kept: place.read(),
      keep: place.keep,
      send: async (draft, version) => {
        const answer = await writePolicyVersion(tenant, detail.campaignId, detail.id, version, draft);
        queries.setQueryData(versionKey(tenant, detail.campaignId, detail.id), answer);
        return answer;
      },
    });
  });
  const state = useSyncExternalStore(editing.subscribe, editing.current);

  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (editing.current().phase.name !== "saved") event.preventDefault();
    };
    const again = () => {
      if (["unreachable", "failed"].includes(editing.current().phase.name)) void editing.flush();
    };
    addEventListener("beforeunload", leaving);
    addEventListener("online", again);
    return () => {
      removeEventListener("beforeunload", leaving);
      removeEventListener("online", again);
      void editing.flush().finally(() => editing.stop());
    };
  }, [editing]);

  useEffect(() => {
    const { phase, detail: ours } = editing.current();
    if (phase.name === "saved" && detail.version > ours.version) editing.adopt(detail); // nothing of ours is lost
  }, [editing, detail]);

  return { editing, state };
}
