import { Button, NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type Attribution, attributeDeal, type DealDetail } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { listed } from "../../../lib/format";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { TextButton } from "../../../ui/TextButton";
import { TypedInput } from "../../../ui/TypedInput";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import { useGroups, useStaff } from "../../organisations/queries";
import styles from "../deals.module.css";
import { useDealAct } from "../queries";
import { equalShares, parseShare, shareNumber, shareWords, shortOfWhole } from "../subscribing/shares";
import { homeOf } from "../words";

interface AttributionDialogProps {
  deal: DealDetail;
  shares: Attribution[];
  onClose: () => void;
}

interface TypedShare {
  key: string;
  userId: string;
  shareBps: number | null;
}

/** The most whose work one deal may be. */
const SHARES_AT_MOST = 6;

const emptyShare = (): TypedShare => ({ key: crypto.randomUUID(), userId: "", shareBps: null });

/** The same consultants with equal shares. */
function sharedEqually(shares: TypedShare[]): TypedShare[] {
  const equal = equalShares(shares.length);
  return shares.map((share, at) => ({ ...share, shareBps: equal[at] ?? null }));
}

/** Says whose work a deal is: shares of consultants that make the whole. */
export default function AttributionDialog({ deal, shares: before, onClose }: AttributionDialogProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const act = useDealAct(deal.campaignId);
  const staff = useStaff();
  const groups = useGroups();
  const form = useForm<{ shares: TypedShare[] }>({
    initialValues: {
      shares: before.length ? before.map(({ userId, shareBps }) => ({ key: userId, userId, shareBps })) : sharedEqually([emptyShare()]),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["shares"]);
  const { shares } = form.values;
  const home = homeOf(deal);
  const difference = shortOfWhole(shares.map(({ shareBps }) => shareBps));
  const set = (next: TypedShare[]) => form.setFieldValue("shares", next);
  const groupName = (id: string | null) => groups.data?.find((group) => group.id === id)?.name ?? null;
  // Who has left still stands with what they did; nobody who left can be named anew.
  const former = before.filter(({ userId }) => staff.data && !staff.data.some(({ id }) => id === userId));
  const choices = [
    ...(staff.data ?? []).map(({ id, name, groupId }) => ({ value: id, label: dotted([name, groupName(groupId)], language) })),
    ...former.map(({ userId, userName }) => ({ value: userId, label: t("deals.attributing.former", { name: userName }) })),
  ];
  const nameOf = (id: string) =>
    staff.data?.find((member) => member.id === id)?.name ?? before.find(({ userId }) => userId === id)?.userName;
  const reason = shares.some(({ userId }) => !userId)
    ? t("deals.attributing.missing.person")
    : shares.some(({ userId, key }) => shares.some((other) => other.key !== key && other.userId === userId))
      ? t("deals.attributing.missing.twice")
      : difference !== 0 || shares.some(({ shareBps }) => shareBps === null)
        ? t("deals.subscribing.missing.shares")
        : null;
  const whose = listed(
    shares.map(({ userId, shareBps }) => `${nameOf(userId) ?? ""} ${shareWords(shareBps ?? 0)}`),
    language,
  );

  const submit = form.onSubmit(async () => {
    if (reason !== null) return;
    const edit = { shares: shares.map(({ userId, shareBps }) => ({ userId, shareBps: shareBps ?? 0 })) };
    const done = await send(() => act(() => attributeDeal({ tenant, campaign: deal.campaignId, deal: deal.id }, deal.version, edit)));
    if (!done) return;
    toast(t("deals.attributing.done", { home, whose }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("deals.attributing.of", { home })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={Object.fromEntries(shares.map((_, at) => [`shares.${at}.userId`, t("deals.attributing.personNumber", { n: at + 1 })]))}
          failure={failure}
        />
        <p className={styles.why}>{t("deals.attributing.say")}</p>
        {shares.map(({ key }, at) => (
          <div key={key} className={styles.whose}>
            <NativeSelect
              label={t("deals.attributing.personNumber", { n: at + 1 })}
              data={[{ value: "", label: t("deals.subscribing.choose") }, ...choices]}
              {...form.getInputProps(`shares.${at}.userId`)}
            />
            <TypedInput
              label={t("deals.subscribing.share")}
              parse={parseShare}
              format={shareNumber}
              unit="%"
              unreadable={t("deals.subscribing.shareUnreadable")}
              {...form.getInputProps(`shares.${at}.shareBps`)}
            />
            {shares.length > 1 && (
              <TextButton
                danger
                label={t("deals.attributing.removeNumber", { n: at + 1 })}
                onClick={() => set(sharedEqually(shares.filter((share) => share.key !== key)))}
              >
                {t("deals.subscribing.remove")}
              </TextButton>
            )}
          </div>
        ))}
        {difference !== 0 && (
          <p className={styles.wrong} role="status">
            {t(difference < 0 ? "deals.subscribing.sharesShort" : "deals.subscribing.sharesOver", { n: shareNumber(Math.abs(difference)) })}
          </p>
        )}
        {shares.length < SHARES_AT_MOST && (
          <div>
            <Button size="xs" onClick={() => set(sharedEqually([...shares, emptyShare()]))}>
              {t("deals.attributing.add")}
            </Button>
          </div>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={reason}>
            {reason === null ? t("deals.attributing.act", { home, whose }) : t("deals.attributing.actBare", { home })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
