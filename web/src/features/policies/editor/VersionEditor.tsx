import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../../api/campaigns";
import type { PolicyVersionDetail, PolicyVersionItem } from "../../../api/policies";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { MoreIcon, TrashIcon } from "../../../ui/icons";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { usePhone } from "../../../ui/usePhone";
import { usePrinting } from "../../../ui/usePrinting";
import { DeleteDialog, SubmitDialog } from "../acts";
import type { EditingState } from "../editing";
import { QuotePanel } from "../quote/QuotePanel";
import { useQuote } from "../quote/useQuote";
import { Layout } from "./Layout";
import styles from "./layout.module.css";
import { FindingCounts, SavingTrouble } from "./Over";
import { StatusNote } from "./StatusNote";
import { useEditing } from "./useEditing";
import { useWays } from "./useWays";
import { AmountButton, VersionHead } from "./VersionHead";

export interface VersionProps {
  campaign: CampaignDetail;
  detail: PolicyVersionDetail;
  versions: PolicyVersionItem[];
}

/** A draft, or a version that came back, being written. */
export function VersionEditor({ campaign, detail, versions }: VersionProps) {
  const t = useT();
  const phone = usePhone();
  const printing = usePrinting();
  const { editing, state } = useEditing(detail);
  const live = useQuote(campaign, state.detail);
  const [open, setOpen] = useState<"submit" | "delete" | "quote" | null>(null);
  const close = () => setOpen(null);
  const ways = useWays({ campaign, detail, versions });
  const errors = placesToMend(state);
  const { form, phase, findings } = state;

  const submit = async () => {
    if (await editing.flush()) setOpen("submit");
  };
  const submitButton = (
    <ReasonedButton variant="filled" reason={useReason(state, errors)} onClick={submit}>
      {t("policies.submit.button")}
    </ReasonedButton>
  );
  const mayDelete = detail.acts.includes("delete");

  return (
    <>
      <VersionHead
        campaign={campaign}
        detail={state.detail}
        versions={versions}
        effectiveFrom={form.effectiveFrom}
        phase={phase}
        actions={
          phone ? (
            <>
              <AmountButton live={live} onOpen={() => setOpen("quote")} />
              {submitButton}
            </>
          ) : (
            <>
              {ways.map(({ label, href }) => (
                <Button key={href} component={Link} href={href}>
                  {label}
                </Button>
              ))}
              {mayDelete && (
                <Menu>
                  <Menu.Target>
                    <Button px={10} aria-label={t("policies.moreActs")}>
                      <MoreIcon />
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown aria-label={t("policies.moreActs")}>
                    <Menu.Item color="red" leftSection={<TrashIcon />} onClick={() => setOpen("delete")}>
                      {t("policies.delete.act", { n: detail.number })}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              )}
              {submitButton}
            </>
          )
        }
      />
      <Layout
        campaign={campaign}
        detail={state.detail}
        form={form}
        findings={findings}
        phase={phase}
        change={editing.change}
        editable={!printing}
        live={live}
        over={
          <div className={styles.over}>
            <StatusNote detail={state.detail} campaign={campaign} />
            <SavingTrouble editing={editing} state={state} zone={campaign.zone} />
            <FindingCounts findings={findings} errors={errors} />
          </div>
        }
      />
      {phone && (
        <div className={`${styles.further} no-print`}>
          {ways.map(({ label, href }) => (
            <Button key={href} component={Link} href={href}>
              {label}
            </Button>
          ))}
          {mayDelete && <Button onClick={() => setOpen("delete")}>{t("policies.delete.act", { n: detail.number })}</Button>}
        </div>
      )}
      <Dialog opened={open === "quote"} onClose={close} title={t("policies.quote.title")}>
        <QuotePanel catalogue={campaign.catalogue} live={live} unsaved={phase.name !== "saved"} />
      </Dialog>
      <SubmitDialog detail={state.detail} campaign={campaign} opened={open === "submit"} onClose={close} />
      <DeleteDialog
        detail={state.detail}
        campaign={campaign}
        opened={open === "delete"}
        onClose={close}
        onDelete={() => editing.adopt(editing.current().detail)}
      />
    </>
  );
}

/** Everything that stands between the draft and its submission, in the order of the page. */
function placesToMend({ findings, phase, form }: EditingState): string[] {
  const found = findings.filter(({ severity }) => severity === "error").map(({ place }) => place);
  const missing = phase.name === "incomplete" ? phase.missing : [];
  const refused = phase.name === "refused" ? phase.refusals.map(({ place }) => place) : [];

  return [...missing, ...refused, ...found, ...(form.effectiveFrom === null ? ["effectiveFrom"] : [])];
}

/** Why it cannot be submitted now, in a few words. */
function useReason({ phase }: EditingState, errors: string[]): string | null {
  const t = useT();
  if (phase.name === "conflict") return t("policies.submit.conflict");
  if (phase.name === "unreachable") return t("policies.submit.offline");

  return errors.length ? t("policies.submit.left", { n: errors.length }) : null;
}
