import { Button, Menu } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useLanguage, useT } from "../../i18n/useT";
import { count } from "../../lib/format";
import { DownloadIcon } from "../../ui/icons";
import { ErrorState } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";
import type { ExportedList } from "./columns";
import styles from "./export.module.css";
import { MOST_ROWS } from "./paging";

type FileKind = "xlsx" | "csv";
type Stage = { is: "idle" | "tooMany" | "cancelled" } | { is: "writing"; rows: number } | { is: "failed"; kind: FileKind; error: unknown };

interface ExportMenuProps<Row> {
  list: ExportedList<Row>;
  /** It stands on a line of its own, not in a row of filters. */
  alone?: boolean;
}

/** 匯出: a list with its conditions and in its order as a file, row by row to its end, made in the browser. */
export function ExportMenu<Row>({ list, alone = false }: ExportMenuProps<Row>) {
  const t = useT();
  const language = useLanguage();
  const online = useOnline();
  const [stage, setStage] = useState<Stage>({ is: "idle" });
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);

  const write = async (kind: FileKind) => {
    const controller = new AbortController();
    const { signal } = controller;
    asking.current = controller;
    setStage({ is: "writing", rows: 0 });
    try {
      const [{ makeFile }, columns] = await Promise.all([import("./making"), list.columns()]);
      await makeFile(kind, { t, language, list, columns, signal, onRows: (rows) => setStage({ is: "writing", rows }) });
      setStage({ is: "idle" });
    } catch (error) {
      if (signal.aborted) setStage({ is: "cancelled" });
      else if (error instanceof Error && error.name === "TooManyRows") setStage({ is: "tooMany" });
      else setStage({ is: "failed", kind, error });
    }
  };

  return (
    <div className={`${styles.export} ${alone ? styles.alone : ""} no-print`}>
      {stage.is === "writing" ? (
        <Button onClick={() => asking.current?.abort()}>{t("common.export.cancel")}</Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button leftSection={<DownloadIcon />} disabled={!online}>
              {t("common.export.button")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={t("common.export.button")}>
            <Menu.Item onClick={() => void write("xlsx")}>XLSX</Menu.Item>
            <Menu.Item onClick={() => void write("csv")}>CSV</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <p role="status" className={styles.said}>
        {stage.is === "writing" && t("common.export.rows", { n: count(stage.rows) })}
        {stage.is === "cancelled" && t("common.export.cancelled")}
        {stage.is === "tooMany" && t("common.export.tooMany", { n: count(MOST_ROWS) })}
        {!online && t("common.whenOnline")}
      </p>
      {stage.is === "failed" && (
        <ErrorState what={t("common.export.failed")} error={stage.error} onRetry={() => void write(stage.kind)} reads />
      )}
    </div>
  );
}
