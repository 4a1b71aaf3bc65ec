import { Button } from "@mantine/core";
import { Link } from "wouter";
import { useT } from "../i18n/useT";
import { PageHead } from "../ui/PageHead";
import { Panel } from "../ui/Panel";
import { EmptyState } from "../ui/states";
import { paths, tenantHome } from "./paths";
import { useTenant } from "./session";

/** No page has this address. */
export function MissingPage() {
  const t = useT();
  return (
    <>
      <PageHead title={t("common.missing.title")} />
      <Panel label={t("common.missing.title")}>
        <EmptyState
          fact={t("common.missing.fact")}
          hint={t("common.missing.hint")}
          action={
            <Button component={Link} href={paths.home()}>
              {t("common.missing.home")}
            </Button>
          }
        />
      </Panel>
    </>
  );
}

/** The address belongs to a tenant that this person is no member of; whether it exists is not said. */
export function NotMemberPage({ tenant }: { tenant: string }) {
  const t = useT();
  return (
    <>
      <PageHead title={t("common.notMember.title")} back={paths.home()} />
      <Panel label={t("common.notMember.title")}>
        <EmptyState
          fact={t("common.notMember.fact", { tenant })}
          hint={t("common.notMember.hint")}
          action={
            <Button component={Link} href={paths.home()}>
              {t("common.notMember.choose")}
            </Button>
          }
        />
      </Panel>
    </>
  );
}

/** A member whose role does not reach: says who can change that. */
export function NotPermittedPage() {
  const t = useT();
  const { kind, tenant, role } = useTenant();
  return (
    <>
      <PageHead title={t("common.notPermitted.title")} back={tenantHome(kind, tenant)} />
      <Panel label={t("common.notPermitted.title")}>
        <EmptyState
          fact={t("common.notPermitted.fact", { role: t(`session.role.${role as "owner"}`) })}
          hint={t("common.notPermitted.hint")}
          action={
            <Button component={Link} href={tenantHome(kind, tenant)}>
              {t("common.missing.home")}
            </Button>
          }
        />
      </Panel>
    </>
  );
}
