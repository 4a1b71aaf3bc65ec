import { NativeSelect, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import type { LeadDetail, NextKind, NextStep } from "../../../api/leads";
import { ApiProblem } from "../../../api/problem";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayOf } from "../../../lib/format";
import { DateInput } from "../../../ui/DateInput";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { problemWords } from "../../../ui/problemWords";
import { Segmented } from "../../../ui/Segmented";
import { toast } from "../../../ui/toast";
import { mayPass, sendNow } from "../../outbox/entries";
import { useBox } from "../../outbox/useOutbox";
import styles from "../leads.module.css";
import { useLeadAct } from "../queries";
import { NEXT_KINDS, shortDay } from "../words";
import own from "./contact.module.css";
import { CONTACT_KINDS, type ContactKind, type Following, nextOf, OUTCOMES, type Outcome, quickDays, suggested } from "./contacting";

interface ContactSheetProps {
  lead: { id: string; campaignId: string; name: string; next: Pick<NextStep, "on" | "kind"> | null };
  /** Of the campaign, or where none is named of the house. */
  zone: string;
  /** Only a visit to the site may be said of another's customer; it waits for a decision then. */
  visitOnly?: boolean;
  /** Told once it is recorded, or kept here to be sent. */
  onDone?: (lead: LeadDetail | null) => void;
  onClose: () => void;
}

/**
 * 記一筆: what was done, and the outcomes as buttons that record it, so that a call nobody took is two taps. What may be
 * added stands above them; what comes next is suggested by the outcome and said on its button.
 */
export default function ContactSheet({ lead, zone, visitOnly = false, onDone, onClose }: ContactSheetProps) {
  const t = useT();
  const { tenant } = useTenant();
  const run = useLeadAct(lead.campaignId);
  const box = useBox();
  const today = dayOf(new Date(), zone);
  const [kind, setKind] = useState<ContactKind>(visitOnly ? "site-visit" : "call");
  const [note, setNote] = useState("");
  const [following, setFollowing] = useState<Following>({ kind: "suggested" });
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState<Outcome | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const sent = useRef<{ id: string; body: string }>(undefined);

  /** What was agreed on is on a day, which nobody but the caller knows. */
  const needsDay = (outcome: Outcome) => outcome === "appointment" && following.kind !== "day" && !(lead.next && lead.next.on > today);
  const record = async (outcome: Outcome) => {
    if (busy) return;
    setMissing(needsDay(outcome));
    if (needsDay(outcome)) return;
    const contact = {
      kind,
      outcome,
      ...(note.trim() && { note: note.trim() }),
      ...(visitOnly ? {} : nextOf(following, outcome, lead.next, today)),
    };
    const body = JSON.stringify(contact);
    if (sent.current?.body !== body) sent.current = { id: crypto.randomUUID(), body };
    // Without a connection it is of now, not of when it will be sent.
    const dated = navigator.onLine ? contact : { ...contact, at: new Date().toISOString() };
    const entry = {
      id: sent.current.id,
      box,
      madeAt: Date.now(),
      refused: null,
      body: { kind: "contact" as const, campaign: lead.campaignId, lead: lead.id, name: lead.name, contact: dated },
    };
    setBusy(outcome);
    setFailure(null);
    try {
      const answer = await run(() => sendNow(tenant, entry));
      toast(t("leads.contact.done", { outcome: t(`leads.outcome.${outcome}`), name: lead.name }));
      onDone?.(answer);
      onClose();
    } catch (error) {
      if (mayPass(error) && error instanceof ApiProblem) {
        toast(t("leads.outbox.keptContact"));
        onDone?.(null);
        onClose();
      } else setFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const follows = (outcome: Outcome): string | null => {
    if (visitOnly) return t("leads.contact.waits");
    if (following.kind === "none") return t("leads.contact.noNext");
    if (following.kind === "day") return t("leads.nextOn", { day: shortDay(following.on), kind: t(`leads.next.${following.step}`) });
    const next = following.kind === "as-is" ? undefined : suggested(outcome, lead.next, today);
    if (next === null) return t("leads.contact.noNext");
    if (next) return t("leads.nextOn", { day: shortDay(next.on), kind: t(`leads.next.${next.kind}`) });
    if (needsDay(outcome)) return t("leads.contact.sayDay");
    return lead.next ? t("leads.contact.asIs") : null;
  };

  return (
    <Dialog opened onClose={onClose} title={t("leads.contact.title", { name: lead.name })}>
      <div className={styles.form}>
        {!visitOnly && (
          <Segmented
            label={t("leads.contact.kind")}
            labelHidden
            options={CONTACT_KINDS.map((value) => ({ value, label: t(`leads.contact.kind.${value}`) }))}
            value={kind}
            onChange={setKind}
          />
        )}
        <Textarea
          label={t("leads.contact.note")}
          maxLength={1000}
          rows={2}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {visitOnly ? (
          <Finding kind="remark">{t("leads.contact.visitSay")}</Finding>
        ) : (
          <NextChoice following={following} today={today} missing={missing} onChange={setFollowing} />
        )}
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <div>
          <p className={own.head}>{t("leads.contact.outcome")}</p>
          <div className={own.outcomes}>
            {OUTCOMES[kind].map((outcome, at) => (
              <button
                key={outcome}
                type="button"
                className={own.outcome}
                aria-busy={busy === outcome || undefined}
                data-autofocus={at === 0 || undefined}
                onClick={() => record(outcome)}
              >
                <b>{t(`leads.outcome.${outcome}`)}</b>
                <span>{follows(outcome)}</span>
              </button>
            ))}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

interface NextChoiceProps {
  following: Following;
  today: string;
  /** A day was needed and not said. */
  missing: boolean;
  onChange: (following: Following) => void;
}

/** What comes next, where it is another than the outcome suggests: a day by one tap, any day, or nothing. */
function NextChoice({ following, today, missing, onChange }: NextChoiceProps) {
  const t = useT();
  const step: NextKind = following.kind === "day" ? following.step : "call";
  const on = following.kind === "day" ? following.on : null;
  return (
    <fieldset className={own.next}>
      <legend>{t("leads.contact.next")}</legend>
      <div className={own.quick}>
        {quickDays(today).map((quick) => (
          <button
            key={quick.days}
            type="button"
            className={styles.chip}
            aria-pressed={on === quick.on}
            data-on={on === quick.on || undefined}
            onClick={() => onChange(on === quick.on ? { kind: "suggested" } : { kind: "day", on: quick.on, step })}
          >
            {t("leads.contact.inDays", { n: quick.days })}
          </button>
        ))}
        <button
          type="button"
          className={styles.chip}
          aria-pressed={following.kind === "none"}
          data-on={following.kind === "none" || undefined}
          onClick={() => onChange({ kind: following.kind === "none" ? "suggested" : "none" })}
        >
          {t("leads.contact.none")}
        </button>
      </div>
      <div className={styles.pair}>
        <DateInput
          label={t("leads.step.on")}
          value={on}
          min={today}
          error={missing && on === null ? t("leads.contact.dayMissing") : null}
          onChange={(day) => onChange(day ? { kind: "day", on: day, step } : { kind: "suggested" })}
        />
        <NativeSelect
          label={t("leads.step.kind")}
          value={step}
          disabled={on === null}
          onChange={({ currentTarget }) => on && onChange({ kind: "day", on, step: currentTarget.value as NextKind })}
          data={NEXT_KINDS.map((value) => ({ value, label: t(`leads.next.${value}`) }))}
        />
      </div>
    </fieldset>
  );
}
