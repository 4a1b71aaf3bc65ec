import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { changesBetween } from "../../../audit/rules";
import { invalidField, Problem } from "../../../http/problem";
import { staff } from "../../../organisations/schema";
import type { AgencyScope } from "../../../tenancy/agency";
import { db, hasRow } from "../../../tenancy/database";
import { codeOf } from "../rules";
import { formTags } from "../schema";
import { formPath, formSeen, formStands } from "../store";
import type { FormTag, NewTag, TagEdit } from "./contract";

/** A form, and the campaign that it is asked for in. */
export interface OfForm {
  campaignId: string;
  formId: string;
}

/** The links of a form by their tags. */
export function tagList(agency: AgencyScope, formId: string, { after, limit }: { after?: string; limit: number }) {
  const { tag, query } = tagsOf(agency, formId);

  return query(after === undefined ? undefined : gt(tag.tag, after))
    .orderBy(tag.tag)
    .limit(limit + 1);
}

function tagsOf(agency: AgencyScope, formId: string) {
  const tag = agency.from(formTags);
  const owner = agency.from(staff);
  const query = (where: SQL | undefined) =>
    db
      .select({
        tag: tag.tag,
        label: tag.label,
        ownerId: tag.ownerId,
        ownerName: sql<string | null>`(select ${owner.name} from ${owner} where ${owner.id} = ${tag.ownerId})`.as("owner_name"),
        touches: tag.touches,
      })
      .from(tag)
      .where(and(eq(tag.formId, formId), where));

  return { tag, query };
}

function tagOf(agency: AgencyScope, formId: string, named: string) {
  const { tag, query } = tagsOf(agency, formId);

  return query(eq(tag.tag, named));
}

/** Puts up a link. @throws Problem `not-found`, `campaign-not-open`, `tag-taken`, `invalid` at `/ownerId` */
export async function makeTag(agency: AgencyScope, { campaignId, formId }: OfForm, made: NewTag): Promise<FormTag> {
  const { tag = freshTag(), label, ownerId = null } = made;
  const [[form], [owner]] = await agency.read(formSeen(agency, campaignId, formId), memberAtWork(agency, ownerId ?? ""));
  if (!form) throw new Problem("not-found");
  if (ownerId !== null && !owner) throw invalidField("/ownerId", "unknown");

  const [row] = await agency.change({
    event: "form.tag-made",
    entity: "form",
    entityId: formId,
    label: `${form.name} ${tag}`,
    changes: [
      { field: "label", to: label },
      { field: "ownerId", to: ownerId },
    ],
    guards: formStands(agency, campaignId, formId),
    writes: [agency.insert(formTags, { campaignId, formId, tag, label, ownerId })],
    answer: tagOf(agency, formId, tag),
    location: `${formPath(agency, campaignId, formId)}/tags/${tag}`,
    status: 201,
  });
  if (!row) throw new Problem("not-found");

  return row;
}

/** One's own link of a form, put up where there is none yet; two presses at once make one. @throws Problem `not-found`, `campaign-not-open` */
export async function ownTag(agency: AgencyScope, at: OfForm): Promise<FormTag> {
  const { id, name } = agency.actor;
  const { tag, query } = tagsOf(agency, at.formId);
  const mine = async () => {
    const [[form], [known]] = await agency.read(
      formSeen(agency, at.campaignId, at.formId),
      query(eq(tag.ownerId, id)).orderBy(tag.tag).limit(1),
    );
    if (!form) throw new Problem("not-found");

    return known;
  };
  const known = await mine();
  if (known) return known;

  const made = freshTag();
  try {
    const [row] = await agency.change({
      event: "form.tag-made",
      entity: "form",
      entityId: at.formId,
      label: made,
      changes: [{ field: "ownerId", to: id }],
      guards: [
        ...formStands(agency, at.campaignId, at.formId),
        { code: "conflict", holds: sql`not ${hasRow(tag, and(eq(tag.formId, at.formId), eq(tag.ownerId, id)))}` },
      ],
      writes: [agency.insert(formTags, { ...at, tag: made, label: name, ownerId: id })],
      answer: tagOf(agency, at.formId, made),
      location: `${formPath(agency, at.campaignId, at.formId)}/tags/${made}`,
      status: 200,
    });
    if (row) return row;
  } catch (error) {
    if (!(error instanceof Problem && error.code === "conflict")) throw error;
  }
  const others = await mine();
  if (!others) throw new Problem("not-found");

  return others;
}

/** One link. @throws Problem `not-found` */
export async function readTag(agency: AgencyScope, { campaignId, formId }: OfForm, named: string): Promise<FormTag> {
  const [[form], [tag]] = await agency.read(formSeen(agency, campaignId, formId), tagOf(agency, formId, named));
  if (!form || !tag) throw new Problem("not-found");

  return tag;
}

/** Calls a link something else, or gives it to somebody: whose leads are there already stays. @throws Problem as `makeTag` */
export async function editTag(agency: AgencyScope, { campaignId, formId }: OfForm, named: string, edit: TagEdit): Promise<FormTag> {
  const [[form], [before], [owner]] = await agency.read(
    formSeen(agency, campaignId, formId),
    tagOf(agency, formId, named),
    memberAtWork(agency, edit.ownerId ?? ""),
  );
  if (!form || !before) throw new Problem("not-found");
  if (edit.ownerId && !owner) throw invalidField("/ownerId", "unknown");
  const changes = changesBetween(before, edit);
  if (changes.length === 0) return before;
  const { tag } = tagsOf(agency, formId);

  const [row] = await agency.change({
    event: "form.tag-edited",
    entity: "form",
    entityId: formId,
    label: `${form.name} ${named}`,
    changes,
    guards: [
      ...formStands(agency, campaignId, formId),
      { code: "not-found", holds: hasRow(tag, and(eq(tag.formId, formId), eq(tag.tag, named))) },
    ],
    writes: [agency.update(formTags, edit, and(eq(formTags.formId, formId), eq(formTags.tag, named)))],
    answer: tagOf(agency, formId, named),
    location: `${formPath(agency, campaignId, formId)}/tags/${named}`,
    status: 200,
  });
  if (!row) throw new Problem("not-found");

  return row;
}

/** Takes down a link by which nobody has come. @throws Problem `not-found`, `campaign-not-open`, `tag-used` */
export async function deleteTag(agency: AgencyScope, at: OfForm, named: string): Promise<void> {
  const { formId, campaignId } = at;
  const before = await readTag(agency, at, named);
  const { tag } = tagsOf(agency, formId);
  const own = and(eq(formTags.formId, formId), eq(formTags.tag, named));

  await agency.change({
    event: "form.tag-deleted",
    entity: "form",
    entityId: formId,
    label: `${before.label} ${named}`,
    guards: [
      ...formStands(agency, campaignId, formId),
      { code: "tag-used", holds: hasRow(tag, and(eq(tag.formId, formId), eq(tag.tag, named), eq(tag.touches, 0))) },
    ],
    writes: [agency.delete(formTags, own)],
    location: null,
    status: 204,
  });
}

const freshTag = () => codeOf(crypto.getRandomValues(new Uint8Array(8)));

function memberAtWork(agency: AgencyScope, userId: string) {
  const member = agency.from(staff);

  return db
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.id, userId), eq(member.state, "active")));
}
