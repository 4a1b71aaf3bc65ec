import { useState } from "react";
import { readHandedDocument } from "../../api/approvals";
import { type FileMention, readFile } from "../../api/files";
import { useT } from "../../i18n/useT";
import { fileSize } from "../../lib/format";
import { DownloadIcon } from "../../ui/icons";
import { ErrorState } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import type { ApprovalPlace } from "./lines";

/** The file that came with an approval, saved under its own name. Each side has its own way to it. */
export function DocumentLink({ place, file }: { place: ApprovalPlace; file: FileMention }) {
  const t = useT();
  const [failure, setFailure] = useState<unknown>(null);
  if (file.state === "erased") return <p className="sub">{t("approvals.documentErased", { name: file.name })}</p>;

  const download = async () => {
    setFailure(null);
    try {
      const { kind, tenant, agency, id } = place;
      const bytes = await (kind === "agency" ? readFile(tenant, file.id) : readHandedDocument(tenant, agency, id));
      const address = URL.createObjectURL(bytes);
      Object.assign(document.createElement("a"), { href: address, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000); // once the browser has begun to save it
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <TextButton onClick={download}>
        <DownloadIcon />
        {t("approvals.documentGet", { name: file.name, size: fileSize(file.size) })}
      </TextButton>
      {failure !== null && <ErrorState what={t("approvals.documentNotLoaded")} error={failure} onRetry={download} />}
    </>
  );
}
