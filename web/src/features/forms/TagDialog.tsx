import { NativeSelect, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { changeTag, type FormPlace, type FormTag, makeTag } from "../../api/forms";
import { useT } from "../../i18n/useT";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { useStaff } from "../organisations/queries";
import { useFormAct } from "./queries";

/** A link: where it is put up, and whose the leads are that come by it. */
export default function TagDialog({ at, tag, onClose }: { at: FormPlace; tag: FormTag | null; onClose: () => void }) {
  const t = useT();
  const act = useFormAct(at);
  const staff = useStaff();
  const form = useForm({
    initialValues: { label: tag?.label ?? "", ownerId: tag?.ownerId ?? "" },
    validate: { label: isNotEmpty(t("forms.tags.labelMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["label", "ownerId"]);
  const labels = { label: t("forms.tags.label"), ownerId: t("forms.tags.owner") };

  const submit = form.onSubmit(async ({ label, ownerId }) => {
    const wanted = { label: label.trim(), ownerId: ownerId || null };
    if (!(await send(() => act(() => (tag ? changeTag(at, tag.tag, wanted) : makeTag(at, wanted)))))) return;
    toast(t(tag ? "forms.tags.changed" : "forms.tags.added", { name: wanted.label }));
    onClose();
  });
  return (
    <FormDialog
      title={tag ? t("forms.tags.changeOf", { name: tag.label }) : t("forms.tags.add")}
      form={form}
      labels={labels}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={tag ? t("common.save") : t("forms.tags.add")}
      onClose={onClose}
    >
      <TextInput
        label={labels.label}
        description={t("forms.tags.labelHint")}
        maxLength={80}
        data-autofocus
        {...form.getInputProps("label")}
      />
      <NativeSelect
        label={labels.ownerId}
        description={t("forms.tags.ownerHint")}
        data={[{ value: "", label: t("forms.tags.nobody") }, ...(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        {...form.getInputProps("ownerId")}
      />
    </FormDialog>
  );
}
