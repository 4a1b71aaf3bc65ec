import type { SimulatedGroup } from "../../../src/settlement/simulating/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { SimulatedGroup };

const enc = encodeURIComponent;

/** What a version would do to some of the campaign's counting groups; `next` says where it goes on. */
export function simulateVersion(agency: string, campaign: string, version: string, after: string | null): Promise<Page<SimulatedGroup>> {
  return call(`${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/policy-versions/${enc(version)}/simulation`, {
    query: { after },
  });
}
