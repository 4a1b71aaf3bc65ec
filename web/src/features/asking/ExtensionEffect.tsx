import type { GroupEffect } from "../../api/deals";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import { EffectPanel } from "../deals/effect/EffectPanel";
import { supplementWords } from "../deals/supplementing/words";

interface ExtensionEffectProps {
  effect: GroupEffect;
  signedOn: string | null;
  title: string;
  /** The figures are of another day than the one that stands in the field. */
  passing?: boolean;
}

/** What a yes to more days does to the home and its colleagues; of a home that is not signed that nothing moves before it is. */
export function ExtensionEffect({ effect, signedOn, title, passing = false }: ExtensionEffectProps) {
  const t = useT();
  const { own, countedUnits, others, payable } = effect;
  const isUnsigned = own.afterFen === null;
  const moves = countedUnits.before !== countedUnits.after || others.length > 0 || payable.beforeFen !== payable.afterFen;
  if (isUnsigned && !moves) {
    return (
      <Panel title={title}>
        <p>{signedOn === null ? t("asking.extension.movesNothing") : t("asking.extension.signedSince", { day: signedOn })}</p>
      </Panel>
    );
  }

  return (
    <EffectPanel
      title={title}
      effect={effect}
      words={{ ...supplementWords(t, effect), label: title }}
      own={isUnsigned ? undefined : { title: t("asking.extension.own"), notes: [] }}
      passing={passing}
    />
  );
}
