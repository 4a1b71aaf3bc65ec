import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { Account } from "../../api/accounts";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import styles from "../../features/accounts/accounts.module.css";
import { ContactsTab } from "../../features/accounts/contacts/ContactsTab";
import { OverviewTab } from "../../features/accounts/OverviewTab";
import { useAccount, useBranches } from "../../features/accounts/queries";
import { Text, useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { EditIcon, PlusIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { Tabs } from "../../ui/Tabs";
import { useOnline } from "../../ui/useOnline";

const EditDialog = lazyDialog(() => import("../../features/accounts/EditDialog"));
const ContactDialog = lazyDialog(() => import("../../features/accounts/contacts/ContactDialog"));

type Tab = "overview" | "contacts";

/** The file of one account. */
export default function AccountPage({ params: { tenant, account: id } }: PageProps<"tenant" | "account">) {
  const t = useT();
  const account = useAccount(id);
  if (account.data) return <AccountFile key={account.data.id} account={account.data} query={account} />;
  return (
    <>
      <PageHead title={t("accounts.title")} back={paths.accounts(tenant)} />
      <Loaded query={account} what={t("accounts.accountNotLoaded")}>
        {() => null}
      </Loaded>
    </>
  );
}

function AccountFile({ account, query }: { account: Account; query: ReturnType<typeof useAccount> }) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const { tenant } = useTenant();
  const [parameters] = useSearchParams();
  const [doing, setDoing] = useState<"edit" | "contact" | null>(null);
  const branches = useBranches(account.id);
  const tabs: Tab[] = ["overview", ...(can("person:read") ? (["contacts"] as const) : [])];
  const tab = tabs.find((each) => each === parameters.get("tab")) ?? "overview";
  const reason = online ? null : t("accounts.offline");
  const { name, parentId, parentName, createdAt } = account;

  const edit = can("account:edit") && (
    <ReasonedButton leftSection={<EditIcon size={14} />} onClick={() => setDoing("edit")} reason={reason}>
      {t("accounts.editShort")}
    </ReasonedButton>
  );
  const add = (variant: "filled" | "default") =>
    can("person:edit") && (
      <ReasonedButton variant={variant} leftSection={<PlusIcon size={14} />} onClick={() => setDoing("contact")} reason={reason}>
        {t("accounts.contacts.add")}
      </ReasonedButton>
    );
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: t("accounts.title"), href: paths.accounts(tenant) }]}
        back={paths.accounts(tenant)}
        meta={[
          ...(parentId && parentName
            ? [
                <Text
                  key="parent"
                  id="accounts.branchOfLink"
                  values={{ parent: parentName }}
                  components={{ a: <Link href={paths.account(tenant, parentId)} className={styles.inText} /> }}
                />,
              ]
            : []),
          t("accounts.filedOnDay", { day: dayOf(createdAt, HOUSE_ZONE) }),
        ]}
        actions={tab === "overview" ? edit : add("filled")}
      />
      <Tabs label={name} parameter="tab" current={tab} items={tabs.map((value) => ({ value, label: t(`accounts.tab.${value}`) }))} />
      {tab === "overview" ? (
        <Loaded query={query}>{(known) => <OverviewTab account={known} />}</Loaded>
      ) : (
        <ContactsTab account={account} add={add("default")} />
      )}
      {doing === "edit" && (
        <EditDialog account={account} hasBranches={(branches.data?.pages[0]?.items.length ?? 0) > 0} onClose={() => setDoing(null)} />
      )}
      {doing === "contact" && <ContactDialog account={account.id} onClose={() => setDoing(null)} />}
    </>
  );
}
