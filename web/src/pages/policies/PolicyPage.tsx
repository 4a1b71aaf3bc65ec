import { useEffect, useRef } from "react";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { VersionEditor } from "../../features/policies/editor/VersionEditor";
import { VersionReader } from "../../features/policies/editor/VersionReader";
import { byNumber, useVersion, useVersions } from "../../features/policies/queries";
import { useT } from "../../i18n/useT";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";

/** One version of a campaign's policy: written, or read. */
export default function PolicyPage({ params }: PageProps<"campaign" | "version">) {
  const t = useT();
  const { tenant } = useTenant();
  const campaign = useCampaign(params.campaign);
  const version = useVersion(params.campaign, params.version);
  const versions = useVersions(params.campaign);

  useFocusOnTurn(version.data?.acts.includes("edit"));

  if (campaign.data && version.data && !versions.isPending) {
    const all = byNumber(versions.data?.pages.flatMap(({ items }) => items) ?? []); // without them the page only names fewer other versions
    const props = { campaign: campaign.data, detail: version.data, versions: all };
    return version.data.acts.includes("edit") ? (
      <VersionEditor key={params.version} {...props} />
    ) : (
      <VersionReader key={params.version} {...props} />
    );
  }

  const failed = [version, campaign].find(({ isError }) => isError) ?? version;
  return (
    <>
      <PageHead
        title={t("policies.title")}
        back={paths.policies(tenant, params.campaign)}
        task={!failed.isError}
        meanwhile={!failed.isError}
      />
      <Loaded query={failed as typeof version} what={t("policies.didNotLoad")} skeleton={<LoadingSkeleton shape="form" rows={8} />}>
        {() => <LoadingSkeleton shape="form" rows={8} />}
      </Loaded>
    </>
  );
}

/** When a version turns from written to read, or back, the button that did it is gone: the focus goes to the heading. */
function useFocusOnTurn(editable: boolean | undefined) {
  const before = useRef(editable);
  useEffect(() => {
    if (before.current !== undefined && before.current !== editable) {
      document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    before.current = editable;
  }, [editable]);
}
