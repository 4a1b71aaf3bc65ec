import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { checkImport, commitImport, type Import, undoImport, type Verdict } from "../../api/imports";
import { ApiProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { count, listed } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { ErrorState } from "../../ui/states";
import { useImportStep, useShown } from "./queries";
import { ReportPanel } from "./ReportPanel";
import type { Reading } from "./reading/reading";

/** What can be done with an import whose rows were looked through. */
export function useDeciding(import_: Import | null) {
  const { tenant } = useTenant();
  const step = useImportStep();
  const show = useShown();
  const [busy, setBusy] = useState<"commit" | "check" | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const run = async (what: "commit" | "check") => {
    if (!import_) return;
    setBusy(what);
    setFailure(null);
    try {
      show(await step(() => (what === "commit" ? commitImport(tenant, import_) : checkImport(tenant, import_.id))));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };

  return {
    busy,
    failure,
    commit: () => run("commit"),
    checkAgain: () => run("check"),
    undo: async () => {
      if (!import_) return;
      setFailure(null);
      try {
        show(await step(() => undoImport(tenant, import_)));
      } catch (error) {
        setFailure(error);
        throw error;
      }
    },
  };
}

interface DecidingProps {
  import_: Import;
  deciding: ReturnType<typeof useDeciding>;
  reading: Reading | null;
}

/** The finding first, then what becomes of each row; once it is done, the way back. */
export function Deciding({ import_, deciding, reading }: DecidingProps) {
  const t = useT();
  const { tenant } = useTenant();
  const language = useLanguage();
  const { kind, counts, state } = import_;
  const [verdict, setVerdict] = useState<Verdict | null>(counts?.refused ? "refused" : null);
  const [undoing, setUndoing] = useState(false);
  const { failure } = deciding;
  const made = count(counts?.new ?? 0);
  const left = (["same", "doubled", "refused"] as const).flatMap((of) =>
    counts?.[of] ? [t(`imports.leftOf.${of}`, { n: count(counts[of]) })] : [],
  );

  return (
    <>
      <div role="status">
        {state === "checked" && (
          <Finding kind={counts?.refused ? "remark" : "success"}>
            <b>{counts?.new ? t(`imports.found.${kind}`, { n: made }) : t(`imports.nothingNew.${kind}`)}</b>
            {left.length > 0 && t("imports.left", { parts: listed(left, language) })}
          </Finding>
        )}
        {state === "committed" && (
          <Finding
            kind="success"
            remedies={
              <>
                <Button size="xs" component={Link} href={paths.accounts(tenant)}>
                  {t("imports.seeThem")}
                </Button>
                <Button size="xs" onClick={() => setUndoing(true)}>
                  {t("imports.undo")}
                </Button>
              </>
            }
          >
            <b>{t(`imports.done.${kind}`, { n: made })}</b>
            {t("imports.doneHint")}
          </Finding>
        )}
        {state === "undone" && <Finding kind="remark">{t(`imports.undone.${kind}`, { n: made })}</Finding>}
      </div>
      {failure !== null && !undoing && (
        <ErrorState
          what={t("imports.notCommitted")}
          error={failure}
          onRetry={state === "checked" ? () => void deciding.checkAgain() : undefined}
        />
      )}
      <ReportPanel import_={import_} verdict={verdict} onVerdict={setVerdict} reading={reading} />
      <ConfirmDialog
        opened={undoing}
        onClose={() => setUndoing(false)}
        title={t("imports.undoTitle")}
        act={t(`imports.undoAct.${kind}`, { n: made })}
        danger
        onConfirm={deciding.undo}
      >
        <p>{t(`imports.undoHint.${kind}`)}</p>
        {failure instanceof ApiProblem && failure.errors.length > 0 && (
          <Finding kind="conflict">
            {problemWords(t, failure)}
            <ul>
              {failure.errors.map(({ pointer, detail }) => (
                <li key={pointer}>{detail}</li>
              ))}
            </ul>
          </Finding>
        )}
      </ConfirmDialog>
    </>
  );
}
