import { textDecoder, type EncodingChoice } from '../text/encoding.ts';
import { arrayReader } from './json-arrays.ts';
import { flatten, flattenColumns } from './json.ts';
import { jsonSplitter, type JsonShape, type JsonText } from './json-split.ts';
import type { Source } from '../../../files/source.ts';

interface JsonRow {
  readonly line: number;
  /** Undefined where the object's text could not be read. */
  readonly fields: ReadonlyMap<string, string> | undefined;
  /** Bytes of the file read when this row came out. */
  readonly bytes: number;
}

/** The objects of a JSON file one by one. */
export async function* jsonRecords(
  source: Source,
  shape: JsonShape,
  choice: Pick<EncodingChoice, 'encoding' | 'mixed'>,
): AsyncGenerator<JsonRow> {
  const splitter = jsonSplitter(shape);
  const decoder = textDecoder(choice.encoding, choice.mixed);
  let bytes = 0;
  const read = readerOf(shape, () => splitter.before());
  for await (const piece of source.stream(0, source.size)) {
    bytes += piece.length;
    for (const record of splitter.push(decoder.write(piece))) yield* rowsOf(record, bytes, read);
  }
  for (const record of [...splitter.push(decoder.end()), ...splitter.end()]) yield* rowsOf(record, bytes, read);
}

function readerOf(shape: JsonShape, before: () => string): typeof flatten {
  if (shape === 'rows') return arrayReader(before);
  return shape === 'columns' ? flattenColumns : flatten;
}

function rowsOf({ line, text }: JsonText, bytes: number, read: typeof flatten): JsonRow[] {
  return (read(text) ?? [undefined]).map(fields => ({ line, fields, bytes }));
}
