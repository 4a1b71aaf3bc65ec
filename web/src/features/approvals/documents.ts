import type { FileType } from "../../api/files";

/** As the API takes them: a larger file is refused with `too-large`. */
export const DOCUMENT_LIMIT_BYTES = 10 * 1024 * 1024;

const TYPES: Record<FileType, string[]> = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/webp": ["webp"],
  "image/heic": ["heic", "heif"],
};

/** For the browser's own chooser. */
export const ACCEPTED = Object.entries(TYPES)
  .flatMap(([type, endings]) => [type, ...endings.map((ending) => `.${ending}`)])
  .join(",");

/** What a chosen file is: as the browser says, else by its ending, since some know no type for a phone's photo. */
export function typeOf({ name, type }: Pick<File, "name" | "type">): FileType | null {
  const known = Object.keys(TYPES) as FileType[];
  const said = known.find((candidate) => candidate === type);
  if (said) return said;
  if (type !== "" && type !== "application/octet-stream" && type !== "image/heif") return null;

  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return known.find((candidate) => TYPES[candidate].includes(ending)) ?? null;
}

/** Why a file need not be sent at all; null when it may be. The API looks at its bytes. */
export function faultOf(file: Pick<File, "name" | "type" | "size">): "tooLarge" | "empty" | "wrongType" | null {
  if (file.size === 0) return "empty";
  if (typeOf(file) === null) return "wrongType";
  return file.size > DOCUMENT_LIMIT_BYTES ? "tooLarge" : null;
}
