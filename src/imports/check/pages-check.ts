import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import { startCheck, tryAgain } from '../decide.ts';
import { nudge } from '../jobs.ts';
import { importOf, numberIn, onward, queryOf, sent } from '../pages-common.ts';
import type { Desk } from '../pages-common.ts';
import { asideRows, faultyColumns, groupsOf, progressOf, rowSheet, rowsTable, tilesOf } from './presenter-check.ts';
import { frameOf } from '../presenter-frame.ts';
import { problemText } from './presenter-problems.ts';
import { workView } from '../presenter-work.ts';
import { bringBack, repairRows, setAside, settleRepeats } from './repair.ts';
import { readCells, readSame } from './repair-form.ts';
import { addressOf, isShown, isWorking } from '../wizard-step.ts';
import type { Import } from '../store.ts';
import { countCells, countRows, findRows, groupProblems, listRows } from './store-rows.ts';
import type { ProblemGroup } from './store-rows.ts';
import { render } from '../../web/render.ts';

const aPage = 25;
const mostValues = 12;
const query = ['code', 'field', 'after', 'row', 'view'] as const;
type Query = Partial<Record<(typeof query)[number], string>>;

/** The dry run: what would go in, what waits for repair, and the repair itself. */
export function checkPages(desk: Desk) {
  const { context } = desk;

  async function show(res: Response, file: Import, asked: Query): Promise<void> {
    const words = desk.words(res);
    const [counts, groups] = await Promise.all([
      countRows(context.pool, file.id),
      groupProblems(context.pool, file.id),
    ]);
    const repeats = groups.find(({ code }) => code === 'row_repeated')?.rows ?? 0;
    render(res, 'imports/check', {
      ...frameOf(words, file, 'check'),
      counts,
      tiles: tilesOf(words, file, counts, repeats),
      progress: progressOf(words, counts),
      groups: groupsOf(words, file, groups, asked),
      repeats: { count: repeats, n: words.number(repeats), chosen: file.plan.repeats ?? 'keep' },
      ...(await opened(res, file, asked, groups)),
      numbers: numbersOf(res, counts),
      back: backOf(asked),
      broken: (file.plan.survey?.problems ?? []).map(problem => problemText(words, problem)),
      isFileGone: file.fileId === null,
    });
  }

  /** What is looked at below the groups: rows of one kind, one row whole, or the rows set aside. */
  async function opened(res: Response, file: Import, asked: Query, groups: readonly ProblemGroup[]) {
    const words = desk.words(res);
    if (asked.row !== undefined) {
      const [row] = await findRows(context.pool, file.id, [numberIn(asked, 'row').row ?? 0]);
      if (!row) throw new NotFound('no such row');
      return { sheet: rowSheet(words, file, row) };
    }
    const { after = 0 } = numberIn(asked, 'after');
    if (asked.view === 'aside') {
      const rows = await listRows(context.pool, file.id, { state: 'set_aside', after }, aPage + 1);
      return {
        aside: asideRows(words, file, rows.slice(0, aPage)),
        pager: pagerOf(file, asked, rows, file.counts.set_aside ?? 0),
      };
    }
    if (asked.code === undefined) return {};
    const group = groups.find(({ code, field }) => code === asked.code && field === (asked.field ?? null));
    if (!group) return {};
    const filter = { code: group.code, ...(group.field === null ? {} : { field: group.field }), after, open: true };
    const rows = await listRows(context.pool, file.id, filter, aPage + 1);
    const at = {
      code: group.code,
      ...(group.field === null ? {} : { field: group.field }),
      ...(group.example.column === undefined ? {} : { column: group.example.column }),
    };
    const [column] = faultyColumns(file.plan.rows, at);
    const values =
      column === undefined
        ? []
        : (await countCells(context.pool, file.id, at, column, mostValues)).filter(one => one.rows > 1);
    return {
      table: rowsTable(words, file, rows.slice(0, aPage), at),
      pager: pagerOf(file, asked, rows, group.rows),
      opened: groupsOf(words, file, [group], asked),
      column,
      values: values.map(({ value, rows: n }, index) => ({
        id: `v-${index}`,
        value,
        count: words.number(n),
        shown: value === '' ? words.t('imports:check.emptyCell') : value,
      })),
    };
  }

  function numbersOf(res: Response, counts: Awaited<ReturnType<typeof countRows>>) {
    const words = desk.words(res);
    const { ready = 0, error = 0 } = counts;
    return {
      ready,
      save: words.t('imports:check.save', { count: ready, n: words.number(ready) }),
      stays: error > 0 ? words.t('imports:check.stays', { count: error, n: words.number(error) }) : undefined,
    };
  }

  return {
    async check(req: Request, res: Response): Promise<void> {
      const asked: Query = queryOf(req, query);
      if (asked.view !== undefined && asked.view !== 'aside')
        throw new BadRequest([{ path: 'view', key: 'errors:parameters.malformed', values: { value: asked.view } }]);
      for (const name of ['after', 'row'] as const) numberIn(asked, name);
      const file = await importOf(desk, req);
      if (!isShown('check', file)) return onward(res, file);
      if (!isWorking(file) && file.state !== 'failed') return show(res, file, asked);
      await nudge(context, viewerOf(req), file);
      render(res, 'imports/work', workView(desk.words(res), file, 'check'));
    },

    send: sent(desk, async ({ viewer, file, form, version }, res) => {
      const { id } = file;
      const back = (): void => res.redirect(303, backTo(file, form.text('back')));
      switch (form.text('action')) {
        case 'resume':
          await tryAgain(context, viewer, file, version);
          return onward(res, file);
        case 'again':
          await startCheck(context, viewer, file, version);
          return onward(res, file);
        case 'repair':
          await repairRows(context, viewer, id, version, await readCells(context.pool, file, form));
          return back();
        case 'same':
          await repairRows(context, viewer, id, version, await readSame(context.pool, file, form));
          return back();
        case 'aside':
          await setAside(context, viewer, id, version, rowNumbers(form.all('row')));
          return res.redirect(303, addressOf(file, 'check'));
        case 'back':
          await bringBack(context, viewer, id, version, rowNumbers(form.all('row')));
          return res.redirect(303, addressOf(file, 'check'));
        case 'repeats':
          await settleRepeats(context, viewer, id, version, form.text('repeats') === 'one' ? 'one' : 'keep');
          return res.redirect(303, addressOf(file, 'check'));
        default:
          throw new BadRequest([{ path: 'action', key: 'errors:fields.notInList' }]);
      }
    }),
  };
}

function rowNumbers(texts: readonly string[]): number[] {
  return texts
    .filter(text => /^[1-9]\d{0,7}$/.test(text))
    .slice(0, 1000)
    .map(Number);
}

export function pagerOf(file: Import, asked: Query, rows: readonly { readonly rowNo: number }[], total: number) {
  const { after: _after, ...rest } = asked;
  const href = (after?: number): string => {
    const query = new URLSearchParams({ ...rest, ...(after === undefined ? {} : { after: String(after) }) });
    return `${addressOf(file, 'check')}?${query}#rows`;
  };
  const last = rows.length > aPage ? rows[aPage - 1]?.rowNo : undefined;
  return {
    total,
    ...(asked.after === undefined ? {} : { newer: href() }),
    ...(last === undefined ? {} : { older: href(last) }),
  };
}

/** The part of the page a correction was made on, to come back to. */
function backOf({ code, field }: Query): string {
  return code === undefined ? '' : new URLSearchParams({ code, ...(field === undefined ? {} : { field }) }).toString();
}

/** Back to the rows of the same kind; only our own parameters are taken over. */
function backTo(file: Import, back: string): string {
  const given = new URLSearchParams(back);
  const kept = new URLSearchParams();
  for (const name of ['code', 'field'])
    if (/^[\w:.]{1,60}$/.test(given.get(name) ?? '')) kept.set(name, given.get(name) ?? '');
  return kept.size === 0 ? addressOf(file, 'check') : `${addressOf(file, 'check')}?${kept.toString()}#rows`;
}
