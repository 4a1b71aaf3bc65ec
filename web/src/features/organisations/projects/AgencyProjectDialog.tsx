import { Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { type AgencyProject, changeProject, makeProject } from "../../../api/organisations";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../organisations.module.css";
import { useEdit, useOwner } from "../queries";

interface AgencyProjectDialogProps {
  /** The project to change; a new one without it. */
  project?: AgencyProject;
  onClose: () => void;
}

/** A project of the agency's own, under a developer that is only a name. */
export default function AgencyProjectDialog({ project, onClose }: AgencyProjectDialogProps) {
  const t = useT();
  const owner = useOwner();
  const edit = useEdit();
  const form = useForm({
    initialValues: { name: project?.name ?? "", developerName: project?.developerName ?? "" },
    validate: {
      name: isNotEmpty(t("settings.project.nameMissing")),
      developerName: isNotEmpty(t("settings.project.developerMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "developerName"]);
  const labels = { name: t("settings.project.name"), developerName: t("settings.project.developer") };

  const submit = form.onSubmit(
    async (values) => {
      const fields = { name: values.name.trim(), developerName: values.developerName.trim() };
      const change = () => (project ? changeProject(owner, project, fields) : makeProject(owner, fields));
      const done = await send(() => edit(change, "projects", "links", "campaigns"));
      if (!done) return;
      toast(t(project ? "settings.project.changed" : "settings.project.made", { name: fields.name }));
      onClose();
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );

  return (
    <Dialog opened onClose={onClose} title={project ? t("settings.project.editTitle", { name: project.name }) : t("settings.project.add")}>
      <form onSubmit={submit} noValidate className={styles.dialog}>
        <FormErrorSummary form={form} labels={labels} failure={failure} />
        <TextInput
          label={labels.name}
          placeholder={t("settings.project.namePlaceholder")}
          maxLength={80}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <TextInput
          label={labels.developerName}
          description={t("settings.project.developerHint")}
          maxLength={80}
          {...form.getInputProps("developerName")}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {project ? t("settings.project.save") : t("settings.project.add")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
