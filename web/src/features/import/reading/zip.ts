/** A file inside a zip archive, unpacked when it is asked for. */
export interface Archive {
  names: readonly string[];
  /** Null for one that is not there. @throws Error where it is damaged or larger than anything an office writes */
  text: (name: string) => Promise<string | null>;
}

interface Entry {
  method: number;
  from: number;
  packed: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
/** A spreadsheet of twenty thousand rows has some ten million characters. */
const unpackedAtMost = 300_000_000;

/**
 * Reads the directory of an archive, as XLSX files are. The browser unpacks; a library would do it in workers made of
 * blobs, which our content security policy refuses.
 *
 * @throws Error for what is no archive
 */
export function archiveOf(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== DIRECTORY) throw new Error("not-a-spreadsheet");
    const [name, extra, remark] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)).replaceAll("\\", "/"), {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      from: view.getUint32(at + 42, true),
    });
    at += 46 + name + extra + remark;
  }

  return {
    names: [...entries.keys()],
    text: async (name) => {
      const entry = entries.get(name);
      if (!entry) return null;
      if (view.getUint32(entry.from, true) !== LOCAL) throw new Error("not-a-spreadsheet");
      const from = entry.from + 30 + view.getUint16(entry.from + 26, true) + view.getUint16(entry.from + 28, true);
      const packed = bytes.subarray(from, from + entry.packed);

      return new TextDecoder().decode(entry.method === 0 ? packed : await inflated(packed));
    },
  };
}

/** The end of the directory stands before a remark of any length. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new Error("not-a-spreadsheet");
}

async function inflated(packed: Uint8Array): Promise<Uint8Array> {
  const reader = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    size += read.value.length;
    if (size > unpackedAtMost) throw new Error("too-large");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }

  return whole;
}
