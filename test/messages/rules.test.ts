import { describe, expect, test } from "vitest";
import { languages } from "../../src/i18n/names";
import { type Content, pathOf, retryAfterMs, writtenLetter } from "../../src/messages/rules";

const everyKind: { content: Content; path: string; why: string }[] = [
  {
    content: { template: "invitation", params: { tenantName: "合富輝煌" } },
    path: "/join?token=id.secret",
    why: "the link is the invitation",
  },
  {
    content: { template: "second-factor-reset", params: { tenantName: "合富輝煌" } },
    path: "/me",
    why: "where another is set up",
  },
  { content: { template: "password-reset", params: { reset: "r" } }, path: "/reset?token=id.secret", why: "the link is the reset" },
  {
    content: {
      template: "approval-submitted",
      params: { agency: "hopefluent", approval: "a1", campaign: "中央王座 2008", number: "2", developer: "shangge" },
    },
    path: "/d/shangge/approvals/hopefluent/a1",
    why: "a linked developer decides on its own pages",
  },
  {
    content: { template: "approval-submitted", params: { agency: "hopefluent", approval: "a1", campaign: "中央王座 2008", number: "2" } },
    path: "/a/hopefluent/approvals/a1",
    why: "without one the agency's finance does",
  },
  {
    content: {
      template: "approval-decided",
      params: { agency: "hopefluent", approval: "a/1", campaign: "中央王座 2008", number: "2", outcome: "returned" },
    },
    path: "/a/hopefluent/approvals/a%2F1",
    why: "the agency hears of it; an id cannot change the path",
  },
  {
    content: {
      template: "approval-decided",
      params: { agency: "hopefluent", approval: "a1", campaign: "中央王座 2008", number: "2", outcome: "approved" },
    },
    path: "/a/hopefluent/approvals/a1",
    why: "approved has words of its own",
  },
  {
    content: { template: "link-offered", params: { tenant: "shangge", kind: "developer", project: "中央王座", from: "合富輝煌" } },
    path: "/d/shangge/projects",
    why: "a developer sees it at its projects",
  },
  {
    content: { template: "link-offered", params: { tenant: "hopefluent", kind: "agency", project: "中央王座", from: "尚格" } },
    path: "/a/hopefluent/settings/org",
    why: "an agency in its settings",
  },
];

test.each(everyKind)("$content.template leads to $path: $why", ({ content, path }) => {
  expect(pathOf(content, "id.secret")).toBe(path);
});

describe.each(languages)("in %s", (language) => {
  test.each(everyKind)("$content.template is whole: no text is missing, no parameter left open", ({ content }) => {
    const { subject, text, html } = writtenLetter(content, language, "https://tuantuo.example/x", "2026-12-01");

    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/\{\w+\}|mail\.|undefined/);
      expect(part.length).toBeGreaterThan(5);
    }
    expect(text).toContain("https://tuantuo.example/x");
    expect(html).toContain('href="https://tuantuo.example/x"');
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

test("the three languages say different things", () => {
  const subjects = languages.map(
    (language) => writtenLetter({ template: "password-reset", params: { reset: "r" } }, language, "x", "").subject,
  );

  expect(new Set(subjects).size).toBe(3);
});

test("a tenant's name is text in a letter, whatever it contains", () => {
  const { html } = writtenLetter(
    { template: "invitation", params: { tenantName: "<img src=x onerror=alert(1)>" } },
    "en",
    "https://x.example/?a=1&b=2",
    "2026-12-01",
  );

  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img");
});

test.each([
  { tries: 1, minutes: 1, why: "soon after a first failure" },
  { tries: 2, minutes: 5, why: "less soon" },
  { tries: 3, minutes: 30, why: "perhaps a longer outage" },
  { tries: 4, minutes: 120, why: "the last wait" },
  { tries: 5, minutes: null, why: "the fifth failure is the last" },
  { tries: 6, minutes: null, why: "nor is it tried again after that" },
])("after $tries failures: $minutes minutes, $why", ({ tries, minutes }) => {
  expect(retryAfterMs(tries)).toBe(minutes === null ? null : minutes * 60_000);
});
