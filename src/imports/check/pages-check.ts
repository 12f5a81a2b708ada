import type { Request, Response } from 'express';
import type { Queryable } from '../../db/pool.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import type { Viewer } from '../../access/index.ts';
import { approvedFirst, listByRefs, type RecordWords as Words, type SeizuresContext } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import { startCheck, tryAgain } from '../decide.ts';
import type { RowCounts } from '../import.ts';
import { numberIn, queryOf, sent, shown, type Desk, type Sent } from '../pages-common.ts';
import { frameOf } from '../presenter-frame.ts';
import type { Import } from '../store.ts';
import { addressOf } from '../wizard-step.ts';
import { alikeRows } from './presenter-alike.ts';
import { asideRows, groupsOf, progressOf, rowSheet, rowsTable, tilesOf } from './presenter-check.ts';
import { problemText } from './presenter-problems.ts';
import { answerAlike, bringBack, repairRows, setAside, settleRepeats } from './repair.ts';
import { readAlike, readCells, readSame } from './repair-form.ts';
import { readFaultyCells, readProblems, type ProblemGroup } from './store-problems.ts';
import { countReadyOf, findRows, listRows, type StagedRow } from './store-rows.ts';
import type { Repair } from './store-repairs.ts';
import { listOfKind } from './rows-of-kind.ts';
import { faultyColumns } from './faulty-columns.ts';

/** As many as an officer pastes a column for. */
const aPage = 100;
/** Characters in the cells of a page: in whichever script, its form sends less than a form may. */
const mostCharacters = 100_000;
const query = ['code', 'field', 'after', 'row', 'view', 'returned', 'corrected', 'waiting'] as const;
type Query = Partial<Record<(typeof query)[number], string>>;

/** The dry run: what would go in, what waits for repair, and the repair itself. */
export function checkPages(desk: Desk) {
  return {
    check: shown(desk, 'check', readQuery, ({ viewer, file, query }, res) => showCheck(desk, viewer, file, query, res)),
    send: sent(desk, async (given, res) => res.redirect(303, await repair(desk.context, given))),
  };
}

function readQuery(req: Request): Query {
  const asked: Query = queryOf(req, query);
  if (asked.view !== undefined && asked.view !== 'aside')
    throw new BadRequest([{ path: 'view', key: 'errors:parameters.malformed', values: { value: asked.view } }]);
  for (const name of ['after', 'row', 'returned', 'corrected', 'waiting'] as const) numberIn(asked, name);
  return asked;
}

async function showCheck(desk: Desk, viewer: Viewer, file: Import, asked: Query, res: Response): Promise<void> {
  const { pool } = desk.context;
  const words = desk.words(res);
  // As they were counted when the rows last changed: an import has up to a million of them.
  const { counts } = file;
  const groups = await readProblems(pool, file.id);
  const held = await heldRows(desk.context, viewer, file);
  const repeats = groups.find(({ code }) => code === 'row_repeated')?.rows ?? 0;
  render(res, 'imports/check', {
    ...frameOf(words, file, 'check'),
    counts,
    returned: returnedText(words, numberIn(asked, 'returned').returned),
    corrected: correctedNotice(words, { ...numberIn(asked, 'corrected'), ...numberIn(asked, 'waiting') }),
    tiles: tilesOf(words, file, counts, repeats),
    progress: progressOf(words, counts),
    groups: groupsOf(words, file, groups, asked),
    repeats: { count: repeats, n: words.number(repeats), chosen: file.plan.repeats ?? 'keep' },
    ...(await openedPart(pool, viewer, words, file, asked, groups)),
    numbers: numbersOf(words, counts, held),
    back: backOf(asked),
    broken: (file.plan.survey?.problems ?? []).map(problem => problemText(words, problem)),
    isFileGone: file.fileId === null,
  });
}

/** What became of a file of rejected rows that was brought in again. */
function returnedText(words: Words, rows: number | undefined): string | undefined {
  if (rows === undefined) return undefined;
  return words.t(rows === 0 ? 'imports:check.returnedNone' : 'imports:check.returned', {
    count: rows,
    n: words.number(rows),
  });
}

/** What became of rows that were corrected on the page: those that still wait are under their reasons. */
function correctedNotice(words: Words, { corrected, waiting = 0 }: { corrected?: number; waiting?: number }) {
  if (corrected === undefined) return undefined;
  const key = corrected === 0 ? 'correctedNone' : waiting > 0 ? 'correctedWaiting' : 'corrected';
  const text = words.t(`imports:check.${key}`, {
    count: waiting > 0 ? waiting : corrected,
    n: words.number(corrected),
    waiting: words.number(waiting),
  });
  return { tone: waiting > 0 ? 'warning' : corrected === 0 ? 'info' : 'success', text };
}

/** What is looked at below the groups: rows of one kind, one row whole, or the rows set aside. */
async function openedPart(
  pool: Queryable,
  viewer: Viewer,
  words: Words,
  file: Import,
  asked: Query,
  groups: readonly ProblemGroup[],
) {
  if (asked.row !== undefined) {
    const [row] = await findRows(pool, file.id, [numberIn(asked, 'row').row ?? 0]);
    if (!row) throw new NotFound('no such row');
    return { sheet: rowSheet(words, file, row) };
  }
  if (asked.view === 'aside') {
    const found = await listRows(pool, file.id, { state: 'set_aside', ...numberIn(asked, 'after') }, aPage + 1);
    const page = pageOf(found);
    return {
      aside: asideRows(words, file, page.rows),
      pager: pagerOf(words, file, asked, page, file.counts.set_aside ?? 0),
    };
  }
  const group = groups.find(({ code, field }) => code === asked.code && field === (asked.field ?? null));
  if (group?.code.startsWith('row_alike')) return alikePart(pool, viewer, words, file, asked, group);
  return group ? groupPart(pool, words, file, asked, group) : {};
}

/** Rows that may be records there are, each beside that record. */
export async function alikePart(
  pool: Queryable,
  viewer: Viewer,
  words: Words,
  file: Import,
  asked: Query,
  group: ProblemGroup,
) {
  const found = await listOfKind(pool, file.id, { code: group.code }, numberIn(asked, 'after').after, aPage + 1);
  const page = pageOf(found);
  const refs = page.rows.flatMap(({ problems }) =>
    problems.flatMap(({ values }) => (values?.ref ? [String(values.ref)] : [])),
  );
  const records = new Map((await listByRefs(pool, viewer, [...new Set(refs)])).map(one => [one.ref, one]));
  return {
    alike: alikeRows(words, file, page.rows, records),
    pager: pagerOf(words, file, asked, page, group.rows),
    opened: groupsOf(words, file, [group], asked),
  };
}

/** The rows of one kind of problem, and the values of the faulty column that stand there more than once. */
export async function groupPart(pool: Queryable, words: Words, file: Import, asked: Query, group: ProblemGroup) {
  const { code, field, example } = group;
  const kind = { code, ...(field === null ? {} : { field }) };
  const found = await listOfKind(pool, file.id, kind, numberIn(asked, 'after').after, aPage + 1);
  const at = { ...kind, ...(example.column === undefined ? {} : { column: example.column }) };
  const faulty = faultyColumns(file.plan.rows, at);
  const column = faulty.at(0);
  const page = pageOf(found, sendable(found, faulty));
  const cells = column === undefined ? [] : await readFaultyCells(pool, file.id, kind);
  return {
    table: rowsTable(words, file, page.rows, at),
    pager: pagerOf(words, file, asked, page, group.rows),
    opened: groupsOf(words, file, [group], asked),
    column,
    values: cells
      .filter(cell => cell.rows > 1)
      .map(({ value, rows: count }, index) => ({
        id: `v-${index}`,
        value,
        count: words.number(count),
        shown: value === '' ? words.t('imports:check.emptyCell') : value,
      })),
  };
}

/** How many of some rows one form can send back, one at least. */
function sendable(rows: readonly StagedRow[], faulty: readonly number[]): number {
  let characters = 0;
  const beyond = rows.findIndex(({ raw }) => {
    for (const column of faulty) characters += (raw[column] ?? '').length;
    return characters > mostCharacters;
  });
  return beyond === -1 ? rows.length : Math.max(1, beyond);
}

/** The rows of a page, of as many as were read and one more. */
function pageOf<Row>(found: readonly Row[], most = aPage): { readonly rows: readonly Row[]; readonly isMore: boolean } {
  const rows = found.slice(0, Math.min(most, aPage));
  return { rows, isMore: found.length > rows.length };
}

/** Ready rows with goods that the contact point of the viewer's office approves first. */
async function heldRows({ pool, offices }: SeizuresContext, viewer: Viewer, { id, counts }: Import): Promise<number> {
  const { country } = viewer.office;
  const headings = country === null ? [] : approvedFirst(viewer, offices.owning(country));
  return headings.length === 0 || !counts.ready ? 0 : countReadyOf(pool, id, headings);
}

export function numbersOf(words: Words, { ready: all = 0, error = 0 }: RowCounts, held: number) {
  const ready = all - held;
  return {
    ready,
    save: words.t('imports:check.save', { count: ready, n: words.number(ready) }),
    stays: error > 0 ? words.t('imports:check.stays', { count: error, n: words.number(error) }) : undefined,
    held: held > 0 ? words.t('imports:check.held', { count: held, n: words.number(held) }) : undefined,
  };
}

/** Does what was asked for and returns the address to go on to. */
async function repair(context: SeizuresContext, { viewer, file, form }: Sent): Promise<string> {
  switch (form.text('action')) {
    case 'resume':
      await tryAgain(context, viewer, file);
      return addressOf(file);
    case 'again':
      await startCheck(context, viewer, file);
      return addressOf(file);
    case 'repair':
      return correct(context, viewer, file, form, await readCells(context.pool, file, form));
    case 'same':
      return correct(context, viewer, file, form, await readSame(context.pool, file, form));
    case 'alike':
      await answerAlike(context, viewer, file, readAlike(form));
      return addressOf(file, 'check');
    case 'aside':
      await setAside(context, viewer, file, rowNumbers(form.all('row')));
      return addressOf(file, 'check');
    case 'back':
      await bringBack(context, viewer, file, rowNumbers(form.all('row')));
      return addressOf(file, 'check');
    case 'repeats':
      await settleRepeats(context, viewer, file, form.text('repeats') === 'one' ? 'one' : 'keep');
      return addressOf(file, 'check');
    default:
      throw new BadRequest([{ path: 'action', key: 'errors:fields.notInList' }]);
  }
}

/** Corrects rows, and leads back to where that was done with what came of it. */
async function correct(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  form: Sent['form'],
  repairs: readonly Repair[],
): Promise<string> {
  await repairRows(context, viewer, file, repairs);
  const numbers = [...new Set(repairs.map(({ rowNo }) => rowNo))];
  const rows = await findRows(context.pool, file.id, numbers);
  const waiting = rows.filter(({ state }) => state === 'error').length;
  return backTo(file, form.text('back'), { corrected: String(numbers.length), waiting: String(waiting) });
}

function rowNumbers(texts: readonly string[]): number[] {
  return texts
    .filter(text => /^[1-9]\d{0,7}$/.test(text))
    .slice(0, 1000)
    .map(Number);
}

export function pagerOf(
  words: Words,
  file: Import,
  asked: Query,
  { rows, isMore }: { readonly rows: readonly { readonly rowNo: number }[]; readonly isMore: boolean },
  total: number,
) {
  const { after: _after, returned: _returned, corrected: _corrected, waiting: _waiting, ...rest } = asked;
  const href = (after?: number): string => {
    const query = new URLSearchParams({ ...rest, ...(after === undefined ? {} : { after: String(after) }) });
    return `${addressOf(file, 'check')}?${query}#rows`;
  };
  const last = isMore ? rows.at(-1)?.rowNo : undefined;
  return {
    total: words.t('imports:words.rows', { count: total, n: words.number(total) }),
    ...(asked.after === undefined ? {} : { newer: href() }),
    ...(last === undefined ? {} : { older: href(last) }),
  };
}

/** The part of the page a correction was made on, to come back to. */
function backOf({ code, field }: Query): string {
  return code === undefined ? '' : new URLSearchParams({ code, ...(field === undefined ? {} : { field }) }).toString();
}

/** Back to the rows of the same kind; only our own parameters are taken over. */
function backTo(file: Import, back: string, came: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(back);
  const kept = new URLSearchParams(came);
  for (const name of ['code', 'field'])
    if (/^[\w:.]{1,60}$/.test(given.get(name) ?? '')) kept.set(name, given.get(name) ?? '');
  return `${addressOf(file, 'check')}?${kept.toString()}#rows`;
}
