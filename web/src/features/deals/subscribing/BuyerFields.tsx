import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { findPeople, type Person } from "../../../api/people";
import { ApiProblem } from "../../../api/problem";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { problemWords } from "../../../ui/problemWords";
import { TextButton } from "../../../ui/TextButton";
import { TypedInput } from "../../../ui/TypedInput";
import { numberProblems } from "../../people/numberProblems";
import styles from "../deals.module.css";
import type { KnownBuyer, TypedBuyer } from "./buyers";
import { parseShare, shareNumber } from "./shares";

/** A form with buyers in it, whatever else it holds. */
export interface HoldsBuyers {
  values: { buyers: TypedBuyer[] };
  getInputProps: (path: string) => ReturnType<UseFormReturnType<{ buyers: TypedBuyer[] }>["getInputProps"]>;
}

interface BuyerFieldsProps {
  form: HoldsBuyers;
  at: number;
  onKnown: (person: KnownBuyer | null) => void;
  /** Null while there is only one. */
  onRemove: (() => void) | null;
}

/** One buyer: somebody new by name and numbers, or a person found by their whole phone number; and the share. */
export function BuyerFields({ form, at, onKnown, onRemove }: BuyerFieldsProps) {
  const t = useT();
  const buyer = form.values.buyers[at];
  if (!buyer) return null;
  const path = (field: string) => `buyers.${at}.${field}`;

  return (
    <fieldset className={styles.buyer}>
      <legend>{t("deals.subscribing.buyerNumber", { n: at + 1 })}</legend>
      {buyer.known ? (
        <div className={styles.known}>
          <span>
            <b>{buyer.known.name}</b> <span className="sub nowrap">{buyer.known.phoneMasked}</span>
          </span>
          <TextButton onClick={() => onKnown(null)}>{t("deals.subscribing.another")}</TextButton>
        </div>
      ) : (
        <NewBuyer form={form} at={at} onKnown={onKnown} />
      )}
      <div className={styles.share}>
        <TypedInput
          label={t("deals.subscribing.share")}
          parse={parseShare}
          format={shareNumber}
          unit="%"
          unreadable={t("deals.subscribing.shareUnreadable")}
          {...form.getInputProps(path("shareBps"))}
        />
        {onRemove && (
          <TextButton onClick={onRemove} label={t("deals.subscribing.removeNumber", { n: at + 1 })} danger>
            {t("deals.subscribing.remove")}
          </TextButton>
        )}
      </div>
    </fieldset>
  );
}

function NewBuyer({ form, at, onKnown }: Pick<BuyerFieldsProps, "form" | "at" | "onKnown">) {
  const t = useT();
  const { tenant } = useTenant();
  const [found, setFound] = useState<Person[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const phone = form.values.buyers[at]?.person.phone.trim() ?? "";
  const field = form.getInputProps(`buyers.${at}.person.phone`);

  const find = async () => {
    setBusy(true);
    setTrouble(null);
    setFound(null);
    try {
      setFound(await findPeople(tenant, phone));
    } catch (refused) {
      const problem = numberProblems(t, refused);
      setTrouble((problem instanceof ApiProblem ? problem.errors[0]?.detail : undefined) ?? problemWords(t, problem));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <TextInput
        label={t("deals.subscribing.name")}
        autoComplete="off"
        maxLength={80}
        {...form.getInputProps(`buyers.${at}.person.name`)}
      />
      <div className={styles.two}>
        <TextInput
          label={t("deals.subscribing.phone")}
          type="tel"
          autoComplete="off"
          maxLength={40}
          {...field}
          error={trouble ?? field.error}
        />
        <TextInput
          label={t("deals.subscribing.identity")}
          autoComplete="off"
          maxLength={40}
          {...form.getInputProps(`buyers.${at}.person.identity`)}
        />
      </div>
      {phone !== "" && (
        <div className={styles.known}>
          <Button size="xs" loading={busy} onClick={find}>
            {t("deals.subscribing.findKnown")}
          </Button>
        </div>
      )}
      <div role="status">
        {found?.length === 0 && <p className={styles.why}>{t("deals.subscribing.nobody")}</p>}
        {found?.map((person) => (
          <p key={person.id} className={styles.known}>
            <span>
              <b>{person.name}</b> <span className="sub nowrap">{person.phoneMasked}</span>
            </span>
            <TextButton onClick={() => onKnown(person)} label={t("deals.subscribing.takeWho", { name: person.name ?? "" })}>
              {t("deals.subscribing.take")}
            </TextButton>
          </p>
        ))}
      </div>
    </>
  );
}
