import type { FileType } from "./contract";

const signatures: readonly (readonly [type: FileType, at: number, bytes: string])[] = [
  ["application/pdf", 0, "%PDF-"],
  ["image/png", 0, "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/webp", 8, "WEBP"],
  ["image/heic", 4, "ftypheic"],
  ["image/heic", 4, "ftypheix"],
  ["image/heic", 4, "ftypmif1"],
];

/** What a file is by its first bytes, or null for what we do not take. Its name and declared type are not believed. */
export function sniffed(bytes: Uint8Array): FileType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const found = signatures.find(([, at, signature]) => head.startsWith(signature, at));
  if (found?.[0] === "image/webp" && !head.startsWith("RIFF")) return null;

  return found?.[0] ?? null;
}

/** The name that a client sent percent-encoded, or null when it cannot be decoded. */
export function decodedName(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** A download that keeps its name in any script, and falls back to plain letters for old clients. */
export function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");

  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}
