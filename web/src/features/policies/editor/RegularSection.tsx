import { useState } from "react";
import { useT } from "../../../i18n/useT";
import { PlusIcon } from "../../../ui/icons";
import { Panel } from "../../../ui/Panel";
import { TextButton } from "../../../ui/TextButton";
import { toast } from "../../../ui/toast";
import { copiedStep, moved, newRowId, newStep, withItem, without } from "../edits";
import type { PolicyForm, StepForm } from "../form";
import { useDesk } from "./desk";
import { NotesAt } from "./NotesAt";
import styles from "./rows.module.css";
import { StepRow } from "./StepRow";
import { useReorder } from "./useReorder";

/** 1 常規折扣: the steps in their order. */
export function RegularSection({ regular, rounding }: Pick<PolicyForm, "regular" | "rounding">) {
  const t = useT();
  const { change, editable } = useDesk();
  const [added, setAdded] = useState<string | null>(null);
  const [said, say] = useState("");

  const moveTo = (id: string, to: number) => {
    const step = regular.find((candidate) => candidate.id === id);
    change((form) => ({ ...form, regular: moved(form.regular, id, to) }));
    say(t("policies.step.movedTo", { name: step?.names["zh-Hant"] ?? "", n: to + 1 }));
  };
  const reorder = useReorder(
    regular.map(({ id }) => id),
    moveTo,
  );
  const insert = (step: StepForm, at: number) => {
    setAdded(step.id);
    change((form) => ({ ...form, regular: withItem(form.regular, step, at) }));
  };
  const remove = (step: StepForm, at: number) => {
    change((form) => ({ ...form, regular: without(form.regular, step.id) }));
    toast(t("policies.step.removed", { name: step.names["zh-Hant"] || t("policies.unnamed") }), () =>
      change((form) => ({ ...form, regular: withItem(without(form.regular, step.id), step, at) })),
    );
  };

  return (
    <Panel
      number={1}
      title={t("policies.regular.title")}
      note={<span className="on-desktop">{t(`policies.regular.note.${rounding}`)}</span>}
      actions={
        editable && (
          <TextButton onClick={() => insert(newStep(newRowId("step")), regular.length)}>
            <PlusIcon size={14} />
            {t("policies.step.add")}
          </TextButton>
        )
      }
    >
      <div data-section="regular" tabIndex={-1}>
        {regular.length === 0 && <p className={styles.nothing}>{t("policies.regular.none")}</p>}
        <ol ref={reorder.list.ref} className={styles.list}>
          {regular.map((step, at) => (
            <StepRow
              key={step.id}
              step={step}
              at={at}
              regular={regular}
              opened={step.id === added}
              handle={reorder.handle(step.id)}
              held={reorder.held === step.id}
              onMove={(to) => moveTo(step.id, to)}
              onCopy={() =>
                insert(
                  copiedStep(step, newRowId("step"), (name) => t("policies.step.copyOf", { name })),
                  at + 1,
                )
              }
              onRemove={() => remove(step, at)}
            />
          ))}
        </ol>
        <NotesAt place="regular" exactly />
        <p className="unseen" role="status">
          {said}
        </p>
      </div>
    </Panel>
  );
}
