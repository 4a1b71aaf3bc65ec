import type { Link } from "../../../api/organisations";
import { useT } from "../../../i18n/useT";
import { Panel } from "../../../ui/Panel";
import { EmptyState } from "../../../ui/states";
import { sortedLinks } from "../links";
import { useOwner } from "../queries";
import { LinkRows } from "./LinkRows";

/** Offers that wait for us stand first, in a panel of their own; none, no panel. */
export function ReceivedOffers({ links, withProject = true }: { links: Link[]; withProject?: boolean }) {
  const t = useT();
  const { kind } = useOwner();
  const { received } = sortedLinks(links, kind);
  if (received.length === 0) return null;
  return (
    <Panel title={t("settings.links.received")} note={t(`settings.links.receivedNote.${kind}`)} flush>
      <LinkRows label={t("settings.links.received")} links={received} withProject={withProject} />
    </Panel>
  );
}

/** What stands, what we offered, and what is over. */
export function LinkPanels({ links, withProject = true }: { links: Link[]; withProject?: boolean }) {
  const t = useT();
  const { kind } = useOwner();
  const { made, active, past } = sortedLinks(links, kind);
  const parts = [
    { id: "active", links: active },
    { id: "made", links: made },
    { id: "past", links: past },
  ] as const;

  return (
    <>
      {parts.map(({ id, links: part }) =>
        part.length > 0 || id === "active" ? (
          <Panel key={id} title={t(`settings.links.${id}`)} note={part.length > 0 ? t(`settings.links.${id}Note`) : undefined} flush>
            {part.length > 0 ? (
              <LinkRows label={t(`settings.links.${id}`)} links={part} withProject={withProject} />
            ) : (
              <EmptyState fact={t("settings.links.none")} hint={t(`settings.links.noneHint.${kind}`)} />
            )}
          </Panel>
        ) : null,
      )}
    </>
  );
}
