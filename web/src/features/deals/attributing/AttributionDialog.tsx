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
  /** A colleague's id, or a group's after `group:`. */
  whose: string;
  shareBps: number | null;
}

/** The most whose work one deal may be. */
const SHARES_AT_MOST = 6;

const emptyShare = (): TypedShare => ({ key: crypto.randomUUID(), whose: "", shareBps: null });

const GROUP = "group:";
const whoseOf = ({ userId, groupId }: Attribution): string => userId ?? `${GROUP}${groupId}`;

/** The same consultants with equal shares. */
function sharedEqually(shares: TypedShare[]): TypedShare[] {
  const equal = equalShares(shares.length);
  return shares.map((share, at) => ({ ...share, shareBps: equal[at] ?? null }));
}

/** Says whose work a deal is: shares of consultants, or of groups alone, that make the whole. */
export default function AttributionDialog({ deal, shares: before, onClose }: AttributionDialogProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const act = useDealAct(deal.campaignId);
  const staff = useStaff();
  const groups = useGroups();
  const form = useForm<{ shares: TypedShare[] }>({
    initialValues: {
      shares: before.length
        ? before.map((share) => ({ key: whoseOf(share), whose: whoseOf(share), shareBps: share.shareBps }))
        : sharedEqually([emptyShare()]),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["shares"]);
  const { shares } = form.values;
  const home = homeOf(deal);
  const difference = shortOfWhole(shares.map(({ shareBps }) => shareBps));
  const set = (next: TypedShare[]) => form.setFieldValue("shares", next);
  const groupName = (id: string | null) => groups.data?.find((group) => group.id === id)?.name ?? null;
  // Who has left still stands with what they did; nobody who left can be named anew.
  const former = before.filter(({ userId }) => userId !== null && staff.data && !staff.data.some(({ id }) => id === userId));
  const gone = before.filter(({ userId, groupId }) => userId === null && groups.data && groupName(groupId) === null);
  const people = [
    ...(staff.data ?? []).map(({ id, name, groupId }) => ({ value: id, label: dotted([name, groupName(groupId)], language) })),
    ...former.map((share) => ({ value: whoseOf(share), label: t("deals.attributing.former", { name: share.userName }) })),
  ];
  const alone = [
    ...(groups.data ?? []).map(({ id, name }) => ({ value: `${GROUP}${id}`, label: name })),
    ...gone.map((share) => ({ value: whoseOf(share), label: share.userName })),
  ];
  const choices = [
    { group: t("deals.attributing.people"), items: people },
    ...(alone.length > 0 ? [{ group: t("deals.attributing.groups"), items: alone }] : []),
  ];
  const nameOf = (whose: string) =>
    staff.data?.find(({ id }) => id === whose)?.name ??
    alone.find(({ value }) => value === whose)?.label ??
    before.find((share) => whoseOf(share) === whose)?.userName;
  const reason = shares.some(({ whose }) => !whose)
    ? t("deals.attributing.missing.person")
    : shares.some(({ whose, key }) => shares.some((other) => other.key !== key && other.whose === whose))
      ? t("deals.attributing.missing.twice")
      : difference !== 0 || shares.some(({ shareBps }) => shareBps === null)
        ? t("deals.subscribing.missing.shares")
        : null;
  const allWhose = listed(
    shares.map(({ whose, shareBps }) => `${nameOf(whose) ?? ""} ${shareWords(shareBps ?? 0)}`),
    language,
  );

  const submit = form.onSubmit(async () => {
    if (reason !== null) return;
    const edit = {
      shares: shares.map(({ whose, shareBps }) => ({
        ...(whose.startsWith(GROUP) ? { groupId: whose.slice(GROUP.length) } : { userId: whose }),
        shareBps: shareBps ?? 0,
      })),
    };
    const done = await send(() => act(() => attributeDeal({ tenant, campaign: deal.campaignId, deal: deal.id }, deal.version, edit)));
    if (!done) return;
    toast(t("deals.attributing.done", { home, whose: allWhose }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("deals.attributing.of", { home })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={Object.fromEntries(shares.map((_, at) => [`shares.${at}.whose`, t("deals.attributing.personNumber", { n: at + 1 })]))}
          failure={failure}
        />
        <p className={styles.why}>{t("deals.attributing.say")}</p>
        {shares.map(({ key }, at) => (
          <div key={key} className={styles.whose}>
            <NativeSelect
              label={t("deals.attributing.personNumber", { n: at + 1 })}
              data={[{ value: "", label: t("deals.subscribing.choose") }, ...choices]}
              {...form.getInputProps(`shares.${at}.whose`)}
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
            {reason === null ? t("deals.attributing.act", { home, whose: allWhose }) : t("deals.attributing.actBare", { home })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
