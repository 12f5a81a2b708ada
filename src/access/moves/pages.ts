import type { Request, Response } from 'express';
import { Forbidden, NotFound } from '../../errors.ts';
import { choice, readForm, readQuery } from '../../fields/index.ts';
import { ChangedMeanwhile, answerForm, showForm } from '../../forms/index.ts';
import type { Office } from '../../reference/index.ts';
import { render } from '../../web/render.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { accountId } from '../accounts/pages/pages-account.ts';
import { findAccount } from '../accounts/store.ts';
import { wordsOf } from '../applications/pages/pages-common.ts';
import type { Words } from '../applications/pages/presenter-words.ts';
import { viewerOf } from '../guard.ts';
import type { Viewer } from '../viewer.ts';
import { askingFields, askingForm, decisionFields, decisionForm, targetsOf } from './form.ts';
import { askMove, decideMove } from './move.ts';
import { mayAsk, mayDecide } from './permissions.ts';
import { findMove, listMoves, type Move } from './store.ts';

const query = { done: choice(['agree', 'refuse', 'withdraw']) };

/** Moves of officers between offices: asked for on the account, decided on a page of their own. */
export function movePages(context: AccountsContext) {
  const officeOf = (id: number): Office => {
    const office = context.offices.byId(id);
    if (!office) throw new NotFound('no such office');
    return office;
  };
  const asking = async (req: Request) => {
    const account = await findAccount(context.pool, viewerOf(req), accountId(req));
    if (!mayAsk(viewerOf(req), account)) throw new Forbidden('may not ask for this move');
    return { account, targets: targetsOf(officeOf(account.officeId), context.offices) };
  };

  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const words = wordsOf(res, context.offices);
      showForm(res, words, askingForm({ ...(await asking(req)), words }));
    },

    async send(req: Request, res: Response): Promise<void> {
      const { account, targets } = await asking(req);
      const words = wordsOf(res, context.offices);
      const reading = readForm(req.body, askingFields(targets));
      const { typed } = reading;
      try {
        await answerForm(res, words, askingForm({ account, targets, words, typed }), reading, async values => {
          await askMove(context, viewerOf(req), { id: account.id, ...values });
          return `/access/accounts/${account.id}?done=moveAsked`;
        });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        showForm(res, words, askingForm({ ...(await asking(req)), words, typed, stale: true }));
      }
    },

    async list(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, query);
      const viewer = viewerOf(req);
      const words = wordsOf(res, context.offices);
      const moves = await listMoves(context.pool, viewer);
      render(res, 'access/moves', presentMoves({ viewer, moves, words, done }));
    },

    async show(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const words = wordsOf(res, context.offices);
      const move = await findMove(context.pool, viewer, accountId(req));
      showForm(res, words, decisionForm({ viewer, move, to: officeOf(move.toOffice), words }));
    },

    async decide(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const words = wordsOf(res, context.offices);
      const reading = readForm(req.body, decisionFields);
      const move = await findMove(context.pool, viewer, accountId(req));
      const form = { viewer, move, to: officeOf(move.toOffice), words, typed: reading.typed };
      try {
        await answerForm(res, words, decisionForm(form), reading, async values => {
          await decideMove(context, viewer, { ...values, id: move.id });
          return `/access/moves?done=${values.act}`;
        });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await findMove(context.pool, viewer, move.id);
        showForm(res, words, decisionForm({ ...form, move: now, stale: true }));
      }
    },
  };
}

export function presentMoves({
  viewer,
  moves,
  words,
  done,
}: {
  viewer: Viewer;
  moves: readonly Move[];
  words: Words;
  done: string;
}) {
  const { t } = words;
  return {
    title: t('people:move.list'),
    scope: t('people:move.scope'),
    done: done === '' ? undefined : t(`people:move.done.${done}`),
    rows: moves.map(move => ({
      title: [move.personName ?? move.loginId, move.unit].filter(Boolean).join(', '),
      text: t('people:move.row', {
        login: move.loginId,
        from: words.office(move.fromOffice),
        to: words.office(move.toOffice),
        by: move.by,
        day: words.day(move.madeAt),
      }),
      icon: 'arrow-right',
      ...(mayDecide(viewer, move) ? { tone: 'warn' } : {}),
      end: t(mayDecide(viewer, move) ? 'people:move.decideVerb' : 'people:move.see'),
      endHref: `/access/moves/${move.id}`,
    })),
    empty: { text: t('people:move.none') },
  };
}
