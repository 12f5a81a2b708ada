import type { Request, Response } from 'express';
import type { Viewer } from '../../access/index.ts';
import { readColumns, type ColumnsProblem } from './columns-form.ts';
import { BadRequest } from '../../errors.ts';
import { discardImport, keepColumns, settleColumns, settleStyles, startCheck } from '../decide.ts';
import { answersFrom, type WordQuestion } from '../engine/words/word-questions.ts';
import type { Form } from '../upload/form.ts';
import { missingFields, openStyles, openWords } from '../open-questions.ts';
import { mayEnterFor, type RecordWords as Words, type SeizuresContext } from '../../seizures/index.ts';
import { noQuery, numberIn, onward, queryOf, sent, shown, type Desk, type Sent } from '../pages-common.ts';
import type { Plan } from '../plan.ts';
import { columnsPage } from './presenter-columns.ts';
import { railOf } from './presenter-in-hand.ts';
import { frameOf } from '../presenter-frame.ts';
import { stripOf } from '../presenter-strip.ts';
import { readinessChecked, readinessOf } from '../readiness.ts';
import { placesText, whoseCard } from './presenter-whose.ts';
import { asksWhose, whoseFile } from './whose.ts';
import { sampleWords } from '../read/presenter-preview.ts';
import {
  asSeizures,
  holdsProblems,
  holdsUnder,
  proposedAnswer,
  readHolds,
  withAnswerSoFar,
  type HoldsGiven,
} from '../totals/holds.ts';
import { keepAsStatistics } from '../totals/keep.ts';
import { holdsCard } from '../totals/presenter-holds.ts';
import { styledColumns, stylesPage, type StyledColumn } from '../read/presenter-styles.ts';
import { addressOf } from '../wizard-step.ts';
import { getImport, type Import } from '../store.ts';
import { listWords } from '../words/store-words.ts';
import { render } from '../../web/render.ts';

/** What each column is, and how its dates and numbers are written. */
export function columnPages(desk: Desk) {
  return {
    columns: shown(desk, 'columns', readQuery, ({ viewer, file, query }, res) => {
      const at = { ...numberIn(query, 'column'), ...numberIn(query, 'row') };
      return showColumns(desk, viewer, file, file.plan, res, at);
    }),
    sendColumns: sent(desk, (given, res) => takeColumns(desk, given, res)),
    styles: shown(desk, 'styles', noQuery, ({ file }, res) => showStyles(desk, file, res)),
    sendStyles: sent(desk, (given, res) => takeStyles(desk, given, res)),
  };
}

const readQuery = (req: Request) => queryOf(req, ['column', 'row']);

async function showColumns(
  { context, words: wordsOf }: Desk,
  viewer: Viewer,
  file: Import,
  { rows, holds }: { rows: Plan['rows']; holds?: Plan['holds'] | undefined },
  res: Response,
  at: { column?: number; row?: number },
  problems: readonly ColumnsProblem[] = [],
  given: HoldsGiven = proposedAnswer(file.plan),
): Promise<void> {
  const words = wordsOf(res);
  const questions = await sampleWords(context, file, rows);
  const whose = whoseFile(context, viewer, file.sniffed, rows);
  const page = columnsPage(context, words, viewer, file, rows, problems);
  const errorAt = (id: string): string | undefined => page.problems.find(({ href }) => href === `#${id}`)?.text;
  render(res, 'imports/columns', {
    ...frameOf(words, file, 'columns', placesText(words, whose)),
    ...page,
    holds: holdsCard(words, file, { rows, holds }, given, { holds: errorAt('holds'), period: errorAt('period') }),
    strip: await stripFor(context, words, viewer, file, rows, questions),
    whose: whoseCard(words, viewer, whose, { ...file.plan, rows }),
    rail: railOf(context, words, file, rows, questions, { column: page.doubted[0], ...at }),
  });
}

/** From the rows kept for showing, and once they were all checked from the rows themselves. */
async function stripFor(
  context: SeizuresContext,
  words: Words,
  viewer: Viewer,
  file: Import,
  rows: Plan['rows'],
  questions: readonly WordQuestion[],
) {
  const asked = questions.map(question => ({ ...question, rows: question.count }));
  return stripOf(
    words,
    file.state === 'ready' && rows === file.plan.rows
      ? readinessChecked(file, rows, await listWords(context.pool, file.id))
      : readinessOf(context, viewer, file, rows, answersFrom(questions), asked),
  );
}

async function takeColumns(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { context } = desk;
  if (form.text('action') === 'strip') return showLive(desk, { viewer, file, form }, res);
  const { rows, problems, answered } = readColumns(context, viewer, file, form);
  const plan = withAnswer(viewer, { ...file.plan, rows }, form);
  if (form.has('set') || form.has('whose') || form.text('action') === 'keep') {
    if (problems.length > 0) return showColumns(desk, viewer, file, plan, res.status(422), {}, problems);
    const settled = answered === undefined ? plan.settled : [...new Set([...plan.settled, answered])];
    await keepColumns(context, viewer, file, { ...withAnswerSoFar(plan, form), settled });
    return res.redirect(303, addressOf(file, answered === undefined ? 'columns' : `columns#c-${answered}`));
  }
  return settle(desk, { viewer, file, form }, plan, problems, res);
}

/** The columns as a person leaves them, and first what a file that seems to hold no seizures is taken for. */
async function settle(
  desk: Desk,
  { viewer, file, form }: Sent,
  plan: Plan,
  problems: readonly ColumnsProblem[],
  res: Response,
): Promise<void> {
  const { context } = desk;
  const { rows } = plan;
  const holds = holdsUnder(file, rows);
  const given = readHolds(form, holds);
  if (holds && given.answer === 'out') {
    await discardImport(context, viewer, file);
    return res.redirect(303, '/seizures/imports');
  }
  const isTotals = holds !== undefined && given.answer === 'statistics';
  const whose = whoseFile(context, viewer, file.sniffed, rows);
  // Where no country was told, that is asked at its field.
  const asksFirst: ColumnsProblem[] =
    whose.country !== undefined && asksWhose(whose, plan) ? [{ at: 'whose', key: 'whose' }] : [];
  const ofColumns = isTotals ? [] : [...problems, ...absentFields(file, rows, problems)];
  const all = [...holdsProblems(holds, given, rows), ...asksFirst, ...ofColumns];
  if (all.length > 0) return showColumns(desk, viewer, file, { rows, holds }, res.status(422), {}, all, given);
  if (isTotals) await keepAsStatistics(context, viewer, file, { plan, holds, ...given });
  else await settleColumns(context, viewer, file, asSeizures(plan, holds));
  onward(res, file);
}

/** Strip and rail, as the form stands: for the script of the page. Nothing is kept. */
async function showLive(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { context } = desk;
  const { rows } = readColumns(context, viewer, file, form);
  const words = desk.words(res);
  const questions = await sampleWords(context, file, rows);
  const at = { ...numberAt(form, 'column'), ...numberAt(form, 'row') };
  render(res, 'imports/_live-columns', {
    strip: await stripFor(context, words, viewer, file, rows, questions),
    rail: railOf(context, words, file, rows, questions, at),
  });
}

function numberAt<N extends string>(form: Form, name: N): Partial<Record<N, number>> {
  return form.has(name) ? numberIn({ [name]: form.text(name) } as Record<N, string>, name) : {};
}

/** Whose seizures they are, where that was answered. Throws BadRequest for a country the viewer does not record for. */
function withAnswer(viewer: Viewer, plan: Plan, form: Form): Plan {
  if (!form.has('whose')) return plan;
  const country = form.text('whose');
  if (!mayEnterFor(viewer, country)) throw new BadRequest([{ path: 'whose', key: 'errors:fields.notInList' }]);
  const { rows } = plan;
  const constants = rows.mapping.includes('country') ? rows.constants : { ...rows.constants, country };
  return { ...plan, whose: country, rows: { ...rows, constants } };
}

/** Fields no record can do without and nothing gives. */
function absentFields(file: Import, rows: Plan['rows'], said: readonly ColumnsProblem[]): ColumnsProblem[] {
  return missingFields({ ...file, plan: { ...file.plan, rows } })
    .map(({ values }) => String(values.field))
    .filter(field => !said.some(({ at }) => at === `k-${field}`))
    .map(field => ({ at: `k-${field}`, key: 'missing', values: { field } }));
}

function showStyles(desk: Desk, file: Import, res: Response, unanswered: readonly number[] = []): void {
  const words = desk.words(res);
  const errors = new Map(unanswered.map(column => [column, words.t('imports:styles.choose')]));
  render(res, 'imports/styles', { ...frameOf(words, file, 'styles'), ...stylesPage(words, file, errors) });
}

async function takeStyles(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { plan, unanswered } = readStyles(file, form, styledColumns(desk.words(res), file));
  if (unanswered.length > 0) return showStyles(desk, file, res.status(422), unanswered);
  await settleStyles(desk.context, viewer, file, plan);
  if (file.state === 'uploaded') return res.redirect(303, addressOf(file, 'columns'));
  await checkWhenSettled(desk.context, viewer, file);
  onward(res, file);
}

/** With nothing left to ask the check begins by itself. */
async function checkWhenSettled(context: SeizuresContext, viewer: Viewer, { id }: Import): Promise<void> {
  const file = await getImport(context.pool, viewer, id);
  const words = await listWords(context.pool, id);
  if (openStyles(file).length === 0 && openWords(words).length === 0) await startCheck(context, viewer, file);
}

/** The plan with the ways chosen; a column that must be asked and was not answered is named. */
function readStyles(
  { plan }: Import,
  form: Form,
  columns: readonly StyledColumn[],
): { plan: Plan; unanswered: number[] } {
  const styles: Record<number, object> = { ...plan.rows.styles };
  const by = new Set(plan.stylesBy ?? []);
  const unanswered: number[] = [];
  for (const { column, choices, chosen, isOpen } of columns) {
    const text = form.text(`d.${column}`);
    const choice = /^\d$/.test(text) ? choices[Number(text)] : undefined;
    if (!choice && isOpen) unanswered.push(column);
    if (!choice || (!isOpen && Number(text) === chosen)) continue;
    styles[column] = choice.style;
    by.add(column);
  }
  return { plan: { ...plan, stylesBy: [...by].sort((a, b) => a - b), rows: { ...plan.rows, styles } }, unanswered };
}
