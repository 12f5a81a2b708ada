import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { writeXlsxStream } from 'hucre/xlsx';
import {
  answersFrom,
  askWords,
  buildVocabulary,
  collectWords,
  draftPlan,
  openQuestions,
  openRows,
  proposeColumns,
  rowReader,
  seedVocabularyInput,
  sniff,
  voteLanguage,
  withStyles,
  type Vocabulary,
} from '../src/imports/engine/index.ts';

/**
 * The import engine alone, without database: `node bench/import-engine.ts [file …]`. Measures the files given, and the
 * excerpt of the tests repeated to 300,000 rows, as CSV and as a workbook of 100,000. Milliseconds of processor time.
 */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let since = 0;
const processor = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
function lap(): number {
  const now = processor();
  const passed = Math.round(now - since);
  since = now;
  return passed;
}

async function measure(
  name: string,
  file: string,
  vocabulary: Vocabulary,
  constants: Record<string, string> = {},
): Promise<void> {
  lap();
  const { dialect, sample } = await sniff(file, vocabulary);
  const times: Record<string, number> = { sniff: lap() };
  if (!dialect) throw new Error(`${file} was not read`);
  const proposals = proposeColumns(dialect.header, sample, vocabulary, { tags: dialect.tags });
  const drafted = draftPlan({
    header: dialect.header,
    proposals,
    sample,
    vocabulary,
    today: new Date().toISOString().slice(0, 10),
    constants,
  });
  times.columns = lap();
  const survey = await collectWords(drafted, openRows(file, dialect));
  times.survey = lap();
  const plan = withStyles(drafted, survey);
  const words = askWords(survey, vocabulary, plan, new Map(), voteLanguage(dialect.header, vocabulary));
  times.words = lap();
  const questions = openQuestions(plan, proposals, survey, words);
  const read = rowReader(plan, answersFrom(words, { preselected: true }));
  let [rows, whole, peak] = [0, 0, 0];
  for await (const row of openRows(file, dialect)) {
    if (row.aside) continue;
    rows += 1;
    if (rows % 5000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    if (!read(row).problems.some(({ level }) => level === 'error')) whole += 1;
  }
  times.rows = lap();
  process.stdout.write(
    `${name}: ${rows} rows, ${dialect.header.length} columns, ${questions.length} questions, ` +
      `${((whole / rows) * 100).toFixed(2)} % whole before the single words are answered\n` +
      `  ${Object.entries(times)
        .map(([step, ms]) => `${step} ${ms}`)
        .join(', ')} ms; memory while reading rows ${peak >> 20} MB\n`,
  );
}

/** The excerpt again and again, to so many rows. */
function* repeated(count: number, width = 16): Generator<string[]> {
  const lines = readFileSync(here('../test/fixtures/imports/unodc-excerpt-300.csv'), 'utf8')
    .split('\n')
    .filter(line => !line.includes('"') && line !== '');
  yield lines[0]?.split(';').slice(0, width) ?? [];
  for (let index = 0; index < count; index += 1)
    yield lines[1 + (index % (lines.length - 1))]?.split(';').slice(0, width) ?? [];
}

function* lines(count: number): Generator<string> {
  for (const row of repeated(count)) yield `${row.join(';')}\n`;
}

const directory = mkdtempSync(join(tmpdir(), 'bench-import-'));
try {
  since = processor();
  const vocabulary = buildVocabulary(seedVocabularyInput(here('../seeds/reference')));
  process.stdout.write(`vocabulary: ${lap()} ms\n`);
  for (const file of process.argv.slice(2)) await measure(file, file, vocabulary);
  const csv = join(directory, 'large.csv');
  await pipeline(Readable.from(lines(300_000)), createWriteStream(csv));
  await measure('300,000 rows of CSV', csv, vocabulary);
  const book = join(directory, 'large.xlsx');
  await pipeline(
    Readable.fromWeb(
      writeXlsxStream(repeated(100_000, 12), { name: 'Data' }) as Parameters<typeof Readable.fromWeb>[0],
    ),
    createWriteStream(book),
  );
  await measure('100,000 rows of XLSX', book, vocabulary);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
