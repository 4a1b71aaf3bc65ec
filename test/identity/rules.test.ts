import { describe, expect, test } from "vitest";
import { deviceOf, maskedEmail, passwordFits, refreshVerdict, subscriberOf, toleranceMs } from "../../src/identity/rules";

describe("a device is told by browser and system alone", () => {
  test.each([
    {
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      device: "Chrome · Windows",
      why: "Chrome also says Safari",
    },
    {
      userAgent:
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
      device: "Edge · Windows",
      why: "Edge also says Chrome",
    },
    {
      userAgent:
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
      device: "Safari · iPhone",
      why: "an iPhone also says Mac OS X",
    },
    {
      userAgent:
        "Mozilla/5.0 (Linux; Android 15; SM-S9380) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.60",
      device: "WeChat · Android",
      why: "most phones in the field open links in WeChat",
    },
    {
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      device: "Firefox · Linux",
      why: "Android would also say Linux",
    },
    { userAgent: "curl/8.0 (Windows)", device: "Windows", why: "an unknown browser is left out" },
    { userAgent: "secret-token-of-somebody", device: "?", why: "what is not known is never repeated" },
    { userAgent: "", device: "?", why: "no header" },
  ])("$device: $why", ({ userAgent, device }) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});

describe("the subscriber behind an address", () => {
  test.each([
    { address: "203.0.113.7", subscriber: "203.0.113.7", why: "IPv4 as it is" },
    { address: "2001:db8:1:2:3:4:5:6", subscriber: "2001:db8:1:2", why: "the /64 of an IPv6 address" },
    { address: "2001:DB8:1:2:ffff::1", subscriber: "2001:db8:1:2", why: "another device of the same /64, in capitals" },
    { address: "2001:db8:1:3::1", subscriber: "2001:db8:1:3", why: "the next /64 is somebody else" },
    { address: "2001:db8::1", subscriber: "2001:db8:0:0", why: "left-out groups are zero" },
    { address: "2001:0db8:0001:0000::1", subscriber: "2001:db8:1:0", why: "leading zeros do not matter" },
    { address: "::1", subscriber: "0:0:0:0", why: "nothing before the gap" },
  ])("$address is $subscriber: $why", ({ address, subscriber }) => {
    expect(subscriberOf(address)).toBe(subscriber);
  });
});

describe("what a refresh secret is worth", () => {
  const session = { secretHash: "now", previousHash: "before", rotatedAt: 1_000_000, expiresAt: 9_000_000, endedAt: null };

  test.each([
    { state: session, hash: "now", at: 1_000_001, verdict: "current", why: "the secret of the last renewal" },
    { state: session, hash: "before", at: 1_000_000 + toleranceMs, verdict: "tolerated", why: "the one before, on the last millisecond" },
    { state: session, hash: "before", at: 1_000_001 + toleranceMs, verdict: "unanswered", why: "the one before, a millisecond later" },
    { state: session, hash: "long ago", at: 1_000_001, verdict: "reused", why: "an older one, at any time" },
    {
      state: { ...session, previousHash: null },
      hash: "before",
      at: 1_000_001,
      verdict: "reused",
      why: "never renewed, so there is none before",
    },
    { state: session, hash: "now", at: 8_999_999, verdict: "current", why: "the last millisecond of its thirty days" },
    { state: session, hash: "now", at: 9_000_000, verdict: "ended", why: "past its thirty days" },
    { state: { ...session, endedAt: 5 }, hash: "now", at: 1_000_001, verdict: "ended", why: "signed out" },
    { state: { ...session, endedAt: 5 }, hash: "long ago", at: 1_000_001, verdict: "ended", why: "an ended session is not ended again" },
    { state: undefined, hash: "now", at: 1_000_001, verdict: "ended", why: "no such session" },
  ])("$verdict: $why", ({ state, hash, at, verdict }) => {
    expect(refreshVerdict(state, hash, at)).toBe(verdict);
  });
});

test.each([
  { email: "luo@shangge.example", masked: "l•••@shangge.example", why: "the first letter and where" },
  { email: "l@shangge.example", masked: "l•••@shangge.example", why: "how long the name is, is not told" },
])("$email is shown as $masked: $why", ({ email, masked }) => {
  expect(maskedEmail(email)).toBe(masked);
});

test.each([
  { password: "owner@a.example", fits: false, why: "the address itself" },
  { password: " OWNER@a.example", fits: false, why: "in capitals or with a space it is still the address" },
  { password: "owner@a.example1", fits: true, why: "one more character makes it another" },
])("$password fits: $fits, $why", ({ password, fits }) => {
  expect(passwordFits(password, "Owner@a.example")).toBe(fits);
});
