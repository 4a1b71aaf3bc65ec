import { encode } from "uqr";

/** Modules of white around a code, without which scanners miss it. */
const QUIET = 4;
/** Pixels of a picture's side, at least: what a printer makes of it stays sharp. */
const PICTURE = 1024;

/** The squares of a code, row by row, with the white around it. */
function squaresOf(text: string): boolean[][] {
  return encode(text, { ecc: "M", border: QUIET }).data;
}

/** A code as a file of its own: black on white, one unit to a module. */
export function qrSvg(text: string): string {
  const rows = squaresOf(text);
  const size = rows.length;
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${PICTURE}" height="${PICTURE}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
}

/** A code as a picture: whole pixels to a module, so that no edge is grey. @throws Error where the browser makes none */
export async function qrPng(text: string): Promise<Blob> {
  const rows = squaresOf(text);
  const module = Math.ceil(PICTURE / rows.length);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = module * rows.length;
  const paper = canvas.getContext("2d");
  if (!paper) throw new Error("no canvas");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.fillStyle = "#000";
  for (const [y, row] of rows.entries()) {
    for (const [x, isDark] of row.entries()) if (isDark) paper.fillRect(x * module, y * module, module, module);
  }
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!picture) throw new Error("no picture");
  return picture;
}

/** Hands a file to the person. */
export function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
