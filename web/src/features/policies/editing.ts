import type { PolicyDraft } from "../../../../src/policies/contract";
import type { PolicyVersionDetail } from "../../../../src/policies/versions/contract";
import { ApiProblem, UNREACHABLE } from "../../api/problem";
import { draftOf, formOf, isSaved, type PolicyForm } from "./form";
import { exists, type PlacedFinding, placed, placeOf } from "./places";

/** How long after the last change it is sent. */
const PAUSE_MS = 700;

/** What the API refused of the last sending, at its place. */
export interface PlacedRefusal {
  place: string;
  detail: string;
}

export type Phase =
  /** What stands here is what the API has. */
  | { name: "saved" }
  /** Changed; goes out by itself in a moment. */
  | { name: "waiting" }
  | { name: "saving" }
  /** Cannot go out before these places are filled in. */
  | { name: "incomplete"; missing: string[] }
  /** The API would not take it as it is. Goes out again after the next change. */
  | { name: "refused"; refusals: PlacedRefusal[] }
  /** No answer came: kept on this device, sent again when there is a connection. */
  | { name: "unreachable" }
  /** Somebody else wrote the version meanwhile. Nothing goes out until it is decided whose words stay. */
  | { name: "conflict" }
  | { name: "failed"; error: unknown };

export interface EditingState {
  form: PolicyForm;
  /** The version as the API last answered it. */
  detail: PolicyVersionDetail;
  phase: Phase;
  findings: PlacedFinding[];
}

/** What was typed and not yet sent, as this device keeps it. `basis` is the version that it was typed over. */
export interface Kept {
  form: PolicyForm;
  basis: number;
}

interface EditingOptions {
  detail: PolicyVersionDetail;
  /** What this device kept from the last time. */
  kept: Kept | null;
  /** Writes the draft over a version. @throws ApiProblem */
  send: (draft: PolicyDraft, version: number) => Promise<PolicyVersionDetail>;
  /** Keeps what is not sent yet on this device; null when everything is. */
  keep: (kept: Kept | null) => void;
}

/**
 * One person writing one version: what stands on the page, and its way to the API.
 *
 * Changes are sent by themselves, one sending at a time, over the version that the last one answered. What cannot be
 * sent is kept on this device. Nothing that was typed is ever replaced without being asked.
 */
export class Editing {
  private state: EditingState;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;

  constructor(private readonly options: EditingOptions) {
    const { detail, kept } = options;
    const form = formOf(detail);
    this.state = { form, detail, phase: { name: "saved" }, findings: placed(detail.findings, form) };
    if (!kept) return;
    if (isSaved(kept.form, detail)) {
      options.keep(null);
      return;
    }

    const isNewer = kept.basis === detail.version;
    this.state = { ...this.state, form: kept.form, phase: isNewer ? this.unsent(kept.form) : { name: "conflict" } };
    if (isNewer) this.sendSoon();
  }

  readonly current = (): EditingState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Everything that is typed comes through here. */
  readonly change = (next: (form: PolicyForm) => PolicyForm): void => {
    const form = next(this.state.form);
    if (form === this.state.form) return;

    const phase = this.state.phase.name === "conflict" ? this.state.phase : this.unsent(form);
    this.show({ form, phase, findings: this.state.findings.filter(({ place }) => exists(place, form)) });
    this.options.keep({ form, basis: this.state.detail.version });
    if (phase.name !== "conflict") this.sendSoon();
  };

  /** Sends what waits at once. @returns whether the API has everything */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (this.state.phase.name !== "saved" && this.state.phase.name !== "conflict") await this.send();

    return this.state.phase.name === "saved";
  }

  /** After a conflict: what stands here goes over what the other person wrote. */
  overwrite(theirs: PolicyVersionDetail): Promise<boolean> {
    this.show({ detail: theirs, phase: { name: "waiting" } });
    return this.flush();
  }

  /** Takes the version as the API has it, in place of what stands here. */
  adopt(theirs: PolicyVersionDetail): void {
    clearTimeout(this.timer);
    const form = formOf(theirs);
    this.show({ form, detail: theirs, phase: { name: "saved" }, findings: placed(theirs.findings, form) });
    this.options.keep(null);
  }

  /** Nothing more is sent by itself. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private unsent(form: PolicyForm): Phase {
    const { missing } = draftOf(form);
    return missing ? { name: "incomplete", missing } : { name: "waiting" };
  }

  private sendSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), PAUSE_MS);
  }

  /** One sending at a time: while one is on its way, what was changed since goes out after it. */
  private async send(): Promise<void> {
    if (this.sending) return this.sending;
    const { form, detail, phase } = this.state;
    if (phase.name === "saved" || phase.name === "conflict") return;
    const { draft } = draftOf(form);
    if (!draft) return;

    this.show({ phase: { name: "saving" } });
    this.sending = this.options
      .send(draft, detail.version)
      .then((answer) => this.sent(form, answer))
      .catch((error: unknown) => this.show({ phase: this.phaseAfter(error, form) }));
    await this.sending;
    this.sending = null;
    if (this.state.phase.name === "waiting") this.sendSoon();
  }

  private sent(form: PolicyForm, answer: PolicyVersionDetail): void {
    const now = this.state.form;
    const findings = placed(answer.findings, form).filter(({ place }) => exists(place, now));
    const phase: Phase = now === form ? { name: "saved" } : this.unsent(now);
    this.show({ detail: answer, findings, phase });
    this.options.keep(phase.name === "saved" ? null : { form: now, basis: answer.version });
  }

  private phaseAfter(error: unknown, form: PolicyForm): Phase {
    if (!(error instanceof ApiProblem)) return { name: "failed", error };
    if (error.code === "stale") return { name: "conflict" };
    if (error.code === UNREACHABLE) return { name: "unreachable" };
    if (error.code !== "invalid" || error.errors.length === 0) return { name: "failed", error };
    if (this.state.form !== form) return this.unsent(this.state.form); // it is about what no longer stands here

    return { name: "refused", refusals: error.errors.map(({ pointer, detail }) => ({ place: placeOf(pointer, form), detail })) };
  }

  /** Tells the page. */
  private show(change: Partial<EditingState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
