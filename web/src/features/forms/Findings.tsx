import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";
import type { BuilderPart } from "./builder";
import styles from "./forms.module.css";

/** What the self-check found where it concerns a part; words that are missing are said once for all. */
export function Findings({ part, at }: { part: Pick<BuilderPart, "findings">; at: (pointer: string) => boolean }) {
  const t = useT();
  const here = part.findings.filter(({ pointer }) => at(pointer));
  const once = here.filter(({ code }, place) => here.findIndex((other) => other.code === code) === place);
  if (!once.length) return null;
  return (
    <div className={styles.findings}>
      {once.map(({ code, severity }) => (
        <Finding key={code} kind={severity === "error" ? "error" : "remark"}>
          {t(`forms.finding.${code}`)}
        </Finding>
      ))}
    </div>
  );
}
