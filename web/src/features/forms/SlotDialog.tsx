import { useForm } from "@mantine/form";
import { changeSlot, type FormPlace, type FormSlot } from "../../api/forms";
import { useT } from "../../i18n/useT";
import { FormDialog } from "../../ui/FormDialog";
import { CountInput } from "../../ui/inputs";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { useFormAct } from "./queries";

/** How many may come at one time. */
export default function SlotDialog({ at, slot, when, onClose }: { at: FormPlace; slot: FormSlot; when: string; onClose: () => void }) {
  const t = useT();
  const act = useFormAct(at);
  const form = useForm({
    initialValues: { capacity: slot.capacity as number | null },
    validate: {
      capacity: (many) =>
        !many ? t("forms.slots.capacityMissing") : many < slot.taken ? t("forms.slots.belowTaken", { n: slot.taken }) : null,
    },
  });
  const { busy, failure, send } = useSubmit(form, ["capacity"]);
  const submit = form.onSubmit(async ({ capacity }) => {
    if (await send(() => act(() => changeSlot(at, slot.id, capacity ?? slot.capacity)))) {
      toast(t("forms.slots.changed"));
      onClose();
    }
  });
  return (
    <FormDialog
      title={when}
      form={form}
      labels={{ capacity: t("forms.slots.capacity") }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("common.save")}
      onClose={onClose}
    >
      <CountInput
        label={t("forms.slots.capacity")}
        hint={t("forms.slots.booked", { n: slot.taken })}
        unit={t("forms.people")}
        {...form.getInputProps("capacity")}
      />
    </FormDialog>
  );
}
