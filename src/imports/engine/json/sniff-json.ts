import type { Dialect } from '../text/dialect.ts';
import type { EncodingChoice } from '../text/encoding.ts';
import { FileFault, type FileProblem } from '../problems.ts';
import { jsonRecords } from './json-rows.ts';
import type { JsonShape } from './json-split.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { headerProblems, topRows, type Sniffed } from '../sniffed.ts';
import type { Source } from '../../../files/source.ts';
import { limits } from '../limits.ts';

const looked = 20_000;
const kept = 1000;

/** Recognises a JSON file: its columns are all keys seen in the first 20,000 objects, in the order they came. */
export async function sniffJson(
  source: Source,
  shape: JsonShape,
  choice: EncodingChoice,
  problems: readonly FileProblem[],
): Promise<Sniffed> {
  const columns = new Map<string, number>();
  const records: { line: number; fields: ReadonlyMap<string, string> }[] = [];
  let count = 0;
  let bytes = 0;
  for await (const record of jsonRecords(source, shape, choice)) {
    count += 1;
    bytes = record.bytes;
    for (const key of record.fields?.keys() ?? []) if (!columns.has(key)) columns.set(key, columns.size);
    if (columns.size > limits.columns) throw new FileFault('file_too_wide', { n: columns.size, limit: limits.columns });
    if (record.fields && (records.length < kept / 2 || (count % 20 === 0 && records.length < kept)))
      records.push({ line: record.line, fields: record.fields });
    if (count >= looked) break;
  }
  if (columns.size === 0) throw new FileFault(count === 0 ? 'file_empty' : 'file_not_table');
  const header = [...columns.keys()];
  const sample: RawRow[] = records.map(({ line, fields }) => ({
    line,
    cells: header.map(key => fields.get(key) ?? ''),
  }));
  const dialect: Dialect = {
    kind: 'json',
    header,
    headerLine: 1,
    headerLastLine: 0,
    encoding: choice.encoding,
    json: shape,
  };
  return {
    kind: 'json',
    dialect,
    problems: [...problems, ...headerProblems(header, 1)],
    encoding: choice,
    top: sample.slice(0, topRows),
    sample,
    rowsGuess: count < looked || bytes === 0 ? count : Math.round((count / bytes) * source.size),
  };
}
