import { Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import type { Account } from "../../api/accounts";
import { isProblem } from "../../api/problem";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./accounts.module.css";
import { Namesakes } from "./Namesakes";
import { type Parent, ParentField } from "./ParentField";
import { useAccountEdit, useNamesakes, useNamesakesNow } from "./queries";
import { useSettled } from "./useSettled";

/** So long the button stays busy over namesakes that have just appeared: the rest of a double press is no yes to them. */
const TO_READ_MS = 700;

export interface AccountForm {
  name: string;
  parentId: Parent | null;
}

interface AccountDialogProps {
  title: string;
  /** The account that is edited; null for a new one. */
  account: Pick<Account, "id" | "name" | "parentId" | "parentName"> | null;
  /** Where a new one belongs from the start. */
  under?: Parent | null;
  /** Has branches of its own, so that it can have no parent. */
  hasBranches?: boolean;
  act: string;
  /** The act when somebody else is called so already. */
  actAnyway: string;
  onSend: (form: AccountForm) => Promise<unknown>;
  onClose: () => void;
}

/** The file of an account: its name, which is looked for as it is typed, and where it counts. */
export function AccountDialog({ title, account, under = null, hasBranches = false, act, actAnyway, onSend, onClose }: AccountDialogProps) {
  const t = useT();
  const online = useOnline();
  const edit = useAccountEdit();
  const parent = account?.parentId ? { id: account.parentId, name: account.parentName ?? "" } : under;
  const form = useForm<AccountForm>({
    initialValues: { name: account?.name ?? "", parentId: parent },
    validate: { name: isNotEmpty(t("accounts.nameMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "parentId"]);
  const { settled, settle, listeners } = useSettled(account?.name);
  const namesakes = useNamesakes(settled);
  const lookUp = useNamesakesNow();
  const named = form.values.name.trim() && settled ? (namesakes.data ?? []).filter(({ id }) => id !== account?.id) : [];
  const overtaken = isProblem(failure, "stale");
  const unchanged = account && form.values.name.trim() === account.name && (form.values.parentId?.id ?? null) === account.parentId;
  const reason = online ? (unchanged ? t("accounts.nothingChanged") : null) : t("accounts.offline");

  /** Whoever presses before the name was looked up is shown its namesakes first; the second press sends. */
  const showsNamesakes = async (name: string) => {
    if (name === account?.name || (name === settled && namesakes.data)) return false;
    settle(name);
    if (!(await lookUp(name)).some(({ id }) => id !== account?.id)) return false;
    await new Promise((resolve) => setTimeout(resolve, TO_READ_MS));
    return true;
  };
  const submit = form.onSubmit(
    async (values) => {
      const name = values.name.trim();
      let isHeld = false;
      const done = await send(async () => {
        isHeld = await showsNamesakes(name);
        if (!isHeld) await edit(() => onSend({ ...values, name }));
      });
      if (done && !isHeld) onClose();
    },
    () => form.getInputNode("name")?.focus(),
  );

  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={{ name: t("accounts.name"), parentId: t("accounts.parent") }}
          failure={overtaken ? null : failure}
        />
        {overtaken && (
          <Finding kind="conflict" announce="alert">
            {t("accounts.overtaken")}
          </Finding>
        )}
        <div className={styles.named}>
          <TextInput
            label={t("accounts.name")}
            placeholder={t("accounts.nameExample")}
            autoComplete="off"
            maxLength={80}
            data-autofocus
            {...form.getInputProps("name")}
            {...listeners}
          />
          <Namesakes accounts={named} />
        </div>
        {hasBranches ? (
          <p className="sub">{t("accounts.hasBranches")}</p>
        ) : (
          <ParentField
            value={form.values.parentId}
            onChange={(chosen) => form.setFieldValue("parentId", chosen)}
            child={account?.id ?? null}
            error={form.errors.parentId as string | undefined}
          />
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={reason}>
            {named.length > 0 ? actAnyway : act}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
