import type { Dialect } from '../text/dialect.ts';
import type { EncodingChoice } from '../text/encoding.ts';
import { FileFault, type FileProblem } from '../problems.ts';
import { jsonRecords } from './json-rows.ts';
import type { JsonShape } from './json-split.ts';
import { carrier } from '../rows/carry-down.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { headerProblems, topRows, type Sniffed } from '../sniffed.ts';
import type { Source } from '../../../files/source.ts';
import { limits } from '../limits.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { legendsFor, type CodeList } from '../workbook/legends.ts';

const looked = 20_000;
const kept = 1000;

/** What is known of a JSON file besides its records. */
interface Beside {
  readonly problems: readonly FileProblem[];
  /** Lists of codes it carries. */
  readonly lists: readonly CodeList[];
  readonly vocabulary: Vocabulary;
}

/** Recognises a JSON file: its columns are all keys seen in the first 20,000 objects, in the order they came. */
export async function sniffJson(
  source: Source,
  shape: JsonShape,
  choice: EncodingChoice,
  { problems, lists, vocabulary }: Beside,
): Promise<Sniffed> {
  const { header, records, count, bytes } = await readSample(source, shape, choice);
  if (header.length === 0) throw new FileFault(count === 0 ? 'file_empty' : 'file_not_table');
  const sample: RawRow[] = records.map(({ line, fields }) => ({
    line,
    cells: header.map(key => fields.get(key) ?? ''),
  }));
  const legends = legendsFor(header, sample, lists, vocabulary);
  const dialect: Dialect = {
    ...(Object.keys(legends).length > 0 ? { legends } : {}),
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
    sample: sample.map(carrier(dialect)),
    rowsGuess: count < looked || bytes === 0 ? count : Math.round((count / bytes) * source.size),
  };
}

/** The columns of the first objects, and of these the first ones and every twentieth further on. */
async function readSample(source: Source, shape: JsonShape, choice: EncodingChoice) {
  const columns = new Set<string>();
  const records: { line: number; fields: ReadonlyMap<string, string> }[] = [];
  let count = 0;
  let bytes = 0;
  for await (const record of jsonRecords(source, shape, choice)) {
    count += 1;
    bytes = record.bytes;
    const { line, fields } = record;
    for (const key of fields?.keys() ?? []) columns.add(key);
    if (columns.size > limits.columns) throw new FileFault('file_too_wide', { n: columns.size, limit: limits.columns });
    if (fields && records.length < (count % 20 === 0 ? kept : kept / 2)) records.push({ line, fields });
    if (count >= looked) break;
  }
  return { header: [...columns], records, count, bytes };
}
