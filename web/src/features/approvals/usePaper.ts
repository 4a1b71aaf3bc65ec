import { useState } from "react";
import type { StoredFile } from "../../api/files";
import { useT } from "../../i18n/useT";

interface State {
  file: StoredFile | null;
  isSending: boolean;
  /** The form was to be sent while the document was on its way. */
  isTooSoon: boolean;
}

const NONE: State = { file: null, isSending: false, isTooSoon: false };

/** The document of a deal or a payment in a form: what of it `DocumentField` needs, and whether the form may be sent. */
export function usePaper() {
  const t = useT();
  const [{ file, isSending, isTooSoon }, setState] = useState(NONE);

  return {
    file,
    field: {
      purpose: "deal-document",
      onStored: (stored: StoredFile | null, sending: boolean) => setState({ file: stored, isSending: sending, isTooSoon: false }),
      error: isTooSoon ? t("approvals.file.wait") : null,
    },
    /** What names it in what is sent. */
    named: file === null ? {} : { documentId: file.id },
    /** False while it is on its way, and says so in its field: what is sent without it stays without. */
    isReady: () => {
      if (isSending) setState({ file, isSending, isTooSoon: true });
      return !isSending;
    },
    reset: () => setState(NONE),
  } as const;
}
