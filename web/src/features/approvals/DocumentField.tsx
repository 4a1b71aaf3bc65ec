import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { addFile, type FileDoor, type FilePurpose, type StoredFile } from "../../api/files";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { fileSize } from "../../lib/format";
import { problemWords } from "../../ui/problemWords";
import styles from "./DocumentField.module.css";
import { ACCEPTED, faultOf, typeOf } from "./documents";

interface DocumentFieldProps extends FileDoor {
  label: string;
  hint: string;
  /** What it is kept for; a document of an approval unless told otherwise. */
  purpose?: FilePurpose;
  /** The stored file, null while there is none; and whether one is on its way. */
  onStored: (file: StoredFile | null, isSending: boolean) => void;
  /** Said when the form is sent without a document. */
  error?: string | null;
}

interface Chosen {
  name: string;
  size: number;
  /** From 0 to 1; null once it is stored. */
  share: number | null;
}

/** A file that is sent as soon as it is chosen or dropped, so that the form itself is sent in a moment. */
export function DocumentField({
  label,
  hint,
  agency,
  developer,
  purpose = "approval-document",
  onStored,
  error = null,
}: DocumentFieldProps) {
  const t = useT();
  const language = useLanguage();
  const id = useId();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const upload = useRef<AbortController>(undefined);
  const shown = fault ?? error;

  useEffect(() => () => upload.current?.abort(), []);

  const take = async (file: File | undefined) => {
    if (!file) return;
    upload.current?.abort();
    setChosen(null);
    onStored(null, false);

    const type = typeOf(file);
    const wrong = faultOf(file);
    if (wrong || !type) return setFault(t(`approvals.file.${wrong ?? "wrongType"}`, { name: file.name, size: fileSize(file.size) }));
    setFault(null);

    const sending = new AbortController();
    upload.current = sending;
    const progress = (share: number | null) => setChosen({ name: file.name, size: file.size, share });
    progress(0);
    onStored(null, true);
    try {
      const stored = await addFile({ agency, developer }, { purpose, file, type, onProgress: progress, signal: sending.signal });
      progress(null);
      onStored(stored, false);
    } catch (failure) {
      if (sending.signal.aborted) return;
      setChosen(null);
      onStored(null, false);
      setFault(problemWords(t, failure));
    }
  };
  const sent = (share: number | null) =>
    share === null ? t("approvals.file.ready") : t("approvals.file.sending", { percent: `${Math.floor(share * 100)}%` });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };

  return (
    <div>
      <p className={styles.label} id={`${id}-label`}>
        {label}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div className={`${styles.zone} ${shown ? styles.wrong : ""}`} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        {chosen && (
          <span className={styles.file}>
            <span className={styles.name}>{chosen.name}</span>
            <span className="sub nowrap">{dotted([fileSize(chosen.size), sent(chosen.share)], language)}</span>
            {chosen.share !== null && <progress className={styles.bar} value={chosen.share} max={1} aria-label={label} />}
          </span>
        )}
        <label className={styles.choose}>
          <input
            type="file"
            accept={ACCEPTED}
            className={styles.input}
            aria-labelledby={`${id}-label ${id}-choose`}
            aria-describedby={`${id}-hint`}
            aria-invalid={shown ? true : undefined}
            onChange={({ currentTarget }) => {
              take(currentTarget.files?.[0]);
              currentTarget.value = ""; // the same file may be chosen again after a failure
            }}
          />
          <span id={`${id}-choose`}>{t(chosen ? "approvals.file.change" : "approvals.file.choose")}</span>
        </label>
        {!chosen && <span className="sub on-desktop">{t("approvals.file.drop")}</span>}
      </div>
      <p className={styles.hint} id={`${id}-hint`}>
        {hint}
      </p>
      <p className={styles.error} role="alert">
        {shown}
      </p>
    </div>
  );
}
