import type { Request, Response } from 'express';
import type { Viewer } from '../../access/index.ts';
import { readColumns } from './columns-form.ts';
import type { ColumnsProblem } from './columns-form.ts';
import { settleColumns, settleStyles, startCheck } from '../decide.ts';
import type { Form } from '../upload/form.ts';
import { missingFields, openStyles, openWords } from '../open-questions.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { noQuery, numberIn, onward, queryOf, sent, shown } from '../pages-common.ts';
import type { Desk, Sent } from '../pages-common.ts';
import type { Plan } from '../plan.ts';
import { progressOf } from '../check/presenter-check.ts';
import { columnsPage } from './presenter-columns.ts';
import { frameOf } from '../presenter-frame.ts';
import { previewOf } from '../read/presenter-preview.ts';
import { styledColumns, stylesPage } from '../read/presenter-styles.ts';
import type { StyledColumn } from '../read/presenter-styles.ts';
import { addressOf } from '../wizard-step.ts';
import { getImport } from '../store.ts';
import type { Import } from '../store.ts';
import { listWords } from '../words/store-words.ts';
import { render } from '../../web/render.ts';

/** What each column is, and how its dates and numbers are written. */
export function columnPages(desk: Desk) {
  return {
    columns: shown(desk, 'columns', readQuery, ({ viewer, file, query }, res) => {
      const at = { ...numberIn(query, 'column'), ...numberIn(query, 'row') };
      return showColumns(desk, viewer, file, file.plan.rows, res, at);
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
  rows: Plan['rows'],
  res: Response,
  at: { column?: number; row?: number },
  problems: readonly ColumnsProblem[] = [],
): Promise<void> {
  const words = wordsOf(res);
  render(res, 'imports/columns', {
    ...frameOf(words, file, 'columns'),
    ...columnsPage(context, words, viewer, file, rows, problems),
    progress: progressOf(words, file.counts),
    preview: await previewOf(context, words, file, rows, at),
  });
}

async function takeColumns(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { rows, problems } = readColumns(desk.context, viewer, file, form);
  const absent = missingFields({ ...file, plan: { ...file.plan, rows } })
    .map(({ values }) => String(values.field))
    .filter(field => !problems.some(({ at }) => at === `k-${field}`))
    .map((field): ColumnsProblem => ({ at: `k-${field}`, key: 'missing', values: { field } }));
  const all = [...problems, ...absent];
  if (all.length > 0) return showColumns(desk, viewer, file, rows, res.status(422), {}, all);
  await settleColumns(desk.context, viewer, file, rows);
  onward(res, file);
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
