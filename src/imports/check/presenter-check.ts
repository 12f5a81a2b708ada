import type { RecordWords as Words } from '../../seizures/index.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import type { RowCounts } from '../import.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import { problemText, problemTitle, reasonText } from './presenter-problems.ts';
import { addressOf } from '../wizard-step.ts';
import type { Import } from '../store.ts';
import { faultyColumns } from './faulty-columns.ts';
import type { ProblemGroup } from './store-problems.ts';
import type { StagedRow } from './store-rows.ts';

/** The bar of an import once its rows are checked; undefined before. */
export function progressOf(words: Words, counts: RowCounts) {
  const { ready = 0, committed = 0, error = 0, same = 0, left_out: leftOut = 0, set_aside: aside = 0 } = counts;
  const total = ready + committed + error + same + leftOut + aside;
  if (total === 0 || ready + error + same === 0) return undefined;
  const part = (key: string, tone: string, count: number) => ({
    key,
    tone,
    count,
    label: words.t(`imports:bar.${key}`, { count }),
  });
  return {
    label: words.t('imports:bar.label'),
    total,
    parts: [
      ...(committed > 0 ? [part('committed', 'accent', committed)] : []),
      part('ready', 'ready', ready),
      part('error', 'repair', error),
      part('same', 'duplicate', same + leftOut),
    ],
    ...(aside > 0 ? { note: words.t('imports:bar.aside', { count: aside, n: words.number(aside) }) } : {}),
  };
}

/** Figures of the check: what goes in, what waits, what is left out, each with its rows behind it. */
export function tilesOf(words: Words, file: Import, counts: RowCounts, repeats: number) {
  const base = addressOf(file, 'check');
  const tile = (key: string, count: number, href?: string) => ({
    key,
    label: words.t(`imports:tiles.${key}`),
    value: words.number(count),
    rest: words.t(`imports:tiles.${key}Rest`, { count }),
    ...(href && count > 0 ? { href } : {}),
  });
  return [
    tile('ready', counts.ready ?? 0),
    tile('error', counts.error ?? 0, `${base}#problems`),
    tile('repeats', repeats, `${base}?code=row_repeated#rows`),
    tile('same', counts.same ?? 0, `${base}?code=row_known#rows`),
    tile('aside', counts.set_aside ?? 0, `${base}?view=aside#rows`),
    ...(counts.committed ? [tile('committed', counts.committed)] : []),
  ];
}

/** Like problems together: errors, which keep rows back, then remarks. */
export function groupsOf(
  words: Words,
  file: Import,
  groups: readonly ProblemGroup[],
  open: { code?: string; field?: string },
) {
  const rows = groups
    .filter(({ code }) => code !== 'row_repeated' && code !== 'row_known')
    .map(({ level, code, field, rows: count, example }) => {
      const query = new URLSearchParams({ code, ...(field === null ? {} : { field }) });
      const isWords = code === 'value_unknown' && level === 'error';
      const rowsHref = `${addressOf(file, 'check')}?${query}#rows`;
      return {
        level,
        title: problemTitle(words, code, example),
        field: field === null ? '' : fieldLabel(words, field),
        count: words.t('imports:rows', { count, n: words.number(count) }),
        href: isWords ? wordsOf(file, field) : rowsHref,
        isWords,
        rowsHref,
        isOpen: open.code === code && (open.field ?? null) === field,
      };
    });
  return {
    errors: rows.filter(({ level }) => level === 'error'),
    warnings: rows.filter(({ level }) => level === 'warning'),
  };
}

/** The words of the field that rows wait for, where these are of one kind. */
function wordsOf(file: Import, field: string | null): string {
  const kind = field === null ? undefined : importFields.get(field)?.kind;
  return addressOf(file, kind === undefined ? 'words' : `words?kind=${kind}`);
}

const contextFields = ['seizureDate', 'product', 'quantity', 'unit', 'country', 'placeName'];

/** Rows of one kind of problem: the faulty cell to be written over, a few others to know the row by. */
export function rowsTable(
  words: Words,
  file: Import,
  rows: readonly StagedRow[],
  group: { code: string; field?: string; column?: number },
) {
  const plan = file.plan.rows;
  const faulty = faultyColumns(plan, group);
  const context = contextFields
    .map(field => plan.mapping.indexOf(field))
    .filter(column => column !== -1 && !faulty.includes(column))
    .slice(0, 4);
  const name = (column: number): string => plan.header[column] || fieldLabel(words, plan.mapping[column] ?? '');
  return {
    faulty: faulty.map(name),
    context: context.map(name),
    rows: rows.map(row => ({
      rowNo: row.rowNo,
      line: row.line,
      href: `${addressOf(file, 'check')}?row=${row.rowNo}#rows`,
      cells: faulty.map(column => ({
        name: `r.${row.rowNo}.${column}`,
        value: row.raw[column] ?? '',
        label: words.t('imports:check.cellOf', { name: name(column), line: row.line }),
      })),
      context: context.map(column => row.raw[column] ?? ''),
      reasons: row.problems
        .filter(({ code, field }) => code === group.code && (group.field === undefined || field === group.field))
        .map(problem => problemText(words, problem)),
    })),
  };
}

/** One row whole: each of its cells with what was found in it. Cells that held persons' data are not there. */
export function rowSheet(words: Words, file: Import, row: StagedRow) {
  const plan = file.plan.rows;
  const problems = row.problems;
  return {
    rowNo: row.rowNo,
    line: row.line,
    isAside: row.state === 'set_aside',
    title: words.t('imports:check.rowTitle', { line: row.line }),
    reasons: problems.map(problem => ({ level: problem.level, text: reasonText(words, problem) })),
    fields: plan.header.flatMap((header, column) => {
      const field = plan.mapping[column] ?? null;
      if (field === 'nominal') return [];
      const error = problems.find(problem => problem.level === 'error' && faultyColumns(plan, problem)[0] === column);
      const label = field === null ? header : `${header} · ${fieldLabel(words, field)}`;
      return [
        {
          type:
            (row.raw[column] ?? '').length > 80 || (field !== null && importFields.get(field)?.max === 8000)
              ? 'longtext'
              : 'text',
          rows: 3,
          id: `r-${row.rowNo}-${column}`,
          name: `r.${row.rowNo}.${column}`,
          label: label || words.t('imports:columns.unnamed'),
          value: row.raw[column] ?? '',
          span: 6,
          ...(error ? { error: reasonText(words, error) } : {}),
        },
      ];
    }),
  };
}

/** Rows set aside, with why. */
export function asideRows(words: Words, file: Import, rows: readonly StagedRow[]) {
  return rows.map(row => {
    const found = row.problems.find(({ code }) => code.startsWith('aside_'));
    return {
      rowNo: row.rowNo,
      line: row.line,
      cells: row.raw
        .filter((cell, column) => cell.trim() !== '' && file.plan.rows.mapping[column] !== 'nominal')
        .slice(0, 8)
        .join(' · '),
      reason: words.t(`imports:problems.${found?.code ?? 'aside_by_hand'}`, { n: row.line }),
    };
  });
}
