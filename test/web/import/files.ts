import { deflateRawSync } from "node:zlib";

/** Bytes of a text in an encoding that Node cannot write: the other way round of what it reads. */
export function encodedIn(encoding: "gb18030" | "big5", text: string): Uint8Array {
  const codes = codesOf(encoding);

  return Uint8Array.from(
    [...text].flatMap((sign) => {
      if (sign < "\u0080") return [sign.charCodeAt(0)];
      const code = codes.get(sign);
      if (!code) throw new Error(`no ${sign} in ${encoding}`);
      return code;
    }),
  );
}

const known = new Map<string, Map<string, [number, number]>>();

function codesOf(encoding: string): Map<string, [number, number]> {
  const found = known.get(encoding) ?? new Map<string, [number, number]>();
  if (found.size === 0) {
    const decoder = new TextDecoder(encoding);
    for (let first = 0x81; first <= 0xfe; first += 1) {
      for (let second = 0x40; second <= 0xfe; second += 1) {
        const sign = decoder.decode(Uint8Array.of(first, second));
        if ([...sign].length === 1 && sign !== "\ufffd" && !found.has(sign)) found.set(sign, [first, second]);
      }
    }
  }
  known.set(encoding, found);

  return found;
}

export function utf16(text: string, littleEndian: boolean, mark = true): Uint8Array {
  const units = [...(mark ? "\ufeff" : "")].concat(text.split("")).map((unit) => unit.charCodeAt(0));
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (const [at, unit] of units.entries()) view.setUint16(at * 2, unit, littleEndian);

  return new Uint8Array(view.buffer);
}

/** A zip archive, deflated as spreadsheets are. */
export function zipped(files: Record<string, string>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(Buffer.from(text));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(Buffer.byteLength(text), 22);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(Buffer.byteLength(text), 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, path);
    parts.push(local, path, packed);
    at += local.length + path.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);

  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

/** A cell of a sheet: text, a number as the file has it, or a day by its serial. */
export type Made = string | { number: string } | { day: number } | null;

interface Book {
  sheets: Record<string, Made[][]>;
  merges?: string[];
  is1904?: boolean;
  hidden?: string;
}

/** An XLSX file as Excel writes it: shared strings, styles, merged cells. */
export function xlsx({ sheets, merges = [], is1904 = false, hidden }: Book): Uint8Array {
  const strings: string[] = [];
  const names = Object.keys(sheets);
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const cell = (made: Made, row: number, column: number) => {
    const r = `${letters(column)}${row + 1}`;
    if (made === null) return "";
    if (typeof made === "string") return `<c r="${r}" t="s"><v>${strings.push(made) - 1}</v></c>`;

    return "day" in made ? `<c r="${r}" s="1"><v>${made.day}</v></c>` : `<c r="${r}"><v>${made.number}</v></c>`;
  };
  const sheet = (rows: Made[][]) =>
    `<?xml version="1.0"?><worksheet xmlns="x"><sheetData>${rows
      .map((row, at) => `<row r="${at + 1}">${row.map((made, column) => cell(made, at, column)).join("")}</row>`)
      .join(
        "",
      )}</sheetData>${merges.length ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : ""}</worksheet>`;
  const made = Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet(sheets[name] ?? [])]));

  return zipped({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${names
      .map(
        (name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}"${name === hidden ? ' state="hidden"' : ""} r:id="rId${at + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    ...made,
  });
}

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`;
