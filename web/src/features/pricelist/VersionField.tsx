import { NativeSelect } from "@mantine/core";
import type { PolicyVersionItem } from "../../api/policies";
import { useT } from "../../i18n/useT";

interface VersionFieldProps {
  versions: PolicyVersionItem[];
  /** A version's id, or null for the one in force. */
  value: string | null;
  onChange: (version: string | null) => void;
  error?: string;
}

/** By which version the prices are. */
export function VersionField({ versions, value, onChange, error }: VersionFieldProps) {
  const t = useT();
  return (
    <NativeSelect
      label={t("pricelist.policy")}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      error={error}
      data={[
        { value: "", label: t("pricelist.inForce") },
        ...versions.map(({ id, number, status }) => ({
          value: id,
          label: t("pricelist.versionWithStatus", { n: number, status: t(`pricelist.statusShort.${status}`) }),
        })),
      ]}
    />
  );
}
