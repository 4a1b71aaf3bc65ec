import { env } from "cloudflare:workers";
import { giveFactor } from "../../identity/factor";
import { mintMember } from "../../support/kit";
import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const owner = ({ agency }: World) => agency.member("owner");
const developerOwner = ({ developer }: World) => developer.member("owner");
const nobody = () => null;

const signUp = (n: number) => ({
  id: `fresh-${n}-${Math.random().toString(36).slice(2, 8)}`,
  name: `新公司 ${n}`,
  owner: {
    name: "負責人",
    email: `founder-${n}-${Math.random().toString(36).slice(2, 8)}@fuzz.example`,
    password: "a-good-long-secret",
    language: "zh-Hant",
  },
});

/** Somebody to promote or to remove, so that the callers stay who they are. */
const colleague = (kind: "agency" | "developer") => async (world: World) => {
  world.memo.user = (await mintMember(world[kind], "viewer")).id;
};
const user = ({ memo }: World) => ({ user: memo.user ?? "" });

/** The developer's and the agency's, from one description each. */
function ofBoth(path: string, one: (kind: "agency" | "developer") => Example): Record<string, Example> {
  const [method, rest] = path.split(" ") as [string, string];

  return {
    [`${method} /api/v1/agencies/{agency}${rest}`]: one("agency"),
    [`${method} /api/v1/developers/{developer}${rest}`]: one("developer"),
  };
}
const ownerOf = (kind: "agency" | "developer") => (kind === "agency" ? owner : developerOwner);

async function idleGroup({ agency }: World): Promise<void> {
  await env.SHARD_1.prepare("insert or ignore into groups (agency_id, id, name, created_at) values (?, ?, ?, 0)")
    .bind(agency.id, local.idleGroup, `小組 ${local.idleGroup} ${agency.id}`)
    .run();
}

/** The side that did not make an offer answers it, the side that did takes it back, either ends what stands. */
const toAnswer = (kind: "agency" | "developer") => (world: World) => ({
  link: kind === "agency" ? world.ids.offeredToAgency : world.ids.offeredToDeveloper,
});
const toWithdraw = (kind: "agency" | "developer") => (world: World) => ({
  link: kind === "agency" ? world.ids.offeredToDeveloper : world.ids.offeredToAgency,
});
const standing = (world: World) => ({ link: world.ids.acceptedLink });

export const organisationExamples: Record<string, Example> = {
  "post /api/v1/agencies": { caller: nobody, body: (_, n) => signUp(n), secret: true, trips: 4 },
  "post /api/v1/developers": { caller: nobody, body: (_, n) => signUp(n), secret: true, trips: 4 },
  ...ofBoth("get ", (kind) => ({ permission: "organisation:read", caller: ownerOf(kind) })),
  ...ofBoth("patch ", (kind) => ({
    permission: "organisation:edit",
    caller: ownerOf(kind),
    body: (_, n) => ({ name: `改名 ${n}` }),
    ifMatch: 1,
    trips: 4,
  })),
  ...ofBoth("get /staff", (kind) => ({ permission: "staff:read", caller: ownerOf(kind) })),
  ...ofBoth("get /staff/{user}", (kind) => ({ permission: "staff:read", caller: ownerOf(kind), prepare: colleague(kind), params: user })),
  ...ofBoth("patch /staff/{user}", (kind) => ({
    permission: "staff:manage",
    caller: ownerOf(kind),
    prepare: colleague(kind),
    params: user,
    body: () => ({ role: "finance" }),
    ifMatch: 1,
    trips: 4,
  })),
  ...ofBoth("delete /staff/{user}", (kind) => ({
    permission: "staff:manage",
    caller: ownerOf(kind),
    prepare: colleague(kind),
    params: user,
    trips: 4,
  })),
  ...ofBoth("delete /staff/{user}/second-factor", (kind) => ({
    permission: "staff:second-factor",
    caller: ownerOf(kind),
    prepare: async (world) => {
      await colleague(kind)(world);
      await giveFactor({ id: world.memo.user ?? "" });
    },
    params: user,
    trips: 4,
  })),
  ...ofBoth("get /roles", (kind) => ({ permission: "staff:read", caller: ownerOf(kind), trips: 0 })),
  ...ofBoth("get /invitations", (kind) => ({ permission: "staff:manage", caller: ownerOf(kind) })),
  ...ofBoth("get /invitations/{invitation}", (kind) => ({ permission: "staff:manage", caller: ownerOf(kind), params: invitation(kind) })),
  ...ofBoth("post /invitations", (kind) => ({
    permission: "staff:manage",
    caller: ownerOf(kind),
    body: (_, n) => ({ email: `invited-${n}-${Math.random().toString(36).slice(2, 8)}@fuzz.example`, role: "viewer" }),
    trips: 4,
  })),
  ...ofBoth("delete /invitations/{invitation}", (kind) => ({
    permission: "staff:manage",
    caller: ownerOf(kind),
    params: invitation(kind),
    trips: 4,
  })),
  "get /api/v1/agencies/{agency}/groups": { permission: "staff:read", caller: owner },
  "get /api/v1/agencies/{agency}/groups/{group}": { permission: "staff:read", caller: owner, params: () => ({ group: local.group }) },
  "post /api/v1/agencies/{agency}/groups": { permission: "staff:manage", caller: owner, body: (_, n) => ({ name: `客戶${n}組` }) },
  "patch /api/v1/agencies/{agency}/groups/{group}": {
    permission: "staff:manage",
    caller: owner,
    params: () => ({ group: local.group }),
    body: (_, n) => ({ name: `改名 ${n}` }),
    ifMatch: 1,
  },
  "delete /api/v1/agencies/{agency}/groups/{group}": {
    permission: "staff:manage",
    caller: owner,
    prepare: idleGroup,
    params: () => ({ group: local.idleGroup }),
  },
  ...ofBoth("get /projects", (kind) => ({ permission: "project:read", caller: ownerOf(kind) })),
  ...ofBoth("get /projects/{project}", (kind) => ({ permission: "project:read", caller: ownerOf(kind), params: project(kind) })),
  ...ofBoth("post /projects", (kind) => ({
    permission: "project:manage",
    caller: ownerOf(kind),
    body: (_, n) => (kind === "agency" ? { name: `樓盤 ${n}`, developerName: "某開發商" } : { name: `樓盤 ${n}` }),
    trips: 4,
  })),
  ...ofBoth("patch /projects/{project}", (kind) => ({
    permission: "project:manage",
    caller: ownerOf(kind),
    params: project(kind),
    body: (_, n) => ({ name: `改名 ${n}` }),
    ifMatch: 1,
    trips: 4,
  })),
  ...ofBoth("get /link-terms", (kind) => ({ permission: "project:read", caller: ownerOf(kind), trips: 0 })),
  ...ofBoth("get /links", (kind) => ({ permission: "project:read", caller: ownerOf(kind) })),
  ...ofBoth("get /links/{link}", (kind) => ({ permission: "project:read", caller: ownerOf(kind), params: standing })),
  ...ofBoth("post /links", (kind) => ({
    permission: "link:manage",
    caller: ownerOf(kind),
    prepare: freshProject(kind),
    body: ({ memo, developer, agency }) =>
      kind === "agency" ? { projectId: memo.project, developerId: developer.id } : { projectId: memo.project, agencyId: agency.id },
    trips: 4,
  })),
  ...ofBoth("post /links/{link}/acceptance", (kind) => ({
    permission: "link:manage",
    caller: ownerOf(kind),
    params: toAnswer(kind),
    body: () => ({}),
    trips: 4,
  })),
  ...ofBoth("post /links/{link}/refusal", (kind) => ({
    permission: "link:manage",
    caller: ownerOf(kind),
    params: toAnswer(kind),
    body: () => ({}),
    trips: 4,
  })),
  ...ofBoth("post /links/{link}/withdrawal", (kind) => ({
    permission: "link:manage",
    caller: ownerOf(kind),
    params: toWithdraw(kind),
    body: () => ({}),
    trips: 4,
  })),
  ...ofBoth("post /links/{link}/ending", (kind) => ({
    permission: "link:manage",
    caller: ownerOf(kind),
    params: standing,
    body: () => ({}),
    trips: 4,
  })),
};

function invitation(kind: "agency" | "developer") {
  return ({ ids }: World) => ({ invitation: kind === "agency" ? ids.invitation : ids.developerInvitation });
}

function project(kind: "agency" | "developer") {
  return ({ ids }: World) => ({ project: kind === "agency" ? ids.aloneProject : ids.developerProject });
}

/** A project that nobody has offered yet, known to the directory and to the agency's copy. */
function freshProject(kind: "agency" | "developer") {
  return async (world: World) => {
    const id = `project-${crypto.randomUUID()}`;
    world.memo.project = id;
    const [agencyId, developerId] = kind === "agency" ? [world.agency.id, null] : [null, world.developer.id];
    await env.DIRECTORY.prepare(
      "insert into projects (id, name, developer_id, developer_name, agency_id, zone, created_at) values (?, ?, ?, '尚格', ?, 'Asia/Shanghai', 0)",
    )
      .bind(id, `樓盤 ${agencyId ?? developerId}`, developerId, agencyId)
      .run();
    if (agencyId) {
      await env.SHARD_1.prepare(
        "insert into projects (agency_id, id, name, developer_id, developer_name, zone, version) values (?, ?, ?, null, '尚格', 'Asia/Shanghai', 1)",
      )
        .bind(agencyId, id, `樓盤 ${agencyId}`)
        .run();
    }
  };
}
