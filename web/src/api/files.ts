import type { FileMention, FilePurpose, FileType, StoredFile } from "../../../src/files/contract";
import { callForBlob, inSession } from "./client";
import type { DeskPlace } from "./desk";
import { ApiProblem, readProblem, UNREACHABLE } from "./problem";
import { tenantPath } from "./shell";

export type { FileMention, FilePurpose, FileType, StoredFile };

/** By whose door the files of an agency are stored and read: its own, or that of a developer whom it is linked to. */
export interface FileDoor {
  agency: string;
  developer?: string;
}

export const fileDoorOf = ({ kind, tenant, agency }: Pick<DeskPlace, "kind" | "tenant" | "agency">): FileDoor =>
  kind === "agency" ? { agency: tenant } : { agency, developer: tenant };

const filesPath = ({ agency, developer }: FileDoor) =>
  `${developer === undefined ? tenantPath("agency", agency) : `${tenantPath("developer", developer)}/agencies/${encodeURIComponent(agency)}`}/files`;

interface Upload {
  purpose: FilePurpose;
  file: File;
  /** The file's type as the API names it: a browser may know none for a photo of a phone. */
  type: FileType;
  /** Told how much has been sent, from 0 to 1. */
  onProgress: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * Stores a file with the agency, telling how far it is; `fetch` cannot tell, so this one call is made otherwise.
 *
 * @throws ApiProblem 413 `too-large`, 415 `wrong-file-type`, `unreachable`; an AbortError when `signal` was used
 */
export async function addFile(door: FileDoor, upload: Upload): Promise<StoredFile> {
  const key = crypto.randomUUID();
  const response = await inSession(() => send(door, upload, key));
  if (!response.ok) throw await readProblem(response);
  return response.json();
}

/** The bytes of a file that one may see, to be saved under its name. @throws ApiProblem 404 */
export function readFile(door: FileDoor, file: string): Promise<Blob> {
  return callForBlob(`${filesPath(door)}/${encodeURIComponent(file)}/content`);
}

function send(door: FileDoor, { purpose, file, type, onProgress, signal }: Upload, key: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1${filesPath(door)}?purpose=${purpose}`);
    request.responseType = "blob";
    const headers = {
      Accept: "application/json, application/problem+json",
      "Accept-Language": document.documentElement.lang,
      "Content-Type": type,
      "Idempotency-Key": key,
      "X-File-Name": encodeURIComponent(file.name),
    };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);

    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => resolve(answerOf(request));
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException("The upload was stopped", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function answerOf(request: XMLHttpRequest): Response {
  const requestId = request.getResponseHeader("X-Request-Id");
  return new Response(request.response as Blob, { status: request.status, headers: requestId ? { "X-Request-Id": requestId } : {} });
}

function unreachable(): ApiProblem {
  return new ApiProblem({ type: `/problems/${UNREACHABLE}`, code: UNREACHABLE, status: 0, detail: "", errors: [], requestId: null });
}
