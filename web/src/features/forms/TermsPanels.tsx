import { NativeSelect } from "@mantine/core";
import type { CampaignDetail } from "../../api/campaigns";
import type { Assignment, Form } from "../../api/forms";
import { useT } from "../../i18n/useT";
import { DateInput } from "../../ui/DateInput";
import { Finding } from "../../ui/Finding";
import { CountInput } from "../../ui/inputs";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import { useGroups, useStaff } from "../organisations/queries";
import type { BuilderPart } from "./builder";
import { Findings } from "./Findings";
import styles from "./forms.module.css";

/** 時間與名額: from when to when, and how many. */
export function WindowPanel({ form, campaign, ...part }: BuilderPart & { form: Form; campaign: CampaignDetail }) {
  const { draft, change, errors } = part;
  const t = useT();
  const { opensOn, closesOn, capacity } = draft;
  const tooFew = capacity !== null && capacity < form.taken;
  return (
    <Panel number={3} title={t("forms.window")} note={t("forms.windowNote", { from: campaign.startsOn, to: campaign.endsOn })}>
      <div className={styles.three}>
        <DateInput
          label={t("forms.opensOn")}
          value={opensOn}
          onChange={(day) => change({ opensOn: day || null })}
          error={errors.opensOn}
          data-path="opensOn"
        />
        <DateInput
          label={t("forms.closesOn")}
          value={closesOn}
          onChange={(day) => change({ closesOn: day || null })}
          error={errors.closesOn}
          data-path="closesOn"
        />
        <CountInput
          label={t("forms.capacity")}
          unit={t("forms.people")}
          value={capacity}
          onChange={(many) => change({ capacity: many })}
          error={errors.capacity}
          data-path="capacity"
        />
      </div>
      {tooFew && (
        <div className={styles.findings}>
          <Finding kind="error">{t("forms.finding.capacity", { n: form.taken })}</Finding>
        </div>
      )}
      <Findings part={part} at={(pointer) => pointer === "/opensOn" || pointer === "/closesOn"} />
    </Panel>
  );
}

/** 分配: who gets whoever registers, unless the link is somebody's. */
export function AssignmentPanel(part: BuilderPart) {
  const { draft, change, errors } = part;
  const t = useT();
  const staff = useStaff();
  const groups = useGroups();
  const { assignment } = draft;
  const to = (kind: Assignment["to"], id: string): Assignment =>
    kind === "pool" ? { to: "pool" } : kind === "member" ? { to: kind, userId: id } : { to: kind, groupId: id };
  const chosen = assignment.to === "pool" ? "" : assignment.to === "member" ? assignment.userId : assignment.groupId;

  return (
    <Panel number={4} title={t("forms.assignment")} note={t("forms.assignmentNote")}>
      <Loaded query={staff}>
        {(members) => (
          <Loaded query={groups}>
            {(all) => {
              const options = (kind: Assignment["to"]) =>
                kind === "member"
                  ? members.map(({ id, name }) => ({ value: id, label: name }))
                  : all.map(({ id, name }) => ({ value: id, label: name }));
              const first = (kind: Assignment["to"]) => (kind === "pool" ? "" : (options(kind)[0]?.value ?? ""));
              return (
                <div className={styles.two}>
                  <NativeSelect
                    label={t("forms.assignTo")}
                    value={assignment.to}
                    data={(["pool", "member", "turn", "group"] as const).map((kind) => ({
                      value: kind,
                      label: t(`forms.assign.${kind}`),
                      disabled: kind !== "pool" && first(kind) === "",
                    }))}
                    description={t(`forms.assign.${assignment.to}.hint`)}
                    error={errors.assignment}
                    onChange={({ currentTarget }) => {
                      const kind = currentTarget.value as Assignment["to"];
                      change({ assignment: to(kind, first(kind)) });
                    }}
                  />
                  {assignment.to !== "pool" && (
                    <NativeSelect
                      label={t(assignment.to === "member" ? "forms.member" : "forms.group")}
                      value={chosen}
                      data={options(assignment.to)}
                      onChange={({ currentTarget }) => change({ assignment: to(assignment.to, currentTarget.value) })}
                    />
                  )}
                </div>
              );
            }}
          </Loaded>
        )}
      </Loaded>
      <Findings part={part} at={(pointer) => pointer.startsWith("/assignment")} />
    </Panel>
  );
}
