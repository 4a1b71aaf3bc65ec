import { Hono } from "hono";
import type { Facts } from "./http/facts";
import { openRequest } from "./http/request";
import type { newRouter } from "./http/router";

type Slice = ReturnType<typeof newRouter>;

/**
 * The slices by the addresses they answer, the more particular first. Each is loaded when it is first asked for:
 * 150 routes mounted at once would cost 100 ms of start-up, lazily a third.
 */
export const slices: readonly (readonly [address: RegExp, load: () => Promise<Slice>])[] = [
  [/^\/f\//, async () => (await import("./leads/registering/routes")).registeringPages],
  [/^\/api\/v1\/health$/, async () => (await import("./http/health")).healthRoutes],
  [/^\/api\/v1\/session(\/|$)/, async () => (await import("./identity/routes")).identityRoutes],
  [/^\/api\/v1\/me(\/|$)/, async () => (await import("./identity/account/routes")).accountRoutes],
  [/^\/api\/v1\/password-resets(\/|$)/, async () => (await import("./identity/recovery/routes")).recoveryRoutes],
  [/^\/api\/v1\/invitations(\/|$)/, async () => (await import("./identity/joining/routes")).joiningRoutes],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/(quotes|price-lists)$/,
    async () => (await import("./policies/quoting/routes")).quoteRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/policy-versions\/[^/]+\/simulation$/,
    async () => (await import("./settlement/simulating/routes")).simulationRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/policy-versions\/[^/]+\/(submission|withdrawal|publication|comparison)$/,
    async () => (await import("./policies/publishing/routes")).publishingRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/policy-versions(\/|$)/,
    async () => (await import("./policies/versions/routes")).versionRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/(engagements\/[^/]+\/rewards\/write-offs$|write-offs\/)/,
    async () => (await import("./rewards/write-offs/routes")).writeOffRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/engagements\/[^/]+\/rewards(\/hold|\/release)?$/,
    async () => (await import("./settlement/earnings/routes")).earningRoutes,
  ],
  [
    /^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/(campaigns\/[^/]+\/(engagements\/[^/]+\/rewards|claims)|recipients)(\/|$)/,
    async () => (await import("./rewards/routes")).rewardRoutes,
  ],
  [
    /^\/api\/v1\/(developers\/[^/]+\/(waiting|agencies\/[^/]+\/campaigns)|(developers\/[^/]+\/)?agencies\/[^/]+\/campaigns\/[^/]+\/waiting(\/(confirmed|count))?)$/,
    async () => (await import("./settlement/waiting/routes")).waitingRoutes,
  ],
  [
    /^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/campaigns\/[^/]+\/differences$/,
    async () => (await import("./settlement/differences/routes")).differenceRoutes,
  ],
  [
    /^\/api\/v1\/developers\/[^/]+\/agencies\/[^/]+\/campaigns\/[^/]+\/deals\/[^/]+$/,
    async () => (await import("./settlement/trail/routes")).trailRoutes,
  ],
  [
    /^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/campaigns\/[^/]+\/(confirmations|refusals)$/,
    async () => (await import("./settlement/recording/routes")).recordingRoutes,
  ],
  [
    /^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/campaigns\/[^/]+\/deals\/[^/]+\/(signing|completion|cancellation|proofs\/[^/]+\/decision)(\/|$)/,
    async () => (await import("./settlement/recording/routes")).recordingRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/(deals\/[^/]+\/attributions|commission-lines)$/,
    async () => (await import("./deals/attributing/routes")).attributionRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/specials(\/|$)/,
    async () => (await import("./settlement/specials/routes")).specialRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/deals\/[^/]+\/extensions(\/|$)/,
    async () => (await import("./settlement/extensions/routes")).extensionRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/engagements\/[^/]+\/reopenings(\/|$)/,
    async () => (await import("./settlement/reopenings/routes")).reopeningRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/deals\/[^/]+\/supplements(\/|$)/,
    async () => (await import("./settlement/supplements/routes")).supplementRoutes,
  ],
  [
    /^\/api\/v1\/(agencies\/[^/]+\/campaigns\/[^/]+\/deals\/[^/]+\/receipt|public\/receipts\/lookup)$/,
    async () => (await import("./settlement/receipts/routes")).receiptRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/(engagements|deals)\/[^/]+\/benefits(\/|$)/,
    async () => (await import("./settlement/benefits/routes")).benefitRoutes,
  ],
  [
    /^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/campaigns\/[^/]+\/(earnest-deposits|leads\/[^/]+\/earnest-deposits)(\/|$)/,
    async () => (await import("./selection/routes")).earnestRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/deals\/[^/]+\/offers(\/|$)/,
    async () => (await import("./settlement/offers/routes")).offerRoutes,
  ],
  [/^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/deals(\/|$)/, async () => (await import("./deals/routes")).dealRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/lead-rules$/, async () => (await import("./leads/ruling/routes")).rulingRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/(campaigns\/[^/]+\/leads|leads\/day)(\/|$)/, async () => (await import("./leads/routes")).leadRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/(campaigns\/[^/]+\/leads|leads\/day)(\/|$)/, async () => (await import("./leads/routes")).leadRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/(campaigns\/[^/]+\/leads|leads\/day)(\/|$)/, async () => (await import("./leads/routes")).leadRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/results$/, async () => (await import("./results/routes")).resultRoutes],
  [
    /^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/campaigns\/[^/]+\/engagements\/[^/]+\/(settlement(\/approval)?|lines\/[^/]+\/fulfilment)$/,
    async () => (await import("./settlement/closing/routes")).closingRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/engagements\/[^/]+\/demands(\/|$)/,
    async () => (await import("./accounts/demands/routes")).demandRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/engagements\/[^/]+\/statement$/,
    async () => (await import("./settlement/statement/routes")).statementRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/(engagements\/[^/]+\/key-person\/corrections$|key-person-corrections\/)/,
    async () => (await import("./accounts/engagements/correcting/routes")).correctionRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/engagements(\/|$)/,
    async () => (await import("./settlement/engagements/routes")).engagementRoutes,
  ],
  [
    /^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/forms\/[^/]+\/preview$/,
    async () => (await import("./leads/previewing/routes")).previewRoutes,
  ],
  [/^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/forms(\/|$)/, async () => (await import("./leads/forms/routes")).formRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/campaigns\/[^/]+\/lead-rules$/, async () => (await import("./leads/ruling/routes")).rulingRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/(campaigns|templates)(\/|$)/, async () => (await import("./policies/planning/routes")).campaignRoutes],
  [/^\/api\/v1\/(agencies|developers)\/[^/]+\/approvals(\/|$)/, async () => (await import("./kinds")).approvalRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/projects\/[^/]+\/(units|buildings)(\/|$)/, async () => (await import("./units/routes")).unitRoutes],
  [
    /^\/api\/v1\/agencies\/[^/]+\/accounts\/[^/]+\/engagements$/,
    async () => (await import("./settlement/statement/listing/routes")).listingRoutes,
  ],
  [/^\/api\/v1\/agencies\/[^/]+\/accounts(\/|$)/, async () => (await import("./accounts/routes")).accountRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/(messages|message-channels)(\/|$)/, async () => (await import("./people/letters/routes")).letterRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/(imports|import-mappings)(\/|$)/, async () => (await import("./imports/routes")).importRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/people\/[^/]+\/(looks|export|erasure)$/, async () => (await import("./holdings")).holdingRoutes],
  [/^\/api\/v1\/agencies\/[^/]+\/people(\/|$)/, async () => (await import("./people/routes")).peopleRoutes],
  [/^\/api\/v1\/(developers\/[^/]+\/)?agencies\/[^/]+\/files(\/|$)/, async () => (await import("./kinds")).fileRoutes],
  [/^\/api\/v1\/(agencies|developers)\/[^/]+\/audit(\/|$)/, async () => (await import("./audit/routes")).auditRoutes],
  [/^\/api\/v1\/(agencies|developers)(\/|$)/, async () => (await import("./organisations/routes")).organisationRoutes],
];

/** The slices that this isolate has loaded: what is here is not imported again with every request. */
const loaded = new Map<string, Slice>();

/** The slice that answers an address. */
async function sliceFor(pathname: string): Promise<Slice> {
  const [address, load] = slices.find(([pattern]) => pattern.test(pathname)) ?? [
    /^$/,
    async () => (await import("./http/health")).healthRoutes,
  ];
  const known = loaded.get(address.source) ?? (await load());
  loaded.set(address.source, known);

  return known;
}

/** Loads all slices at once, for tests: what a request loads, another that runs beside it must not wait for. */
export async function loadSlices(): Promise<void> {
  for (const [address, load] of slices) loaded.set(address.source, await load());
}

export const app = new Hono<{ Bindings: Env; Variables: { facts: Facts } }>();

app.get("/problems/:code", openRequest, async (c) => (await import("./http/problem-page")).answerProblemPage(c));
app.all("*", async (c) => {
  const slice = await sliceFor(new URL(c.req.url).pathname);

  return slice.fetch(c.req.raw, c.env, c.executionCtx);
});
