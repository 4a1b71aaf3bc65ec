import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useT } from "../../i18n/useT";
import { toast } from "../../ui/toast";
import { useCan, useSession, useTenant } from "../session";

/** Sends what was kept while there was no connection, on whichever page one is; its code comes once the page is there. */
export function useSending(): void {
  const t = useT();
  const { user } = useSession();
  const { tenant, kind } = useTenant();
  const queries = useQueryClient();
  const mayKeep = useCan()("lead:report") && kind === "agency";
  const words = useRef(t);
  words.current = t;

  useEffect(() => {
    if (!mayKeep) return;
    let end = () => {};
    let isOver = false;
    const begin = async () => {
      const { beginSending } = await import("../../features/outbox/sending");
      if (!isOver) end = beginSending(tenant, user.id, queries, () => toast(words.current("shell.outboxSent")));
    };
    begin().catch(() => undefined); // without a connection nothing could be sent either; the next page asks again
    return () => {
      isOver = true;
      end();
    };
  }, [mayKeep, tenant, user.id, queries]);
}
