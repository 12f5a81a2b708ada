import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { readColumns } from './columns-form.ts';
import type { ColumnsProblem } from './columns-form.ts';
import { settleColumns, settleStyles, startCheck } from '../decide.ts';
import type { Form } from '../upload/form.ts';
import { missingFields, openStyles, openWords } from '../open-questions.ts';
import { importOf, numberIn, onward, queryOf, sent } from '../pages-common.ts';
import type { Desk } from '../pages-common.ts';
import type { Plan } from '../plan.ts';
import { progressOf } from '../check/presenter-check.ts';
import { columnsPage } from './presenter-columns.ts';
import { frameOf } from '../presenter-frame.ts';
import { previewOf } from '../read/presenter-preview.ts';
import { styledColumns, stylesPage } from '../read/presenter-styles.ts';
import type { StyledColumn } from '../read/presenter-styles.ts';
import { addressOf, isShown } from '../wizard-step.ts';
import { getImport } from '../store.ts';
import type { Import } from '../store.ts';
import { listWords } from '../words/store-words.ts';
import { render } from '../../web/render.ts';

/** What each column is, and how its dates and numbers are written. */
export function columnPages(desk: Desk) {
  const { context } = desk;

  async function show(
    req: Request,
    res: Response,
    file: Import,
    rows: Plan['rows'],
    problems: readonly ColumnsProblem[],
    at: { column?: number; row?: number } = {},
  ): Promise<void> {
    const words = desk.words(res);
    render(res, 'imports/columns', {
      ...frameOf(words, file, 'columns'),
      ...columnsPage(context, words, viewerOf(req), file, rows, problems),
      progress: progressOf(words, file.counts),
      preview: await previewOf(context, words, file, rows, at),
    });
  }

  return {
    async columns(req: Request, res: Response): Promise<void> {
      const query = queryOf(req, ['column', 'row']);
      const file = await importOf(desk, req);
      if (!isShown('columns', file)) return onward(res, file);
      await show(req, res, file, file.plan.rows, [], { ...numberIn(query, 'column'), ...numberIn(query, 'row') });
    },

    sendColumns: sent(desk, async ({ viewer, file, form, version }, res, req) => {
      const { rows, problems } = readColumns(context, viewer, file, form);
      const missing = missingFields({ ...file, plan: { ...file.plan, rows } }).map(({ values }) =>
        String(values.field),
      );
      const absent = missing.map((field): ColumnsProblem => ({ at: `k-${field}`, key: 'missing', values: { field } }));
      if (problems.length + absent.length > 0) {
        res.status(422);
        return show(req, res, file, rows, [
          ...problems,
          ...absent.filter(({ at }) => !problems.some(one => one.at === at)),
        ]);
      }
      await settleColumns(context, viewer, file, version, rows);
      onward(res, file);
    }),

    async styles(req: Request, res: Response): Promise<void> {
      queryOf(req, []);
      const file = await importOf(desk, req);
      if (!isShown('styles', file)) return onward(res, file);
      const words = desk.words(res);
      render(res, 'imports/styles', { ...frameOf(words, file, 'styles'), ...stylesPage(words, file, new Map()) });
    },

    sendStyles: sent(desk, async ({ viewer, file, form, version }, res) => {
      const words = desk.words(res);
      const { plan, unanswered } = readStyles(file, form, styledColumns(words, file));
      if (unanswered.length > 0) {
        const errors = new Map(unanswered.map(column => [column, words.t('imports:styles.choose')]));
        return render(res.status(422), 'imports/styles', {
          ...frameOf(words, file, 'styles'),
          ...stylesPage(words, file, errors),
        });
      }
      await settleStyles(context, viewer, file, version, plan);
      if (file.state === 'uploaded') return res.redirect(303, addressOf(file, 'columns'));
      await goOn(viewer, file);
      onward(res, file);
    }),
  };

  /** With nothing left to ask the check begins by itself. */
  async function goOn(viewer: Viewer, { id }: Import): Promise<void> {
    const file = await getImport(context.pool, viewer, id);
    const words = await listWords(context.pool, id);
    if (openStyles(file).length === 0 && openWords(words).length === 0)
      await startCheck(context, viewer, file, file.version);
  }
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
