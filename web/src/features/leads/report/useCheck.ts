import { useRef, useState } from "react";
import { type Answer, type CheckAsked, checkLead } from "../../../api/leads";
import { useTenant } from "../../../app/session";
import { typedPhone } from "./typedPhone";

export type CheckState = { kind: "none" } | { kind: "asking" } | { kind: "told"; answer: Answer } | { kind: "failed"; error: unknown };

/** What would be asked about a number as it stands there; null while it is not whole, or masked without the name. */
export function askedAbout(phone: string, name: string): CheckAsked | null {
  const typed = typedPhone(phone);
  if (typed.kind === "whole") return { phone: typed.phone };
  if (typed.kind === "masked" && name.trim() !== "") return { maskedPhone: typed.maskedPhone, name: name.trim() };
  return null;
}

/**
 * Asks whether somebody may be reported, once for each number: questions are counted. The answer is taken away as soon as
 * the number is another.
 */
export function useCheck(campaign: string) {
  const { tenant } = useTenant();
  const [state, setState] = useState<CheckState>({ kind: "none" });
  const last = useRef("");

  const ask = async (phone: string, name: string) => {
    const asked = askedAbout(phone, name);
    const text = JSON.stringify(asked);
    if (asked === null || text === last.current) return;
    last.current = text;
    setState({ kind: "asking" });
    try {
      const answer = await checkLead({ tenant, campaign }, asked);
      if (last.current === text) setState({ kind: "told", answer });
    } catch (error) {
      if (last.current !== text) return;
      last.current = "";
      setState({ kind: "failed", error });
    }
  };
  /** What was typed since makes the answer another's. */
  const forget = (phone: string, name: string) => {
    if (last.current === "" || JSON.stringify(askedAbout(phone, name)) === last.current) return;
    last.current = "";
    setState({ kind: "none" });
  };
  return { state, ask, forget };
}
