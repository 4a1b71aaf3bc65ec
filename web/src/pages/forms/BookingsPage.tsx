import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { type Booking, type Form, type FormPlace, findRegistration, type Registration, stepBooking } from "../../api/forms";
import { isProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import styles from "../../features/forms/bookings.module.css";
import { useBookings, useForm, useFormAct } from "../../features/forms/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { agendaDay, agendaTime, dayOf, timeOfDay } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { DateInput } from "../../ui/DateInput";
import { Finding } from "../../ui/Finding";
import { LoadMore } from "../../ui/LoadMore";
import { Mark, type Tone } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, LoadedPages } from "../../ui/states";
import { toast } from "../../ui/toast";

const TONES: Record<Booking["state"], Tone> = { booked: "info", came: "good", missed: "wait", cancelled: "open" };

/** 預約: who comes on a day, and at the gate whoever shows a code. */
export default function BookingsPage({ params }: PageProps<"tenant" | "campaign" | "form">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const form = useForm(params);
  if (campaign.data && form.data) return <BookingsOf at={params} campaign={campaign.data} form={form.data} />;
  return (
    <PageNotYet
      title={t("forms.bookings")}
      back={paths.form(params.tenant, params.campaign, params.form)}
      what={t("forms.bookings.notLoaded")}
      queries={[campaign, form]}
    />
  );
}

function BookingsOf({ at, campaign, form }: { at: FormPlace; campaign: CampaignDetail; form: Form }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = campaign;
  const today = dayOf(new Date(), zone);
  const [search, setSearch] = useSearchParams();
  const day = /^\d{4}-\d\d-\d\d$/.test(search.get("day") ?? "") ? (search.get("day") ?? today) : today;
  const bookings = useBookings(at, day);
  const back = paths.form(at.tenant, at.campaign, at.form);

  return (
    <>
      <PageHead
        title={t("forms.bookings")}
        crumbs={[
          { label: t("forms.title"), href: paths.forms(at.tenant, at.campaign) },
          { label: form.name, href: back },
          { label: t("forms.bookings") },
        ]}
        meta={[form.name]}
        back={back}
      />
      <Gate at={at} zone={zone} />
      <Panel
        title={day === today ? t("forms.bookings.today") : agendaDay(day, language)}
        actions={
          <DateInput
            label={t("forms.bookings.day")}
            value={day}
            onChange={(chosen) => setSearch(chosen && chosen !== today ? { day: chosen } : {})}
          />
        }
      >
        <LoadedPages query={bookings} what={t("forms.bookings.notLoaded")}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState fact={t("forms.bookings.empty")} hint={t("forms.bookings.emptyHint")} />
            ) : (
              <>
                {[...Map.groupBy(rows, ({ startsAt }) => startsAt)].map(([startsAt, together]) => (
                  <section key={startsAt} className={styles.slot} aria-label={timeOfDay(startsAt, zone)}>
                    <h3>{timeOfDay(startsAt, zone)}</h3>
                    <ul>
                      {together.map((booking) => (
                        <li key={booking.id}>
                          <BookingRow at={at} booking={booking} />
                        </li>
                      ))}
                    </ul>
                  </section>
                ))}
                <LoadMore query={bookings} shown={rows.length} />
              </>
            )
          }
        </LoadedPages>
      </Panel>
    </>
  );
}

/** At the gate: a code is typed, and whoever holds it is let in. */
function Gate({ at, zone }: { at: FormPlace; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Registration | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (!typed.trim()) return;
    setBusy(true);
    setFailure(null);
    setFound(null);
    try {
      setFound(await findRegistration(at, typed));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t("forms.gate")}>
      <form className={styles.gate} onSubmit={find}>
        <TextInput
          label={t("forms.gate.code")}
          description={t("forms.gate.hint")}
          value={typed}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <ReasonedButton type="submit" variant="filled" loading={busy}>
          {t("forms.gate.find")}
        </ReasonedButton>
      </form>
      <div role="status" className={styles.found}>
        {failure !== null && (
          <Finding kind="error">
            {isProblem(failure, "not-found") ? t("forms.gate.nobody", { code: typed }) : problemWords(t, failure)}
          </Finding>
        )}
        {found &&
          (found.booking ? (
            <>
              <p className={styles.when}>{agendaTime(found.booking.startsAt, zone, language)}</p>
              <BookingRow at={at} booking={found.booking} onChanged={(booking) => setFound({ ...found, booking })} isMain />
            </>
          ) : (
            <Finding kind="remark">
              {t("forms.gate.noBooking", {
                name: found.nameMasked ?? t("forms.bookings.notKept"),
                when: agendaTime(found.registeredAt, zone, language),
              })}
            </Finding>
          ))}
      </div>
    </Panel>
  );
}

interface BookingRowProps {
  at: FormPlace;
  booking: Booking;
  onChanged?: (booking: Booking) => void;
  /** The one act of the moment is the page's main one. */
  isMain?: boolean;
}

function BookingRow({ at, booking, onChanged, isMain = false }: BookingRowProps) {
  const t = useT();
  const can = useCan();
  const act = useFormAct(at);
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [cancelling, setCancelling] = useState(false);
  const { state } = booking;
  const name = booking.nameMasked ?? t("forms.bookings.notKept");

  const step = async (to: "arrival" | "absence" | "return") => {
    setBusy(true);
    setFailure(null);
    try {
      onChanged?.(await act(() => stepBooking(at, booking.id, to)));
      toast(t(`forms.bookings.done.${to}`, { name }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.row}>
      <div>
        <b>{name}</b> <Mark tone={TONES[state]} sign={t(`forms.bookings.sign.${state}`)} word={t(`forms.bookings.state.${state}`)} />
        <p className="dim">
          {dotted([booking.receipt, booking.ownerName && t("forms.bookings.owner", { name: booking.ownerName })], language)}
        </p>
      </div>
      {can("lead:report") && state !== "cancelled" && (
        <div className={styles.acts}>
          {state !== "came" && (
            <ReasonedButton sends loading={busy} variant={isMain ? "filled" : "default"} onClick={() => void step("arrival")}>
              {t("forms.bookings.arrival")}
            </ReasonedButton>
          )}
          {state === "booked" && (
            <>
              <ReasonedButton sends onClick={() => void step("absence")}>
                {t("forms.bookings.absence")}
              </ReasonedButton>
              <ReasonedButton sends onClick={() => setCancelling(true)}>
                {t("forms.bookings.cancel")}
              </ReasonedButton>
            </>
          )}
          {(state === "came" || state === "missed") && <Button onClick={() => void step("return")}>{t("forms.bookings.return")}</Button>}
        </div>
      )}
      {failure !== null && (
        <Finding kind="error" announce="alert">
          {problemWords(t, failure)}
        </Finding>
      )}
      <ConfirmDialog
        opened={cancelling}
        danger
        onClose={() => setCancelling(false)}
        title={t("forms.bookings.cancel")}
        act={t("forms.bookings.cancelOf", { name })}
        onConfirm={async () => {
          onChanged?.(await act(() => stepBooking(at, booking.id, "cancellation")));
          toast(t("forms.bookings.cancelled", { name }));
        }}
      >
        {t("forms.bookings.cancelSay")}
      </ConfirmDialog>
    </div>
  );
}
