import { type ReactNode, useState } from "react";
import type { Link, LinkStep } from "../../../api/organisations";
import type { TenantKind } from "../../../api/session";
import { useCan } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { dayOf } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { TextButton } from "../../../ui/TextButton";
import { linkWords, partnerOf, stepsFor } from "../links";
import styles from "../organisations.module.css";
import { useOwner } from "../queries";

const LinkDialog = lazyDialog(() => import("./LinkDialogs"));

interface LinkRowsProps {
  /** What the list holds, for screen readers. */
  label: string;
  links: Link[];
  /** The project's name is left out on a project's own page. */
  withProject?: boolean;
}

/** Links, each with its state and the steps that are ours to take. */
export function LinkRows({ label, links, withProject = true }: LinkRowsProps) {
  const t = useT();
  const language = useLanguage();
  const { kind } = useOwner();
  const can = useCan();
  const [taking, setTaking] = useState<{ link: Link; step: LinkStep } | null>(null);

  return (
    <>
      <ul className={styles.rows} aria-label={label}>
        {links.map((link) => {
          const { tone, sign, word } = linkWords(link, kind);
          const partner = partnerOf(link, kind);
          const steps = can("link:manage") ? stepsFor(link, kind) : [];
          return (
            <li key={link.id}>
              <div className={styles.rowWords}>
                <b>{withProject ? link.projectName : partner.name}</b>
                <span className="sub">{dotted([withProject && partner.name, partner.id], language)}</span>
                <LinkDates link={link} side={kind} />
              </div>
              <Mark tone={tone} sign={t(sign)} word={t(word)} />
              <div className={styles.rowActs}>
                {steps.map((step) => (
                  <TextButton
                    sends
                    key={step}
                    danger={step === "ending"}
                    onClick={() => setTaking({ link, step })}
                    label={t("settings.linkRow", {
                      step: t(`settings.linkStep.${step}`),
                      partner: partner.name,
                      project: link.projectName,
                    })}
                  >
                    {t(`settings.linkStep.${step}`)}
                  </TextButton>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
      {taking && <LinkDialog {...taking} onClose={() => setTaking(null)} />}
    </>
  );
}

/** When it was offered, and when it was decided or ended. */
function LinkDates({ link: { state, offeredBy, offeredAt, decidedAt, endedOn }, side }: { link: Link; side: TenantKind }): ReactNode {
  const t = useT();
  const language = useLanguage();
  const day = (instant: string) => dayOf(instant, HOUSE_ZONE);
  const who = offeredBy === side ? "byUs" : "byThem";
  const after = state === "ended" ? endedOn : decidedAt && day(decidedAt);
  return (
    <small className="dim">
      {dotted(
        [
          t(`settings.link.${who}`, { day: day(offeredAt) }),
          after && state !== "offered" && t(`settings.linkSince.${state}`, { day: after }),
        ],
        language,
      )}
    </small>
  );
}
