import { describe, expect, test } from "vitest";
import { agencyRoles, permissionsOf } from "../../../src/tenancy/roles";
import {
  areaOf,
  fitsMask,
  groupsWithMembers,
  isExpired,
  mayPlace,
  ownPermissions,
  permissionsIn,
  roleChange,
  rolesToGive,
  staffFound,
} from "../../../web/src/features/organisations/placing";

const roles = agencyRoles.map((role) => ({ role, permissions: permissionsOf("agency", role) }));
const owner = { id: "lin", role: "owner" };
const manager = { id: "huang", role: "manager" };
const consultant = { id: "zhou", role: "consultant" };

describe("who places whom", () => {
  test.each([
    { by: owner, member: manager, may: true, why: "an owner moves anybody" },
    { by: owner, member: { id: "su", role: "owner" }, may: true, why: "another owner too" },
    { by: owner, member: owner, may: false, why: "nobody changes their own role" },
    { by: manager, member: consultant, may: true, why: "a manager moves the others" },
    { by: manager, member: owner, may: false, why: "only an owner moves an owner" },
  ])("$by.role over $member.id: $why", ({ by, member, may }) => {
    expect(mayPlace(by, member)).toBe(may);
  });

  test("only an owner makes an owner", () => {
    expect(rolesToGive(roles, owner).map(({ role }) => role)).toContain("owner");
    expect(rolesToGive(roles, manager).map(({ role }) => role)).not.toContain("owner");
  });
});

describe("what a role is", () => {
  test("a consultant who becomes finance gains and loses what the table says", () => {
    expect(roleChange(roles, "consultant", "finance")).toEqual({
      gained: ["approval:record", "proof:check", "deal:confirm", "reward:hold", "reward:pay", "earnest:confirm", "audit:read"],
      lost: ["lead:report", "account:edit", "person:edit", "deal:record", "special:ask", "reward:claim", "earnest:record"],
    });
  });

  test("back again it loses the same", () => {
    expect(roleChange(roles, "finance", "consultant")).toEqual({
      gained: ["lead:report", "account:edit", "person:edit", "deal:record", "special:ask", "reward:claim", "earnest:record"],
      lost: ["approval:record", "proof:check", "deal:confirm", "reward:hold", "reward:pay", "earnest:confirm", "audit:read"],
    });
  });

  test("what everybody may do sets nobody apart", () => {
    expect(ownPermissions(roles, "viewer"), "all but logistics see customers").toEqual(["lead:read", "form:read"]);
    expect(ownPermissions(roles, "finance")).toContain("approval:record");
  });

  test("the table has every permission once, those of one area together", () => {
    const permissions = permissionsIn(roles);
    expect(new Set(permissions).size).toBe(permissions.length);
    expect([...permissions].sort()).toEqual([...new Set(roles.flatMap((each) => each.permissions))].sort());
    const areas = permissions.map(areaOf).filter((area, at, all) => area !== all[at - 1]);
    expect(areas).toEqual([...new Set(areas)]);
  });
});

describe("finding colleagues", () => {
  const staff = [
    { name: "周敏", emailMasked: "c•••@hopefluent.example", role: "consultant" },
    { name: "Anna Wong", emailMasked: "a•••@hopefluent.example", role: "finance" },
  ];
  test.each([
    { text: "", role: null, names: ["周敏", "Anna Wong"], why: "no condition" },
    { text: "敏", role: null, names: ["周敏"], why: "a part of a name" },
    { text: " anna ", role: null, names: ["Anna Wong"], why: "spaces and capitals do not matter" },
    { text: "hopefluent", role: "finance", names: ["Anna Wong"], why: "address and role together" },
    { text: "周", role: "finance", names: [], why: "both must hold" },
  ])("$text in $role: $why", ({ text, role, names }) => {
    expect(staffFound(staff, { text, role }).map(({ name }) => name)).toEqual(names);
  });
});

test.each([
  { email: "liang@example.com", fits: true, why: "the same person" },
  { email: " Liang@Example.com ", fits: true, why: "addresses know no capitals" },
  { email: "lo@example.com", fits: true, why: "what the mask hides cannot be told apart" },
  { email: "wong@example.com", fits: false, why: "another first letter" },
  { email: "liang@example.org", fits: false, why: "another domain" },
  { email: "@example.com", fits: false, why: "no name at all" },
])("$email: $why", ({ email, fits }) => {
  expect(fitsMask(email, "l•••@example.com")).toBe(fits);
});

test.each([
  { now: "2026-12-01T00:00:00.000Z", expired: true, why: "at the very instant it ends" },
  { now: "2026-11-30T23:59:59.999Z", expired: false, why: "a moment before" },
])("at $now: $why", ({ now, expired }) => {
  expect(isExpired({ expiresAt: "2026-12-01T00:00:00.000Z" }, new Date(now))).toBe(expired);
});

test("groups stand by name with those who are in them, an empty one too", () => {
  const groups = [
    { id: "g2", name: "客戶二組" },
    { id: "g1", name: "客戶一組" },
  ];
  const member = {
    id: "zhou",
    name: "周敏",
    emailMasked: "",
    role: "consultant",
    groupId: "g1",
    secondFactor: false,
    joinedAt: "",
    version: 1,
  };
  const found = groupsWithMembers(groups, [member, { ...member, id: "he", groupId: null }]);
  expect(found.map(({ group, members }) => [group.id, members.map(({ id }) => id)])).toEqual(
    expect.arrayContaining([
      ["g1", ["zhou"]],
      ["g2", []],
    ]),
  );
});
