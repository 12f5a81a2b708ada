import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import { answerWords, startCheck, tryAgain } from '../decide.ts';
import { wordKinds } from '../engine/columns/import-fields.ts';
import { nudge } from '../jobs.ts';
import { openStyles, openWords } from '../open-questions.ts';
import { importOf, numberIn, onward, queryOf, sent } from '../pages-common.ts';
import type { Desk } from '../pages-common.ts';
import { frameOf } from '../presenter-frame.ts';
import { workView } from '../presenter-work.ts';
import { wordsPage } from './presenter-words.ts';
import type { WordsView } from './presenter-words.ts';
import { addressOf, isShown, isWorking } from '../wizard-step.ts';
import { getImport } from '../store.ts';
import type { Import } from '../store.ts';
import { listWords } from './store-words.ts';
import type { GivenAnswer, WordPlace } from './store-words.ts';
import { readAnswers, readConfirmed } from './words-form.ts';
import { render } from '../../web/render.ts';

/** What the words of the file mean. */
export function wordPages(desk: Desk) {
  const { context } = desk;

  async function show(res: Response, file: Import, view: WordsView): Promise<void> {
    const words = desk.words(res);
    render(res, 'imports/words', {
      ...frameOf(words, file, 'words'),
      ...wordsPage(context, words, file, await listWords(context.pool, file.id), view),
    });
  }

  /** Takes the answers in; with nothing left to ask, or when the officer wants it so, the check begins. */
  async function take(
    viewer: Viewer,
    file: Import,
    version: number,
    given: { answers: readonly GivenAnswer[]; unsure?: readonly WordPlace[] },
    check: boolean,
  ): Promise<boolean> {
    const changes = given.answers.length + (given.unsure?.length ?? 0) > 0;
    if (changes) await answerWords(context, viewer, file, version, given.answers, given.unsure);
    const now = await getImport(context.pool, viewer, file.id);
    const left = openWords(await listWords(context.pool, file.id)).length;
    const begins = openStyles(now).length === 0 && (check || (left === 0 && changes));
    if (begins) await startCheck(context, viewer, now, changes ? now.version : version);
    return begins;
  }

  return {
    async words(req: Request, res: Response): Promise<void> {
      const query = queryOf(req, ['kind', 'word', 'from']);
      const view = { ...viewOf(query.kind, query.word), ...numberIn(query, 'from') };
      const file = await importOf(desk, req);
      if (!isShown('words', file)) return onward(res, file);
      if (isWorking(file) || file.state === 'failed') {
        await nudge(context, viewerOf(req), file);
        return render(res, 'imports/work', workView(desk.words(res), file, 'words'));
      }
      await show(res, file, view);
    },

    send: sent(desk, async ({ viewer, file, form, version }, res) => {
      const action = form.text('action');
      if (action === 'resume') {
        await tryAgain(context, viewer, file, version);
        return onward(res, file);
      }
      const view = viewOf(form.text('kind') || undefined, undefined);
      const all = await listWords(context.pool, file.id);
      const given = action === 'confirm' ? readConfirmed(all, form) : readAnswers(context, file.plan, all, form);
      if ('typed' in given && given.hasErrors) {
        res.status(422);
        const single = [...given.typed.keys()];
        return show(res, file, {
          ...view,
          typed: given.typed,
          ...(form.text('single') === 'yes' && single[0]
            ? { word: single[0] }
            : { from: Number(form.text('from')) || 0 }),
        });
      }
      if (await take(viewer, file, version, given, action === 'check'))
        return res.redirect(303, addressOf(file, 'check'));
      res.redirect(303, addressOf(file, view.kind ? `words?kind=${view.kind}` : 'words'));
    }),
  };
}

function viewOf(kind: string | undefined, word: string | undefined): WordsView {
  const known = wordKinds.find(one => one === kind);
  if (kind !== undefined && known === undefined)
    throw new BadRequest([{ path: 'kind', key: 'errors:parameters.malformed', values: { value: kind } }]);
  if (word !== undefined && !/^[0-9a-f]{12}$/.test(word)) throw new NotFound('no such word');
  return { ...(known ? { kind: known } : {}), ...(word === undefined ? {} : { word }) };
}
