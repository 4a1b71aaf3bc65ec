import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { countApprovals } from "../../api/shell";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { InboxCards, InboxPanes } from "../../features/approvals/Inbox";
import { boxesOf, boxIn } from "../../features/approvals/lines";
import { useApprovals } from "../../features/approvals/queries";
import { useT } from "../../i18n/useT";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages } from "../../ui/states";
import { Tabs } from "../../ui/Tabs";
import { usePhone } from "../../ui/usePhone";

/** What needs a yes: an agency's own requests, or those that agencies hand to a developer. */
export default function ApprovalsPage() {
  const t = useT();
  const { kind, tenant } = useTenant();
  const can = useCan();
  const phone = usePhone();
  const [parameters] = useSearchParams();
  const box = boxIn(kind, parameters.get("box"));
  const query = useApprovals(box);
  const count = useQuery({ queryKey: [kind, tenant, "approvals", "count"], queryFn: () => countApprovals(kind, tenant) });
  const mine = kind === "developer" && can("policy:decide");

  return (
    <>
      <PageHead title={t("approvals.title")} />
      <Tabs
        label={t("approvals.boxes")}
        parameter="box"
        drop={["open"]}
        current={box}
        items={boxesOf(kind).map((value) => ({
          value,
          label: t(`approvals.box.${value === "waiting" && mine ? "waitingForMe" : value}`),
          count: value === "waiting" ? count.data : undefined,
        }))}
      />
      <LoadedPages query={query} what={t("approvals.notLoaded")}>
        {(lines) =>
          lines.length === 0 ? (
            <Panel label={t("approvals.title")}>
              <EmptyState
                fact={t(`approvals.empty.${box}`)}
                hint={t(`approvals.empty.${box}Hint`)}
                action={
                  box === "mine" && (
                    <Button component={Link} href={paths.campaigns(tenant)}>
                      {t("approvals.empty.mineAct")}
                    </Button>
                  )
                }
              />
            </Panel>
          ) : phone ? (
            <InboxCards lines={lines} query={query} />
          ) : (
            <InboxPanes lines={lines} query={query} />
          )
        }
      </LoadedPages>
    </>
  );
}
