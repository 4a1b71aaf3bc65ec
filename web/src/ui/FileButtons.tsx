import { Button } from "@mantine/core";
import { useState } from "react";
import { DownloadIcon } from "./icons";
import { ErrorState } from "./states";

type FileKind = "xlsx" | "csv";

interface FileButtonsProps {
  /** What is said where the file could not be made. */
  notWritten: string;
  make: (kind: FileKind) => Promise<void>;
  className?: string;
}

/** What is shown, as a file: made in the browser, and made again where that failed. */
export function FileButtons({ notWritten, make, className }: FileButtonsProps) {
  const [writing, setWriting] = useState<FileKind | null>(null);
  const [failure, setFailure] = useState<{ kind: FileKind; error: unknown } | null>(null);

  const write = async (kind: FileKind) => {
    setWriting(kind);
    setFailure(null);
    try {
      await make(kind);
    } catch (error) {
      setFailure({ kind, error });
    } finally {
      setWriting(null);
    }
  };

  return (
    <>
      <div className={className}>
        {(["xlsx", "csv"] as const).map((kind) => (
          <Button key={kind} leftSection={<DownloadIcon />} loading={writing === kind} onClick={() => void write(kind)}>
            {kind.toUpperCase()}
          </Button>
        ))}
      </div>
      {failure !== null && <ErrorState what={notWritten} error={failure.error} onRetry={() => void write(failure.kind)} />}
    </>
  );
}
