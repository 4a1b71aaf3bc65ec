import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { listChannels, listMessages, type Message, resendMessage } from "../../api/messages";
import { useCan, useTenant } from "../../app/session";
import styles from "../../features/messages/messages.module.css";
import {
  CHANNELS,
  canResend,
  conditionsIn,
  recipientWords,
  STATES,
  stateTone,
  TEMPLATES,
  templateWord,
} from "../../features/messages/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { type Column, DataTable } from "../../ui/DataTable";
import { Finding } from "../../ui/Finding";
import { LoadMore } from "../../ui/LoadMore";
import { Mark } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages, NoMatch } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";

type Condition = "state" | "channel" | "template";

/** What the agency has sent to whom, whether it got there, and sending it again. */
export default function MessagesPage() {
  const t = useT();
  const { tenant } = useTenant();
  const [parameters, setParameters] = useSearchParams();
  const conditions = conditionsIn(parameters);
  const { state, channel, template } = conditions;
  const query = useInfiniteQuery({
    queryKey: ["agency", tenant, "messages", conditions],
    queryFn: ({ pageParam }) =>
      listMessages(tenant, { state: state ?? undefined, channel: channel ?? undefined, template: template ?? undefined }, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const choose = (name: Condition, value: string) => {
    const next = new URLSearchParams(parameters);
    // The API keeps an index for a channel and one for a template: one of the two at a time.
    if (name !== "state") for (const other of ["channel", "template"]) next.delete(other);
    if (value) next.set(name, value);
    else next.delete(name);
    setParameters(next, { replace: true });
  };
  const said = [
    state && t(`messages.state.${state}`),
    channel && t(`messages.channel.${channel}`),
    template && templateWord(t, template),
  ].filter((word) => word !== null);

  return (
    <>
      <PageHead title={t("messages.title")} meta={[t("messages.say")]} />
      <Channels />
      <Filters conditions={conditions} onChoose={choose} />
      <LoadedPages query={query} what={t("messages.notLoaded")}>
        {(messages) =>
          messages.length === 0 ? (
            <Panel label={t("messages.title")}>
              {said.length > 0 ? (
                <NoMatch fact={t("messages.noMatch")} conditions={said.join("、")} onClear={() => setParameters({}, { replace: true })} />
              ) : (
                <EmptyState fact={t("messages.empty")} hint={t("messages.emptyHint")} />
              )}
            </Panel>
          ) : (
            <>
              <MessageTable messages={messages} />
              <LoadMore query={query} shown={messages.length} />
            </>
          )
        }
      </LoadedPages>
    </>
  );
}

/** Says which channels are not set up, since what goes by them waits. */
function Channels() {
  const t = useT();
  const { tenant } = useTenant();
  const { data } = useQuery({ queryKey: ["agency", tenant, "message-channels"], queryFn: () => listChannels(tenant) });
  const missing = (data ?? []).filter(({ isSetUp }) => !isSetUp).map(({ channel }) => t(`messages.channel.${channel}`));
  if (missing.length === 0) return null;
  return (
    <div className={styles.channels}>
      <Finding kind="remark">{t("messages.notSetUp", { channels: missing.join("、") })}</Finding>
    </div>
  );
}

function Filters({
  conditions,
  onChoose,
}: {
  conditions: ReturnType<typeof conditionsIn>;
  onChoose: (name: Condition, value: string) => void;
}) {
  const t = useT();
  const select = (name: Condition, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(`messages.filter.${name}`)}
      value={conditions[name] ?? ""}
      onChange={({ currentTarget }) => onChoose(name, currentTarget.value)}
      data={[{ value: "", label: t("messages.filter.all") }, ...data]}
    />
  );
  return (
    <search className={styles.filters}>
      {select(
        "state",
        STATES.map((value) => ({ value, label: t(`messages.state.${value}`) })),
      )}
      {select(
        "channel",
        CHANNELS.map((value) => ({ value, label: t(`messages.channel.${value}`) })),
      )}
      {select(
        "template",
        TEMPLATES.map((value) => ({ value, label: templateWord(t, value) })),
      )}
    </search>
  );
}

function MessageTable({ messages }: { messages: Message[] }) {
  const t = useT();
  const language = useLanguage();
  const may = useCan()("message:resend");
  const { tenant } = useTenant();
  const queries = useQueryClient();
  const [resending, setResending] = useState<Message | null>(null);

  const mark = ({ state }: Message) => (
    <Mark tone={stateTone[state]} sign={t(`messages.sign.${state}`)} word={t(`messages.state.${state}`)} />
  );
  const why = ({ state, reason, tries, dueAt, createdAt }: Message) => {
    const words = reason ? t(`messages.reason.${reason}`) : null;
    if (state === "waiting" && tries > 0) return dotted([words ?? "", t("messages.again", { at: tableTime(dueAt, HOUSE_ZONE) })], language);
    if (state === "waiting" && dueAt > createdAt) return t("messages.due", { at: tableTime(dueAt, HOUSE_ZONE) });
    return words;
  };
  const what = (message: Message) => (
    <>
      {templateWord(t, message.template)}
      {message.firstId && <span className="dim"> {t("messages.isRepeated")}</span>}
    </>
  );
  const act = (message: Message) =>
    may && canResend(message) ? (
      <TextButton
        sends
        onClick={() => setResending(message)}
        label={t("messages.resendOne", { message: templateWord(t, message.template), to: recipientWords(t, message) })}
      >
        {t("messages.resend")}
      </TextButton>
    ) : null;
  const at = ({ sentAt, createdAt }: Message) => tableTime(sentAt ?? createdAt, HOUSE_ZONE);
  const columns: Column<Message>[] = [
    { id: "at", header: t("messages.column.at"), cell: (message) => <span className="nowrap">{at(message)}</span> },
    { id: "to", header: t("messages.column.to"), cell: (message) => recipientWords(t, message) },
    { id: "what", header: t("messages.column.what"), cell: what },
    { id: "channel", header: t("messages.column.channel"), cell: ({ channel }) => t(`messages.channel.${channel}`) },
    {
      id: "state",
      header: t("messages.column.state"),
      cell: (message) => (
        <span className={styles.state}>
          {mark(message)}
          {why(message) && <span className="dim">{why(message)}</span>}
        </span>
      ),
    },
    { id: "tries", header: t("messages.column.tries"), align: "right", cell: ({ tries }) => tries },
    { id: "act", header: t("messages.column.act"), cell: act },
  ];
  return (
    <>
      <DataTable
        label={t("messages.title")}
        columns={columns}
        rows={messages}
        rowId={({ id }) => id}
        card={(message) => ({
          title: recipientWords(t, message),
          mark: mark(message),
          lines: [
            dotted([templateWord(t, message.template), t(`messages.channel.${message.channel}`)], language),
            dotted([at(message), t("messages.tries", { n: message.tries })], language),
            ...(why(message) ? [why(message)] : []),
          ],
          actions: act(message) ?? undefined,
        })}
      />
      {resending && (
        <ConfirmDialog
          opened
          onClose={() => setResending(null)}
          title={t("messages.resendTitle")}
          act={t("messages.resendAct", { to: recipientWords(t, resending) })}
          onConfirm={async () => {
            await resendMessage(tenant, resending.id);
            toast(t("messages.resent"));
            await queries.invalidateQueries({ queryKey: ["agency", tenant, "messages"] });
          }}
        >
          <p>
            {t("messages.resendSay", {
              message: templateWord(t, resending.template),
              channel: t(`messages.channel.${resending.channel}`),
              n: resending.resendsLeft,
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
