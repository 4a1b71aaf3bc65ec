import { Button } from "@mantine/core";
import { useState } from "react";
import { exportPerson, fileAddress, type PersonExport } from "../../api/people";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { ExportSheet } from "../../features/people/ExportSheet";
import styles from "../../features/people/people.module.css";
import { usePerson } from "../../features/people/queries";
import { useT } from "../../i18n/useT";
import { DownloadIcon, PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, ErrorState } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";

/** Everything held on one person, asked for once, shown to be read or printed, and handed over as a file. Nothing of it is kept. */
export default function PersonExportPage({ params }: PageProps<"tenant" | "person">) {
  const t = useT();
  const person = usePerson(params.person);
  const [exported, setExported] = useState<PersonExport | null>(null);
  const back = paths.accounts(params.tenant);
  if (!person.data)
    return <PageNotYet title={t("shell.personExport")} back={back} what={t("people.export.notLoaded")} queries={[person]} shape="form" />;
  const { id, name } = person.data;

  return (
    <>
      <PageHead
        title={t("people.export.title", { name: name ?? t("accounts.person.erased") })}
        back={back}
        actions={
          exported && (
            <>
              <Button leftSection={<PrintIcon />} onClick={() => window.print()}>
                {t("people.export.print")}
              </Button>
              <Button variant="filled" leftSection={<DownloadIcon />} onClick={() => save(exported)}>
                {t("people.export.json")}
              </Button>
            </>
          )
        }
      />
      {name === null && (
        <Panel label={t("shell.personExport")}>
          <EmptyState fact={t("people.export.gone")} />
        </Panel>
      )}
      {name !== null && exported === null && <Ask id={id} name={name} onExported={setExported} />}
      {exported !== null && <ExportSheet exported={exported} addressOf={(file) => fileAddress(params.tenant, file)} />}
    </>
  );
}

function Ask({ id, name, onExported }: { id: string; name: string; onExported: (exported: PersonExport) => void }) {
  const t = useT();
  const online = useOnline();
  const { tenant } = useTenant();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = async () => {
    setBusy(true);
    setFailure(null);
    try {
      onExported(await exportPerson(tenant, id));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <Panel label={t("shell.personExport")}>
      <div className={styles.form}>
        <p>{t("people.export.say")}</p>
        <p className="sub">{t("people.export.recorded")}</p>
        {failure !== null && <ErrorState what={t("people.export.failed")} error={failure} onRetry={() => void ask()} />}
        <div className={styles.buttons}>
          <ReasonedButton variant="filled" loading={busy} reason={online ? null : t("accounts.offline")} onClick={() => void ask()}>
            {t("people.export.act", { name })}
          </ReasonedButton>
        </div>
      </div>
    </Panel>
  );
}

/** The file is named after nobody: names of files are seen where persons are not. */
function save(exported: PersonExport): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(exported, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `person-${exported.person.id}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
