import iconv from 'iconv-lite';
import { withCarried } from '../rows/carry-down.ts';
import { asideReason } from '../rows/skip-reason.ts';
import { parseCsv, type CsvDialect, type CsvRecord } from './csv.ts';
import { detectDelimiter } from './delimiter.ts';
import type { Dialect, Overrides } from './dialect.ts';
import { detectEncoding, textDecoder, type EncodingChoice } from './encoding.ts';
import { chooseHeader } from '../rows/header.ts';
import { jsonShape } from '../json/json-split.ts';
import { limits } from '../limits.ts';
import { FileFault, note, type FileProblem } from '../problems.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { codeListsIn } from '../json/json-legends.ts';
import { sniffJson } from '../json/sniff-json.ts';
import { headerProblems, topRows, type Sniffed } from '../sniffed.ts';
import { samplePieces, type Source } from '../../../files/source.ts';
import { tornColumn, joinCells } from '../values/split-decimals.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { hasText } from '../words/words.ts';

const pieceBytes = 200 * 1024;

/** Recognises delimited text and JSON. */
export async function sniffText(source: Source, vocabulary: Vocabulary, overrides: Overrides): Promise<Sniffed> {
  const pieces = await samplePieces(source, pieceBytes);
  const detected = detectEncoding(pieces, vocabulary.letters);
  const choice =
    overrides.encoding === undefined ? detected : { encoding: overrides.encoding, why: detected.why, mixed: false };
  const texts = pieces.map(piece => decode(piece, choice));
  const whole = pieces.length === 1;
  const encoding = { ...choice, ...encodingSample(pieces, choice) };
  const problems: FileProblem[] = [
    ...(choice.mixed ? [note('encoding_mixed', { encoding: choice.encoding })] : []),
    ...(choice.why === 'letters' && choice.runnerUp !== undefined
      ? [note('encoding_doubt', { sample: encoding.sample ?? '' })]
      : []),
  ];
  const shape = jsonShape(texts[0] ?? '');
  if (shape) return sniffJson(source, shape, choice, { problems, lists: codeListsIn(texts), vocabulary });
  const share = pieces.reduce((sum, piece) => sum + piece.length, 0) / source.size;
  const found = sniffDelimited(texts, whole, share, vocabulary, overrides);
  return {
    ...found,
    encoding,
    problems: [...problems, ...found.problems],
    dialect: { ...found.dialect, encoding: choice.encoding, ...(choice.mixed ? { mixedEncoding: true } : {}) },
  };
}

function decode(piece: Buffer, choice: EncodingChoice): string {
  const decoder = textDecoder(choice.encoding, choice.mixed);
  return decoder.write(piece) + decoder.end();
}

function encodingSample(
  pieces: readonly Buffer[],
  choice: EncodingChoice,
): { sample?: string; runnerUpSample?: string } {
  if (choice.why !== 'letters') return {};
  for (const piece of pieces) {
    const at = piece.findIndex(byte => byte > 0x7f);
    if (at === -1) continue;
    const start = piece.lastIndexOf(10, at) + 1;
    const end = piece.indexOf(10, at);
    const line = piece.subarray(start, Math.min(end === -1 ? piece.length : end, start + 300));
    return {
      sample: iconv.decode(line, choice.encoding).trim(),
      ...(choice.runnerUp === undefined ? {} : { runnerUpSample: iconv.decode(line, choice.runnerUp).trim() }),
    };
  }
  return {};
}

type Delimited = Omit<Sniffed, 'dialect'> & { readonly dialect: Dialect };

function sniffDelimited(
  texts: readonly string[],
  whole: boolean,
  share: number,
  vocabulary: Vocabulary,
  overrides: Overrides,
): Delimited {
  const head = whole ? (texts[0] ?? '') : wholeLines(texts[0] ?? '', false);
  const choice = detectDelimiter(overrides.delimiter === undefined ? head : `sep=${overrides.delimiter}\n${head}`);
  const told = /^\ufeff?sep=.\r?[\n\r]/i.test(head);
  if (choice.width < 2 || choice.score < 0.02) throw new FileFault('file_not_table');
  if (choice.width > limits.columns) throw new FileFault('file_too_wide', { n: choice.width, limit: limits.columns });
  const csv: CsvDialect = { delimiter: choice.delimiter, newline: choice.newline, backslash: choice.backslash };
  const records = parseCsv(head, csv, choice.width).filter(record => !(told && record.line === 1));
  const found = chooseHeader(records, choice.width, vocabulary, overrides.headerLine);
  const rows = [...records, ...texts.slice(1).flatMap(text => strayRecords(text, csv, choice.width))];
  const torn = tornColumn(records, found);
  const header = trimmedHeader(torn?.header ?? found.names, rows, torn?.column, found.lastLine);
  const dialect: Dialect = {
    kind: 'delimited',
    ...csv,
    header,
    headerLine: found.line,
    headerLastLine: found.lastLine,
    ...(found.tags ? { tags: found.tags } : {}),
    ...(torn ? { joinColumn: torn.column } : {}),
    ...(isRagged(records, found.lastLine, header.length) ? { padShort: true } : {}),
  };
  const sample = rows
    .filter(row => row.line === 0 || row.line > found.lastLine)
    .map(row => sampleRow(row, dialect))
    .filter(row => hasText(row.cells));
  if (sample.length === 0) throw new FileFault('file_empty');
  return {
    kind: 'delimited',
    ...withCarried(dialect, sample),
    problems: [
      ...headerProblems(header, found.line),
      ...(torn ? [note('decimal_comma_split', { name: header[torn.column] ?? '' })] : []),
    ],
    top: records.slice(0, topRows).map(({ line, cells }) => ({ line, cells })),
    rowsGuess: Math.round(sample.length / share) || sample.length,
  };
}

/** A piece from the middle begins and ends inside a line; cut there, only whole lines remain. */
function wholeLines(text: string, fromMiddle: boolean): string {
  const newline = text.includes('\n') ? '\n' : '\r';
  const start = fromMiddle ? text.indexOf(newline) + 1 : 0;
  const end = text.lastIndexOf(newline) + 1;
  return text.slice(start, end > start ? end : undefined);
}

/** Records of a piece out of the middle: only those of the right width can be trusted, and their line is not known. */
function strayRecords(text: string, csv: CsvDialect, width: number): CsvRecord[] {
  return parseCsv(wholeLines(text, true), csv, width)
    .filter(record => record.cells.length === width)
    .map(record => ({ line: 0, cells: record.cells }));
}

/** Empty columns at the end (each line closed with a delimiter) are no columns. */
function trimmedHeader(
  names: readonly string[],
  rows: readonly CsvRecord[],
  joined: number | undefined,
  lastLine: number,
): string[] {
  let width = names.length;
  const shift = joined === undefined ? 0 : 1;
  const isEmpty = (column: number): boolean =>
    rows.every(row => (row.line > 0 && row.line <= lastLine) || (row.cells[column + shift] ?? '').trim() === '');
  while (width > 1 && (names[width - 1] === '' || lastLine === 0) && isEmpty(width - 1)) width -= 1;
  return names.slice(0, width);
}

function isRagged(records: readonly CsvRecord[], lastLine: number, width: number): boolean {
  const body = records.filter(record => record.line > lastLine && record.cells.length > 1);
  return body.filter(record => record.cells.length < width).length > body.length * 0.1;
}

function sampleRow(record: CsvRecord, dialect: Dialect): RawRow {
  const cells =
    dialect.joinColumn === undefined
      ? record.cells
      : joinCells(record.cells, dialect.joinColumn, dialect.header.length);
  const reason = asideReason(cells, dialect.header);
  return { line: record.line, cells, ...(reason ? { aside: reason } : {}) };
}
