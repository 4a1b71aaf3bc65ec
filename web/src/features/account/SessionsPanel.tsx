import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endSession, listSessions, type OpenSession } from "../../api/session";
import { useSignOut } from "../../app/shell/parts";
import { useT } from "../../i18n/useT";
import { tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { type Column, DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Chip } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { LoadedPages } from "../../ui/states";
import { toast } from "../../ui/toast";
import styles from "./account.module.css";

/** Where one is signed in, each of which can be ended, this one by signing out. */
export function SessionsPanel() {
  const t = useT();
  const queries = useQueryClient();
  const [ending, setEnding] = useState<OpenSession | null>(null);
  const query = useInfiniteQuery({
    queryKey: ["me", "sessions"],
    queryFn: ({ pageParam }) => listSessions(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const signOut = useSignOut();
  const nameOf = ({ device }: OpenSession) => device || t("account.me.unknownDevice");
  const timeOf = (instant: string) => tableTime(instant, HOUSE_ZONE);
  const endButton = (session: OpenSession) =>
    session.current ? (
      <Button size="xs" onClick={signOut}>
        {t("shell.signOut")}
      </Button>
    ) : (
      <Button size="xs" onClick={() => setEnding(session)} aria-label={t("account.me.endAct", { device: nameOf(session) })}>
        {t("account.me.end")}
      </Button>
    );

  const columns: Column<OpenSession>[] = [
    {
      id: "device",
      header: t("account.me.device"),
      cell: (session) => (
        <span className={styles.device}>
          {nameOf(session)} {session.current && <Chip tone="info">{t("account.me.thisDevice")}</Chip>}
        </span>
      ),
    },
    { id: "since", header: t("account.me.since"), cell: ({ createdAt }) => <span className="nowrap">{timeOf(createdAt)}</span> },
    { id: "lastUsed", header: t("account.me.lastUsed"), cell: ({ lastUsedAt }) => <span className="nowrap">{timeOf(lastUsedAt)}</span> },
    { id: "actions", header: "", align: "right", cell: endButton },
  ];

  return (
    <Panel title={t("account.me.sessions")} note={t("account.me.sessionsNote")}>
      <LoadedPages query={query}>
        {(sessions) => (
          <>
            <DataTable
              label={t("account.me.sessions")}
              columns={columns}
              rows={sessions}
              rowId={({ id }) => id}
              card={(session) => ({
                title: nameOf(session),
                mark: session.current && <Chip tone="info">{t("account.me.thisDevice")}</Chip>,
                lines: [
                  `${t("account.me.since")} ${timeOf(session.createdAt)}`,
                  `${t("account.me.lastUsed")} ${timeOf(session.lastUsedAt)}`,
                ],
                actions: endButton(session),
              })}
            />
            {query.hasNextPage && <LoadMore query={query} shown={sessions.length} />}
          </>
        )}
      </LoadedPages>
      {ending && (
        <ConfirmDialog
          opened
          onClose={() => setEnding(null)}
          title={t("account.me.endTitle")}
          act={t("account.me.endAct", { device: nameOf(ending) })}
          danger
          onConfirm={async () => {
            await endSession(ending.id);
            await queries.invalidateQueries({ queryKey: ["me", "sessions"] });
            toast(t("account.me.ended"));
          }}
        >
          <p>{t("account.me.endSay", { device: nameOf(ending) })}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
