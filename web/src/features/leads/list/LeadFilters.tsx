import { Link, useLocation, useSearch } from "wouter";
import type { CampaignDetail } from "../../../api/campaigns";
import type { LeadCounts } from "../../../api/leads";
import { useCan } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { changed } from "../../../lib/conditions";
import { dotted } from "../../../lib/dotted";
import { countUpTo } from "../../../lib/format";
import { useEveryEngagement } from "../../deals/subscribing/queries";
import { entryWords } from "../../deals/words";
import { useStaff } from "../../organisations/queries";
import styles from "../leads.module.css";
import { SOURCES, STATES } from "../words";
import { type Asked, VIEWS, type View } from "./conditions";

interface LeadFiltersProps {
  campaign: CampaignDetail;
  asked: Asked;
  counts: LeadCounts | undefined;
  onChange: (changes: Record<string, string | null>) => void;
}

/** What one looks at, and the conditions beside it; all of it stands in the address. */
export function LeadFilters({ campaign, asked, counts, onChange }: LeadFiltersProps) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const engagements = useEveryEngagement(campaign.id);
  const staff = useStaff();
  const isByFree = asked.view === "expiring" || asked.view === "pool";
  const accounts = (engagements.data ?? []).map(({ id, accountName, credential }) => ({
    value: id,
    label: accountName ?? dotted([t("leads.channel"), entryWords(campaign.catalogue.credentials, credential, language)], language),
  }));

  return (
    <>
      <Views current={asked.view} counts={counts} />
      <Choice
        name={t("leads.by.account")}
        value={asked.engagement}
        options={accounts}
        onChange={(engagement) => onChange({ engagement })}
      />
      {can("lead:assign") && asked.view !== "mine" && asked.view !== "pool" && (
        <Choice
          name={t("leads.by.owner")}
          value={asked.owner}
          options={[{ value: "none", label: t("leads.nobody") }, ...(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(owner) => onChange({ owner })}
        />
      )}
      <Choice
        name={t("leads.by.state")}
        value={asked.state}
        options={STATES.map((state) => ({ value: state, label: t(`leads.state.${state}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        name={t("leads.by.source")}
        value={asked.source}
        options={SOURCES.map((source) => ({ value: source, label: t(`leads.source.${source}`) }))}
        onChange={(source) => onChange({ source })}
      />
      {!isByFree && (
        <select
          className={styles.select}
          aria-label={t("common.order")}
          value={asked.sort}
          onChange={({ currentTarget }) => onChange({ sort: currentTarget.value === "newest" ? null : currentTarget.value })}
        >
          <option value="newest">{t("leads.order.newest")}</option>
          <option value="next">{t("leads.order.next")}</option>
        </select>
      )}
    </>
  );
}

/** Chips that lead to one view each; numbers only where they are kept. */
function Views({ current, counts }: { current: View; counts: LeadCounts | undefined }) {
  const t = useT();
  const [path] = useLocation();
  const search = useSearch();
  const href = (view: View) => {
    const next = changed(new URLSearchParams(search), { view: view === "all" ? null : view });
    return next.size ? `${path}?${next}` : path;
  };
  const numbers: Partial<Record<View, number>> = counts ? { expiring: counts.expiring, pool: counts.free } : {};
  return (
    <nav className={styles.views} aria-label={t("leads.views")}>
      {VIEWS.map((view) => (
        <Link key={view} href={href(view)} replace className={styles.chip} aria-current={view === current ? "page" : undefined}>
          {t(`leads.view.${view}`)}
          {(numbers[view] ?? 0) > 0 && <span>{countUpTo(numbers[view] ?? 0)}</span>}
        </Link>
      ))}
    </nav>
  );
}

interface ChoiceProps {
  name: string;
  value: string | null;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

/** A condition as a chip: 單位：全部. */
function Choice({ name, value, options, onChange }: ChoiceProps) {
  const t = useT();
  const isKnown = options.some((option) => option.value === value);
  return (
    <select
      className={styles.select}
      aria-label={name}
      data-on={value ? true : undefined}
      value={value ?? ""}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
    >
      <option value="">{t("leads.by.all", { name })}</option>
      {value && !isKnown && <option value={value}>{t("leads.by.chosen", { name })}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
