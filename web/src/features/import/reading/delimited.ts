const delimiters = [",", "\t", ";", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** The sign between the cells: the one that cuts the first lines into the same number of cells, and the most. */
export function delimiterOf(text: string): Delimiter {
  const head = text.slice(0, 20_000);
  const scores = delimiters.map((delimiter) => {
    const rows = recordsOf(head, delimiter).slice(0, 20);
    const widths = rows.map((row) => row.length).filter((width) => width > 1);
    const most = Math.max(0, ...widths);

    return widths.filter((width) => width === most).length * 100 + most;
  });

  return delimiters[scores.indexOf(Math.max(...scores))] ?? ",";
}

/**
 * The records of a delimited text (RFC 4180), as leniently as spreadsheets read it: a quote inside an unquoted cell is a
 * quote, one that is never closed ends with the text. Every line counts, an empty one too, so that rows keep their numbers.
 */
export function recordsOf(text: string, delimiter: Delimiter): string[][] {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    record.push(cell);
    cell = "";
  };
  const endRecord = () => {
    endCell();
    records.push(record);
    record = [];
  };
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (sign === delimiter) endCell();
    else if (sign === "\n") endRecord();
    else if (sign === "\r") {
      if (source[at + 1] !== "\n") endRecord();
    } else cell += sign;
  }
  if (cell !== "" || record.length) endRecord();

  return records;
}
