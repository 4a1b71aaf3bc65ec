import { env } from "cloudflare:workers";
import { plan2008Catalogue } from "../../../src/campaigns/templates/plan-2008";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import { as } from "../../support/kit";
import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const finance = ({ agency }: World) => agency.member("finance");
const marketing = ({ developer }: World) => developer.member("marketing");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const version = `${campaign}/policy-versions/{version}`;
const inCampaign = (id: string) => () => ({ campaign: id });
const ofVersion = (id: string) => () => ({ campaign: local.linkedCampaign, version: id });
const nothing = () => ({});

/** What most routes of a campaign share. */
const ofCampaign = (permission: string) => ({ permission, caller: manager });

async function closed({ agency }: World): Promise<void> {
  await env.SHARD_1.prepare("update campaigns set status = 'closed' where agency_id = ? and id = ?")
    .bind(agency.id, local.linkedCampaign)
    .run();
}

/** A version waiting for the developer that this manager submitted. */
async function submittedByManager(world: World): Promise<void> {
  const { id } = await manager(world);
  await env.SHARD_1.prepare("update approvals set maker_id = ? where agency_id = ? and id = ?")
    .bind(id, world.agency.id, local.pending)
    .run();
}

/** A loose file in the agency, of its finance or its developer's; remembered as `file`. */
export const fileOf =
  (side: "agency" | "developer", purpose: string) =>
  async (world: World): Promise<void> => {
    const { agency, memo } = world;
    memo.file = `file-${crypto.randomUUID()}`;
    await env.SHARD_1.prepare(
      "insert into files (agency_id, id, purpose, name, type, size, sha256, state, created_by, created_at) values (?, ?, ?, ?, 'application/pdf', 9, 'x', 'loose', ?, ?)",
    )
      .bind(agency.id, memo.file, purpose, `批覆 ${agency.id}.pdf`, (await world[side].member("finance")).id, Date.now())
      .run();
    await env.FILES.put(`${agency.id}/${memo.file}`, `%PDF-1.7 ${agency.id}\n`);
  };

export const looseFile = fileOf("agency", "approval-document");
export const paperOfDeveloper = fileOf("developer", "deal-document");

/** What the agency's finance has stored and a contract shows. */
async function contractShown(world: World): Promise<void> {
  await fileOf("agency", "deal-document")(world);
  const { agency, memo } = world;
  await env.SHARD_1.prepare("update files set state = 'kept' where agency_id = ? and id = ?").bind(agency.id, memo.file).run();
  await env.SHARD_1.prepare("update deals set signing_document_id = ? where agency_id = ? and id = ?")
    .bind(memo.file, agency.id, local.signedDeal)
    .run();
}

/** An isolate learns once where an agency lives. */
async function shardKnown({ developer, agency }: World): Promise<void> {
  await as(await developer.member("marketing")).get(`/api/v1/developers/${developer.id}/approvals/${agency.id}/${local.pending}`);
}

const home = { category: "chamber", countedUnits: 9, paymentMethod: "lump-sum", areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 };

export const campaignExamples: Record<string, Example> = {
  "get /api/v1/agencies/{agency}/templates": { permission: "campaign:read", caller: manager, trips: 0 },
  "get /api/v1/agencies/{agency}/campaigns": { permission: "campaign:read", caller: manager },
  "post /api/v1/agencies/{agency}/campaigns": {
    permission: "campaign:plan",
    caller: manager,
    body: ({ ids }, n) => ({
      name: `活動 ${n}`,
      projectId: ids.aloneProject,
      startsOn: "2026-01-05",
      endsOn: "2026-03-07",
      from: { template: "plan-2008" },
    }),
  },
  [`get ${campaign}`]: { ...ofCampaign("campaign:read"), params: inCampaign(local.linkedCampaign) },
  [`patch ${campaign}`]: {
    ...ofCampaign("campaign:plan"),
    params: inCampaign(local.linkedCampaign),
    body: (_, n) => ({ name: `改名 ${n}`, groupIds: [local.group] }),
    ifMatch: 1,
  },
  [`put ${campaign}/catalogue`]: {
    ...ofCampaign("campaign:plan"),
    params: inCampaign(local.linkedCampaign),
    body: () => ({ ...plan2008Catalogue, categories: [...plan2008Catalogue.categories, { code: "clinic", names: { "zh-Hant": "醫院" } }] }),
    ifMatch: 1,
  },
  [`post ${campaign}/opening`]: { ...ofCampaign("campaign:plan"), params: inCampaign(local.draftCampaign), body: nothing },
  [`post ${campaign}/closing`]: { ...ofCampaign("campaign:plan"), params: inCampaign(local.linkedCampaign), body: nothing },
  [`post ${campaign}/reopening`]: {
    ...ofCampaign("campaign:plan"),
    prepare: closed,
    params: inCampaign(local.linkedCampaign),
    body: nothing,
  },
  [`post ${campaign}/archiving`]: {
    ...ofCampaign("campaign:plan"),
    prepare: closed,
    params: inCampaign(local.linkedCampaign),
    body: nothing,
  },

  [`get ${campaign}/policy-versions`]: { ...ofCampaign("policy:read"), params: inCampaign(local.linkedCampaign) },
  [`post ${campaign}/policy-versions`]: {
    ...ofCampaign("policy:draft"),
    params: inCampaign(local.linkedCampaign),
    body: () => ({ basedOn: local.published }),
  },
  [`get ${version}`]: { ...ofCampaign("policy:read"), params: ofVersion(local.submitted) },
  [`put ${version}`]: {
    ...ofCampaign("policy:draft"),
    params: ofVersion(local.draft),
    body: () => ({ effectiveFrom: "2008-06-25", terms: { ...plan2008Terms, floorBps: 9500 } }),
    ifMatch: 1,
  },
  [`delete ${version}`]: { ...ofCampaign("policy:draft"), params: ofVersion(local.draft) },
  [`post ${version}/submission`]: {
    ...ofCampaign("policy:draft"),
    params: ofVersion(local.draft),
    body: () => ({ note: "請審" }),
    trips: 4,
  },
  [`post ${version}/withdrawal`]: {
    ...ofCampaign("policy:draft"),
    prepare: submittedByManager,
    params: ofVersion(local.submitted),
    body: nothing,
    trips: 4,
  },
  [`post ${version}/publication`]: { ...ofCampaign("policy:publish"), params: ofVersion(local.approved), body: nothing },
  // Which groups come next, then all facts of each.
  [`get ${version}/simulation`]: {
    ...ofCampaign("policy:draft"),
    params: ofVersion(local.draft),
    query: "?limit=3",
    trips: 2,
    rows: 300,
  },
  [`get ${version}/comparison`]: { ...ofCampaign("policy:read"), params: ofVersion(local.draft), query: `?with=${local.published}` },
  [`post ${version}/checks`]: {
    ...ofCampaign("policy:read"),
    params: ofVersion(local.draft),
    body: () => ({ effectiveFrom: "2008-06-25", terms: plan2008Terms }),
  },
  [`post ${campaign}/quotes`]: { ...ofCampaign("quote:ask"), params: inCampaign(local.linkedCampaign), body: () => home },
  [`post ${campaign}/price-lists`]: {
    ...ofCampaign("quote:ask"),
    params: inCampaign(local.linkedCampaign),
    body: () => ({ areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00, paymentMethods: ["lump-sum", "mortgage"], category: "chamber" }),
  },
};

const approvals = "/api/v1/agencies/{agency}/approvals";
const handed = "/api/v1/developers/{developer}/approvals";
const pendingHere = () => ({ approval: local.pending });

export const approvalExamples: Record<string, Example> = {
  [`get ${approvals}`]: { permission: "approval:read", caller: finance },
  [`get ${approvals}/count`]: { permission: "approval:read", caller: finance },
  [`get ${approvals}/{approval}`]: { permission: "approval:read", caller: finance, params: pendingHere },
  [`post ${approvals}/{approval}/decision`]: {
    permission: "approval:record",
    caller: finance,
    prepare: looseFile,
    params: () => ({ approval: local.alonePending }),
    body: ({ memo }) => ({ outcome: "approve", documentId: memo.file }),
  },
  [`post ${approvals}/{approval}/answer`]: {
    permission: "approval:decide",
    caller: manager,
    params: () => ({ approval: local.correctionApproval }),
    body: () => ({ outcome: "approve" }),
  },
  [`get ${handed}`]: { permission: "approval:read", caller: marketing },
  [`get ${handed}/count`]: { permission: "approval:read", caller: marketing },
  [`get ${handed}/{agency}/{approval}`]: { permission: "approval:read", caller: marketing, params: pendingHere },
  [`post ${handed}/{agency}/{approval}/decision`]: {
    permission: "policy:decide",
    caller: marketing,
    prepare: shardKnown,
    params: pendingHere,
    body: () => ({ outcome: "return", remark: "檔位請改低一點" }),
    trips: 4,
  },
};

const files = "/api/v1/agencies/{agency}/files";
const filesOfLinked = "/api/v1/developers/{developer}/agencies/{agency}/files";
const developerFinance = ({ developer }: World) => developer.member("finance");
const pdf = () => new TextEncoder().encode("%PDF-1.7\n%%EOF\n");
const thatFile = ({ memo }: World) => ({ file: memo.file ?? "" });

export const fileExamples: Record<string, Example> = {
  [`post ${files}`]: {
    permission: "file:add",
    caller: finance,
    query: "?purpose=approval-document",
    body: pdf,
    headers: () => ({ "content-type": "application/pdf", "x-file-name": encodeURIComponent("批覆.pdf") }),
  },
  [`get ${files}/{file}`]: { permission: "approval:read", caller: finance, prepare: looseFile, params: thatFile },
  [`get ${files}/{file}/content`]: { permission: "approval:read", caller: finance, prepare: looseFile, params: thatFile },
  [`delete ${files}/{file}`]: { permission: "file:add", caller: finance, prepare: looseFile, params: thatFile },
  [`post ${filesOfLinked}`]: {
    permission: "file:add",
    caller: developerFinance,
    query: "?purpose=deal-document",
    body: pdf,
    headers: () => ({ "content-type": "application/pdf", "x-file-name": encodeURIComponent("對賬單.pdf") }),
  },
  [`get ${filesOfLinked}/{file}`]: { permission: "approval:read", caller: developerFinance, prepare: paperOfDeveloper, params: thatFile },
  [`get ${filesOfLinked}/{file}/content`]: {
    permission: "approval:read",
    caller: developerFinance,
    prepare: contractShown,
    params: thatFile,
  },
  [`delete ${filesOfLinked}/{file}`]: {
    permission: "file:add",
    caller: developerFinance,
    prepare: paperOfDeveloper,
    params: thatFile,
    trips: 3, // an isolate learns the agency's shard first
  },
};
