import type { ReactNode } from "react";
import type { ApprovalDetail } from "../../api/approvals";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange } from "../../lib/format";
import { Mark } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";
import { ActButtons, actsOf, useActs } from "./Acts";
import { ApprovalBody } from "./ApprovalBody";
import { inboxOf } from "./addresses";
import { type ApprovalPlace, nameOf, stateWords } from "./lines";
import { useApproval } from "./queries";

/** One approval on a page of its own: the phone's way, and where letters lead. */
export function ApprovalView({ place }: { place: ApprovalPlace }) {
  const t = useT();
  const inbox = inboxOf(useTenant());
  const detail = useApproval(place);
  const { data: approval } = detail;
  const acts = useActs(approval, place);

  return (
    <>
      <PageHead
        title={approval ? nameOf(t, approval) : t("approvals.title")}
        crumbs={[{ label: t("approvals.title"), href: inbox }, ...(approval ? [{ label: approval.subject.campaignName }] : [])]}
        chip={approval && <State approval={approval} place={place} />}
        meta={useFacts(approval)}
        back={inbox}
        task={Boolean(approval && actsOf(approval).length)}
        actions={approval && actsOf(approval).length > 0 && <ActButtons approval={approval} onAct={acts.open} />}
      />
      <Loaded query={detail} what={t("approvals.detailNotLoaded")} skeleton={<LoadingSkeleton shape="lines" />}>
        {(loaded) => <ApprovalBody approval={loaded} place={place} overtaken={acts.overtaken} />}
      </Loaded>
      {acts.dialog}
    </>
  );
}

function State({ approval, place }: { approval: ApprovalDetail; place: ApprovalPlace }) {
  const t = useT();
  const { tone, sign, word } = stateWords(approval, place.kind);
  return <Mark tone={tone} sign={t(sign)} word={t(word)} />;
}

/** Beside the name; on a phone the sentence under it has the day, and there is no room for more. */
function useFacts(approval: ApprovalDetail | undefined): ReactNode[] {
  const t = useT();
  const language = useLanguage();
  if (!approval) return [];
  const { subject, policy } = approval;
  return [
    dotted([subject.projectName, subject.campaignName], language),
    subject.effectiveFrom !== undefined && (
      <span key="day" className="on-desktop">
        {t("approvals.effectiveFrom", { day: subject.effectiveFrom })}
      </span>
    ),
    policy && (
      <span key="window" className="on-desktop">
        {t("approvals.window", { window: dayRange(policy.startsOn, policy.endsOn, language) })}
      </span>
    ),
  ];
}
