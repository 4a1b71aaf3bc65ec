import { Button, NativeSelect } from "@mantine/core";
import { useId, useRef, useState } from "react";
import type { ImportKind } from "../../api/imports";
import { useT } from "../../i18n/useT";
import { count, fileSize } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { DownloadIcon } from "../../ui/icons";
import { CountInput } from "../../ui/inputs";
import { Panel } from "../../ui/Panel";
import { ErrorState } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { downloadTemplate } from "./files";
import styles from "./import.module.css";
import { type Encoding, encodings } from "./reading/encodings";
import type { useReading } from "./useReading";

/** The file: chosen or dropped, then which sheet, in which encoding, and where its headings are. */
export function FilePanel({ kind, reading, busy }: { kind: ImportKind; reading: ReturnType<typeof useReading>; busy: boolean }) {
  const t = useT();
  const { file, share, reading: read, fault } = reading;

  if (!file || fault)
    return (
      <Panel number={1} title={t("imports.choose")}>
        <Drop onFile={reading.take} kind={kind} />
        {fault && (
          <Finding kind="error" announce="alert">
            {t(`imports.faultOfFile.${fault}`)}
          </Finding>
        )}
      </Panel>
    );

  return (
    <Panel
      number={1}
      title={file.name}
      note={read ? t("imports.size", { rows: count(read.rows.length), size: fileSize(file.size) }) : fileSize(file.size)}
      actions={!busy && <TextButton onClick={reading.clear}>{t("imports.another")}</TextButton>}
    >
      {share !== null && (
        <p role="status">
          {t("imports.reading")}
          <progress className={styles.progress} max={1} value={share || undefined} aria-label={t("imports.reading")} />
        </p>
      )}
      {read && (
        <div className={styles.choices}>
          {read.sheets.length > 1 && (
            <NativeSelect
              label={t("imports.sheet")}
              value={read.sheet ?? ""}
              disabled={busy}
              data={read.sheets}
              onChange={({ currentTarget: { value } }) => reading.readAs({ sheet: value })}
            />
          )}
          {read.encoding && (
            <NativeSelect
              label={t("imports.encoding")}
              value={read.encoding}
              disabled={busy}
              data={encodings.map((value) => ({ value, label: t(`imports.encodings.${value}`) }))}
              onChange={({ currentTarget: { value } }) => reading.readAs({ encoding: value as Encoding })}
            />
          )}
          <CountInput
            key={`${read.sheet} ${read.encoding} ${read.headerRow}`}
            label={t("imports.headerRow")}
            value={read.headerRow}
            disabled={busy}
            onChange={(row) => {
              if (row !== null && row >= 1 && row !== read.headerRow)
                reading.readAs({ sheet: read.sheet ?? undefined, encoding: read.encoding ?? undefined, headerRow: row });
            }}
          />
        </div>
      )}
    </Panel>
  );
}

function Drop({ onFile, kind }: { onFile: (file: File) => void; kind: ImportKind }) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const template = () => downloadTemplate(t, kind).then(() => setFailure(null), setFailure);

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra, the button in it does the same */}
      <div
        className={`${styles.drop} ${over ? styles.over : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [dropped] = event.dataTransfer.files;
          if (dropped) onFile(dropped);
        }}
      >
        <input
          ref={input}
          id={id}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label={t("imports.file")}
          accept=".xlsx,.csv,.tsv,.txt"
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) onFile(chosen);
            currentTarget.value = "";
          }}
        />
        <Button variant="filled" onClick={() => input.current?.click()}>
          {t("imports.chooseFile")}
        </Button>
        <p className="sub">{t("imports.drop")}</p>
        <Button size="xs" leftSection={<DownloadIcon />} onClick={() => void template()}>
          {t("imports.template")}
        </Button>
      </div>
      {failure !== null && <ErrorState what={t("imports.notWritten")} error={failure} onRetry={() => void template()} />}
    </>
  );
}
