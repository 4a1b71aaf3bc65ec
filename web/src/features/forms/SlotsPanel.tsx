import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { deleteSlot, type FormPlace, type FormSlot } from "../../api/forms";
import { paths } from "../../app/paths";
import { useLanguage, useT } from "../../i18n/useT";
import { agendaDay, dayOf, timeOfDay } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, LoadedPages } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import styles from "./forms.module.css";
import { useFormAct, useSlots } from "./queries";

const SlotsDialog = lazyDialog(() => import("./SlotsDialog"));
const SlotDialog = lazyDialog(() => import("./SlotDialog"));

interface SlotsPanelProps {
  at: FormPlace;
  campaign: CampaignDetail;
  editable: boolean;
}

/** 預約時段: when visitors may come, and how many have booked. */
export function SlotsPanel({ at, campaign, editable }: SlotsPanelProps) {
  const t = useT();
  const language = useLanguage();
  const slots = useSlots(at);
  const act = useFormAct(at);
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<FormSlot | null>(null);
  const [deleting, setDeleting] = useState<FormSlot | null>(null);
  const { zone } = campaign;
  const when = ({ startsAt, endsAt }: FormSlot) => `${timeOfDay(startsAt, zone)}–${timeOfDay(endsAt, zone)}`;
  const said = (slot: FormSlot) => `${agendaDay(dayOf(slot.startsAt, zone), language)} ${when(slot)}`;
  const add = editable && (
    <ReasonedButton sends size="xs" leftSection={<PlusIcon size={12} />} onClick={() => setAdding(true)}>
      {t("forms.slots.add")}
    </ReasonedButton>
  );

  return (
    <Panel
      number={5}
      title={t("forms.slots")}
      actions={
        <>
          <Button size="xs" component={Link} href={paths.formBookings(at.tenant, at.campaign, at.form)}>
            {t("forms.bookings")}
          </Button>
          {add}
        </>
      }
    >
      <LoadedPages query={slots} what={t("forms.slots.notLoaded")}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState fact={t("forms.slots.empty")} hint={t("forms.slots.emptyHint")} />
          ) : (
            <>
              {[...Map.groupBy(rows, ({ startsAt }) => dayOf(startsAt, zone))].map(([day, ofDay]) => (
                <section key={day} className={styles.slotDay} aria-label={agendaDay(day, language)}>
                  <h3>{agendaDay(day, language)}</h3>
                  <ul>
                    {ofDay.map((slot) => (
                      <li key={slot.id} className={styles.slotRow}>
                        <span className={styles.time}>{when(slot)}</span>
                        <span>{t("forms.slots.taken", { n: slot.taken, of: slot.capacity })}</span>
                        {editable && (
                          <span className={styles.acts}>
                            <TextButton sends label={t("forms.slots.changeOf", { when: said(slot) })} onClick={() => setChanging(slot)}>
                              {t("forms.slots.change")}
                            </TextButton>
                            {slot.taken === 0 && (
                              <TextButton
                                sends
                                danger
                                label={t("forms.slots.deleteOf", { when: said(slot) })}
                                onClick={() => setDeleting(slot)}
                              >
                                {t("forms.delete")}
                              </TextButton>
                            )}
                          </span>
                        )}
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
              <LoadMore query={slots} shown={rows.length} />
            </>
          )
        }
      </LoadedPages>
      {adding && <SlotsDialog at={at} campaign={campaign} onClose={() => setAdding(false)} />}
      {changing && <SlotDialog at={at} slot={changing} when={said(changing)} onClose={() => setChanging(null)} />}
      {deleting && (
        <ConfirmDialog
          opened
          danger
          onClose={() => setDeleting(null)}
          title={t("forms.slots.delete")}
          act={t("forms.slots.deleteOf", { when: said(deleting) })}
          onConfirm={async () => {
            await act(() => deleteSlot(at, deleting.id));
            toast(t("forms.slots.deleted"));
          }}
        >
          {t("forms.slots.deleteSay")}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
