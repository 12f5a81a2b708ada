import type { RecordWords as Words } from '../../seizures/index.ts';
import { asideReason } from '../engine/rows/skip-reason.ts';
import { legacyEncodings } from '../engine/text/encoding.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import type { Sniffing } from '../plan.ts';
import { columnLetter, problemText } from '../check/presenter-problems.ts';
import type { Import } from '../store.ts';

/** Delimiters an officer may choose, by the name their word has in the locales. */
export const delimiters: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
  caret: '^',
  tilde: '~',
};
export const encodings: readonly string[] = ['utf-8', 'utf-16le', 'utf-16be', ...legacyEncodings];

export function delimiterName(delimiter: string | undefined): string | undefined {
  return Object.entries(delimiters).find(([, mark]) => mark === delimiter)?.[0];
}

/** What was recognised, in one sentence: "Semicolons, Windows-1250 (Central European), header in line 3, 36 rows". */
function recognised(words: Words, { sniffed, rowsEstimated, plan }: Import): string {
  const { t } = words;
  const { dialect } = sniffed;
  const rows = plan.survey ? plan.survey.rows + plan.survey.aside : rowsEstimated;
  const name = delimiterName(dialect.delimiter);
  const parts = [
    dialect.kind === 'delimited' && name !== undefined
      ? t(`imports:delimiters.${name}`)
      : t(`imports:filekinds.${dialect.kind}`),
    dialect.encoding === undefined
      ? ''
      : t(`imports:encodings.${dialect.encoding}`, { defaultValue: dialect.encoding }),
    dialect.sheets ? t('imports:scope.sheet', { count: dialect.sheets.length, sheet: dialect.sheets.join(', ') }) : '',
    dialect.kind === 'json'
      ? ''
      : dialect.headerLine === 0
        ? t('imports:read.noHeader')
        : t('imports:read.headerIn', { line: dialect.headerLine }),
    t('imports:scope.columns', { count: dialect.header.length }),
    t(plan.survey ? 'imports:scope.rows' : 'imports:scope.rowsAbout', { count: rows, n: words.number(rows) }),
  ];
  return parts.filter(Boolean).join(', ');
}

/** The page "how we read it". */
export function readPage(words: Words, file: Import, refused?: string) {
  const { sniffed, plan } = file;
  const { dialect } = sniffed;
  const isText = dialect.kind === 'delimited' || dialect.kind === 'json';
  const notes = sniffed.problems.filter(({ code }) => code !== 'encoding_doubt');
  return {
    sentence: recognised(words, file),
    notes: notes.map(problem => problemText(words, problem)),
    refused,
    table: topTable(words, file),
    ...(isText ? { encoding: encodingChoice(words, sniffed) } : {}),
    ...(dialect.kind === 'delimited' ? { delimiter: delimiterChoice(words, dialect.delimiter) } : {}),
    ...(sniffed.sheets && sniffed.sheets.length > 1 ? { sheets: sheetChoice(words, sniffed) } : {}),
    ...(dialect.kind === 'json' ? {} : { header: headerChoice(words, sniffed) }),
    hidden:
      sniffed.problems.some(({ code }) => code === 'hidden_left_out') || plan.overrides.hidden === true
        ? { checked: plan.overrides.hidden === true }
        : undefined,
  };
}

/** The first rows as they stand in the file: header marked, what is no record grey. */
function topTable(words: Words, { sniffed, plan }: Import) {
  const { dialect, top } = sniffed;
  const { header } = dialect;
  const isNominal = (column: number): boolean => plan.rows.mapping[column] === 'nominal';
  return {
    letters: header.map((_, column) => columnLetter(column)),
    rows: top.map(row => {
      const kind = kindOf(row, sniffed);
      const cells = header.map((_, column) =>
        kind === 'record' && isNominal(column) ? words.t('imports:hiddenCell') : (row.cells[column] ?? ''),
      );
      return { line: row.line, kind, cells, label: words.t(`imports:read.kinds.${kind}`) };
    }),
  };
}

function kindOf(row: RawRow, { dialect }: Sniffing): 'header' | 'aside' | 'record' {
  if (dialect.headerLine > 0 && row.line >= dialect.headerLine && row.line <= dialect.headerLastLine) return 'header';
  if (dialect.kind !== 'json' && row.line < dialect.headerLine) return 'aside';
  return asideReason(row.cells, dialect.header) ? 'aside' : 'record';
}

function encodingChoice(words: Words, { dialect, encoding }: Sniffing) {
  const value = dialect.encoding ?? 'utf-8';
  const samples =
    encoding?.sample === undefined
      ? []
      : [
          { label: encodingName(words, encoding.encoding), text: encoding.sample },
          ...(encoding.runnerUp === undefined || encoding.runnerUpSample === undefined
            ? []
            : [{ label: encodingName(words, encoding.runnerUp), text: encoding.runnerUpSample }]),
        ];
  return {
    type: 'choice',
    display: 'select',
    id: 'encoding',
    name: 'encoding',
    label: words.t('imports:read.encoding'),
    value,
    noBlank: true,
    span: 4,
    hint: words.t('imports:read.encodingHint'),
    options: [...new Set([value, ...encodings])].map(one => ({ value: one, label: encodingName(words, one) })),
    samples,
  };
}

function encodingName(words: Words, encoding: string): string {
  return words.t(`imports:encodings.${encoding}`, { defaultValue: encoding });
}

function delimiterChoice(words: Words, delimiter: string | undefined) {
  return {
    type: 'choice',
    display: 'select',
    id: 'delimiter',
    name: 'delimiter',
    label: words.t('imports:read.delimiter'),
    value: delimiterName(delimiter) ?? '',
    noBlank: true,
    span: 4,
    hint: words.t('imports:read.delimiterHint'),
    options: Object.keys(delimiters).map(value => ({ value, label: words.t(`imports:delimiters.${value}`) })),
  };
}

function sheetChoice(words: Words, { sheets = [] }: Sniffing) {
  return {
    type: 'choice',
    many: true,
    display: 'columns',
    id: 'sheets',
    name: 'sheet',
    label: words.t('imports:read.sheets'),
    hint: words.t('imports:read.sheetsHint'),
    value: sheets.filter(({ chosen }) => chosen).map(({ name }) => name),
    options: sheets.map(({ name, lines, hidden, sameShape }) => ({
      value: name,
      label: name,
      hint: [
        words.t('imports:read.sheetLines', { count: lines, n: words.number(lines) }),
        hidden ? words.t('imports:read.sheetHidden') : '',
        sameShape ? words.t('imports:read.sheetSame') : '',
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  };
}

function headerChoice(words: Words, { dialect, top }: Sniffing) {
  const lines = [...new Set([...top.map(({ line }) => line), dialect.headerLine])]
    .filter(line => line > 0)
    .sort((a, b) => a - b);
  return {
    type: 'choice',
    display: 'select',
    id: 'headerLine',
    name: 'headerLine',
    label: words.t('imports:read.header'),
    value: String(dialect.headerLine),
    noBlank: true,
    span: 4,
    hint: words.t('imports:read.headerHint'),
    options: [
      { value: '0', label: words.t('imports:read.headerNone') },
      ...lines.map(line => ({ value: String(line), label: words.t('imports:read.line', { line }) })),
    ],
  };
}
