import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useRef } from "react";
import { Link, useSearchParams } from "wouter";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { LoadMore } from "../../ui/LoadMore";
import { Mark } from "../../ui/Mark";
import { Loaded, LoadingSkeleton } from "../../ui/states";
import { ActButtons, actsOf, useActs } from "./Acts";
import { ApprovalBody } from "./ApprovalBody";
import { ApprovalRow } from "./ApprovalRow";
import { pageOf } from "./addresses";
import styles from "./approvals.module.css";
import { type ApprovalLine, lineKey, nameOf, openLine, stateWords, stepTo } from "./lines";
import { useApproval } from "./queries";
import { ShortcutHints } from "./ShortcutHints";
import { useShortcuts, useShortcutsOn } from "./useShortcuts";

interface InboxProps {
  lines: ApprovalLine[];
  query: UseInfiniteQueryResult;
}

/** On a phone: each line leads to its own page. */
export function InboxCards({ lines, query }: InboxProps) {
  const t = useT();
  return (
    <>
      <ul className={styles.cards} aria-label={t("approvals.title")}>
        {lines.map((line) => (
          <li key={lineKey(line.place)}>
            <Link href={pageOf(line.place)} className={styles.card}>
              <ApprovalRow line={line} />
            </Link>
          </li>
        ))}
      </ul>
      {query.hasNextPage && <LoadMore query={query} shown={lines.length} />}
    </>
  );
}

/** On the desk: the list, and beside it what is open; both by keyboard. */
export function InboxPanes({ lines, query }: InboxProps) {
  const [parameters, setParameters] = useSearchParams();
  const open = openLine(lines, parameters.get("open"));
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [keysOn, turnKeys] = useShortcutsOn();
  const detail = useApproval(open?.place ?? null);
  const approval = detail.data;
  const acts = useActs(approval, open?.place ?? null);

  const show = (line: ApprovalLine | null) => {
    if (!line || line === open) return;
    setParameters(
      (current) => {
        current.set("open", lineKey(line.place));
        return current;
      },
      { replace: true },
    );
    list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(lineKey(line.place))}"]`)?.focus();
  };
  const affirm = approval && actsOf(approval).find((act) => act === "approve" || act === "record");
  const read = () => heading.current?.focus();
  const keys = {
    j: () => show(stepTo(lines, open, 1)),
    k: () => show(stepTo(lines, open, -1)),
    Enter: read,
    a: () => affirm && acts.open(affirm),
    r: () => acts.open("return"),
  };
  useShortcuts(keys, keysOn);

  return (
    <div className={styles.panes}>
      <div className={styles.list}>
        <LineList lines={lines} open={open} list={list} parameters={parameters} onEnter={read} />
        {query.hasNextPage && <LoadMore query={query} shown={lines.length} />}
        <ShortcutHints on={keysOn} turn={turnKeys} decides={affirm !== undefined} />
      </div>
      {open && (
        <section aria-labelledby="open-approval">
          <PaneHead line={open} heading={heading}>
            {approval && <ActButtons approval={approval} onAct={acts.open} />}
          </PaneHead>
          <DetailOf line={open} detail={detail} overtaken={acts.overtaken} />
        </section>
      )}
      {acts.dialog}
    </div>
  );
}

interface LineListProps {
  lines: ApprovalLine[];
  open: ApprovalLine | null;
  list: RefObject<HTMLUListElement | null>;
  parameters: URLSearchParams;
  onEnter: () => void;
}

function LineList({ lines, open, list, parameters, onEnter }: LineListProps) {
  const t = useT();
  return (
    <ul ref={list} className={styles.lines} aria-label={t("approvals.title")}>
      {lines.map((line) => {
        const key = lineKey(line.place);
        const address = new URLSearchParams(parameters);
        address.set("open", key);
        return (
          <li key={key}>
            <Link
              href={`?${address}`}
              replace
              data-line={key}
              className={styles.line}
              aria-current={line === open ? "true" : undefined}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || line !== open) return;
                event.preventDefault();
                onEnter();
              }}
            >
              <ApprovalRow line={line} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

interface PaneHeadProps {
  line: ApprovalLine;
  heading: RefObject<HTMLHeadingElement | null>;
  children: ReactNode;
}

function PaneHead({ line, heading, children }: PaneHeadProps) {
  const t = useT();
  const language = useLanguage();
  const { tone, sign, word } = stateWords(line, line.place.kind);
  const { projectName, campaignName, effectiveFrom } = line.subject;
  return (
    <div className={styles.paneHead}>
      <div>
        <div className={styles.paneTitle}>
          <h2 id="open-approval" ref={heading} tabIndex={-1}>
            {nameOf(t, line)}
          </h2>
          <Mark tone={tone} sign={t(sign)} word={t(word)} />
        </div>
        <div className={styles.meta}>
          <span>{dotted([projectName, campaignName], language)}</span>
          {effectiveFrom !== undefined && <span>{t("approvals.effectiveFrom", { day: effectiveFrom })}</span>}
        </div>
      </div>
      <div className={styles.acts}>{children}</div>
    </div>
  );
}

interface DetailOfProps {
  line: ApprovalLine;
  detail: ReturnType<typeof useApproval>;
  overtaken: boolean;
}

/** The content of the open line, in all its states. */
export function DetailOf({ line, detail, overtaken }: DetailOfProps) {
  const t = useT();
  return (
    <Loaded query={detail} what={t("approvals.detailNotLoaded")} skeleton={<LoadingSkeleton shape="lines" />}>
      {(approval) => <ApprovalBody approval={approval} place={line.place} overtaken={overtaken} />}
    </Loaded>
  );
}
