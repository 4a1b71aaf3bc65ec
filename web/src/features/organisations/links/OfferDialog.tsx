import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { offerLink } from "../../../api/organisations";
import { isProblem } from "../../../api/problem";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { Loaded } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import { mayBeShortName, shortNameOf } from "../links";
import styles from "../organisations.module.css";
import { useLinkTerms, useOwner, useRefresh } from "../queries";
import { LinkTermsList } from "./LinkTermsList";

interface OfferDialogProps {
  /** Projects that may be offered; one alone is not asked about. */
  projects: { id: string; name: string }[];
  onClose: () => void;
}

/** Offers to work together on a project; what will be shared stands above the button. */
export default function OfferDialog({ projects, onClose }: OfferDialogProps) {
  const t = useT();
  const owner = useOwner();
  const refresh = useRefresh();
  const terms = useLinkTerms();
  const form = useForm({
    initialValues: { projectId: projects[0]?.id ?? "", other: "" },
    validate: { other: (typed) => (mayBeShortName(shortNameOf(typed)) ? null : t(`settings.offer.${owner.kind}.otherWrong`)) },
  });
  const { busy, failure, send } = useSubmit(form, ["projectId"]);
  const other = shortNameOf(form.values.other);
  const project = projects.find(({ id }) => id === form.values.projectId)?.name ?? "";
  const developer = owner.kind === "agency" ? t("settings.offer.theDeveloper") : null;

  const finish = async () => {
    await refresh("links", "projects");
    toast(t("settings.offer.done", { project, other }));
    onClose();
  };
  const toOther = () => form.getInputNode("other")?.focus();
  const submit = form.onSubmit(async ({ projectId }) => {
    await send(() =>
      offerLink(owner, projectId, other).then(finish, (error) => {
        if (!isProblem(error, "unknown-reference")) throw error;
        form.setFieldError("other", t(`settings.offer.${owner.kind}.otherUnknown`, { other }));
        toOther();
      }),
    );
  }, toOther);

  const label = t(`settings.offer.${owner.kind}.other`);
  return (
    <Dialog opened onClose={onClose} title={t(`settings.offer.${owner.kind}.title`)} wide>
      <form onSubmit={submit} noValidate className={styles.dialog}>
        <FormErrorSummary form={form} labels={{ other: label, projectId: t("settings.offer.project") }} failure={failure} />
        {projects.length > 1 && (
          <NativeSelect
            label={t("settings.offer.project")}
            data={projects.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps("projectId")}
          />
        )}
        <TextInput
          label={label}
          description={t(`settings.offer.${owner.kind}.otherHint`)}
          autoCapitalize="off"
          spellCheck={false}
          autoComplete="off"
          maxLength={120}
          data-autofocus
          {...form.getInputProps("other")}
        />
        <Loaded query={terms}>{(loaded) => <LinkTermsList terms={loaded} developer={developer} />}</Loaded>
        <p className="sub">{t(`settings.offer.${owner.kind}.after`)}</p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t(`settings.offer.${owner.kind}.act`, { project })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
