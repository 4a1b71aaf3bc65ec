import { Checkbox, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { type FormPlace, makeSlots } from "../../api/forms";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { FormDialog } from "../../ui/FormDialog";
import { CountInput } from "../../ui/inputs";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./forms.module.css";
import { useFormAct } from "./queries";
import { daysOf, timesOf } from "./times";

const WEEK = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** Many times at once: the same hours on each of the chosen days. */
export default function SlotsDialog({ at, campaign, onClose }: { at: FormPlace; campaign: CampaignDetail; onClose: () => void }) {
  const t = useT();
  const act = useFormAct(at);
  const tomorrow = dayOf(new Date(Date.now() + 86_400_000), campaign.zone);
  const form = useForm({
    initialValues: {
      fromDay: tomorrow as string | null,
      toDay: tomorrow as string | null,
      weekdays: [...WEEK] as string[],
      times: "09:00 10:00 11:00 14:00 15:00 16:00",
      minutes: 60 as number | null,
      capacity: 5 as number | null,
    },
    validate: {
      fromDay: isNotEmpty(t("forms.slots.dayMissing")),
      toDay: (day, { fromDay }) => (!day ? t("forms.slots.dayMissing") : fromDay && day < fromDay ? t("forms.reversed") : null),
      weekdays: (days) => (days.length ? null : t("forms.slots.weekdayMissing")),
      times: (typed) => (timesOf(typed) ? null : t("forms.slots.timesWrong")),
      minutes: isNotEmpty(t("forms.slots.minutesMissing")),
      capacity: isNotEmpty(t("forms.slots.capacityMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["fromDay", "toDay", "weekdays", "times", "minutes", "capacity"]);
  const { fromDay, toDay, weekdays, times } = form.values;
  const many = daysOf(fromDay, toDay, weekdays.map(Number)) * (timesOf(times)?.length ?? 0);
  const labels = {
    fromDay: t("forms.slots.fromDay"),
    toDay: t("forms.slots.toDay"),
    weekdays: t("forms.slots.weekdays"),
    times: t("forms.slots.times"),
    minutes: t("forms.slots.minutes"),
    capacity: t("forms.slots.capacity"),
  };

  const submit = form.onSubmit(async (typed) => {
    const done = await send(() =>
      act(() =>
        makeSlots(at, {
          fromDay: typed.fromDay ?? "",
          toDay: typed.toDay ?? "",
          weekdays: typed.weekdays.map(Number),
          times: timesOf(typed.times) ?? [],
          minutes: typed.minutes ?? 0,
          capacity: typed.capacity ?? 0,
        }),
      ),
    );
    if (!done) return;
    toast(t("forms.slots.added", { n: many }));
    onClose();
  });
  return (
    <FormDialog
      title={t("forms.slots.add")}
      form={form}
      labels={labels}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("forms.slots.addMany", { n: many })}
      reason={many > 500 ? t("forms.slots.tooMany") : null}
      onClose={onClose}
    >
      <div className={styles.two}>
        <DateInput label={labels.fromDay} {...form.getInputProps("fromDay")} />
        <DateInput label={labels.toDay} {...form.getInputProps("toDay")} />
      </div>
      <Checkbox.Group label={labels.weekdays} {...form.getInputProps("weekdays")}>
        <div className={styles.week}>
          {WEEK.map((day) => (
            <Checkbox key={day} value={day} label={t(`forms.weekday.${day}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput label={labels.times} description={t("forms.slots.timesHint")} maxLength={400} {...form.getInputProps("times")} />
      <div className={styles.two}>
        <CountInput label={labels.minutes} unit={t("forms.slots.minute")} {...form.getInputProps("minutes")} />
        <CountInput label={labels.capacity} unit={t("forms.people")} {...form.getInputProps("capacity")} />
      </div>
    </FormDialog>
  );
}
