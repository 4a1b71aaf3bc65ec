import { useState } from "react";
import { type FileDoor, type FileMention, readFile } from "../../api/files";
import { useT } from "../../i18n/useT";
import { fileSize } from "../../lib/format";
import { DownloadIcon } from "../../ui/icons";
import { ErrorState } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import styles from "./DocumentField.module.css";

interface DocumentLinkProps extends FileDoor {
  file: FileMention;
  /** What it is, where its place does not say so. */
  what?: string;
}

/** A document, saved under its own name. Each side has its own way to it. */
export function DocumentLink({ agency, developer, file, what }: DocumentLinkProps) {
  const t = useT();
  const [failure, setFailure] = useState<unknown>(null);
  const words = what && <span className="sub">{t("approvals.documentIs", { what })}</span>;
  if (file.state === "erased")
    return (
      <div className={styles.link}>
        {words}
        <span className="sub">{t("approvals.documentErased", { name: file.name })}</span>
      </div>
    );

  const download = async () => {
    setFailure(null);
    try {
      const address = URL.createObjectURL(await readFile({ agency, developer }, file.id));
      Object.assign(document.createElement("a"), { href: address, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000); // once the browser has begun to save it
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className={styles.link}>
      {words}
      <TextButton onClick={download}>
        <DownloadIcon />
        {t("approvals.documentGet", { name: file.name, size: fileSize(file.size) })}
      </TextButton>
      {failure !== null && <ErrorState what={t("approvals.documentNotLoaded")} error={failure} onRetry={download} />}
    </div>
  );
}
