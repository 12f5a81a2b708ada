import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { elsewhere } from '../../../db/reads.ts';
import { together } from '../../../db/together.ts';
import { Conflict, Forbidden, NotVisible } from '../../../errors.ts';
import { longtext, readForm } from '../../../fields/index.ts';
import { longestReason } from '../../entry/form-check.ts';
import type { Seizures, SeizuresContext } from '../../context.ts';
import { can, readsUse } from '../../permissions.ts';
import { presentHistory } from './presenter-history.ts';
import { presentRecord } from './presenter.ts';
import { wordsFor } from './presenter-words.ts';
import { listSteps, readSeizure, visibleRefs, type Seizure } from '../store.ts';
import { withdraw } from '../withdraw.ts';
import { presentQuestions } from '../../questions/pages/presenter-questions.ts';
import { lifeOf, presentLife } from './presenter-life.ts';
import { presentRelated, relatedTo } from '../../related/presenter-related.ts';
import { alikeByGoods } from '../../related/store-goods.ts';
import { alikeByMarks } from '../../related/store-marked.ts';
import { queryOf, refOf } from '../../entry/pages/load.ts';
import { presentRemarks } from '../../remarks/presenter-remarks.ts';
import { listRemarks } from '../../remarks/store-remarks.ts';
import { countOpened } from '../../use/store-openings.ts';
import { openedText } from '../../use/pages/presenter-openings.ts';
import { render } from '../../../web/render.ts';

/** What was just done, as the address says it. */
const deeds = [
  'submitted',
  'amended',
  'withdrawn',
  'restored',
  'verified',
  'settled',
  'confirmed',
  'told',
  'merged',
  'unmerged',
  'linked',
  'unlinked',
  'apart',
] as const;

const forWithdrawal = { action: 'seizure.read', detail: { for: 'withdrawal' } } as const;

/** A record's page, its history, and its withdrawal. */
export function recordPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);
  const alike = { byGoods: alikeByGoods(), byMarks: alikeByMarks() };
  const wordsOf = (res: Response) => wordsIn(res.locals.lang as Lang);

  return {
    async show(req: Request, res: Response): Promise<void> {
      const done = queryOf(req, [...deeds]);
      const viewer = viewerOf(req);
      const seizure = await readSeizure(context.pool, viewer, refOf(req), { action: 'seizure.read' });
      if (seizure.mergedInto !== null) return leadOn(context, req, res, seizure.mergedInto);
      const lang = res.locals.lang as Lang;
      const at = together(context.pool);
      const [steps, pictures, life, related, opened, remarks] = await Promise.all([
        listSteps(at, viewer, seizure),
        context.picturesOf(at, viewer, seizure.ref, lang),
        lifeOf(at, context, viewer, seizure),
        relatedTo(elsewhere(at, context.reads), { ...context, ...alike }, viewer, seizure, lang),
        readsUse(viewer, seizure) ? countOpened(at, seizure) : undefined,
        listRemarks(at, seizure.id),
      ]);
      render(res, 'seizures/record', {
        ...presentRecord(context, viewer, seizure, steps, wordsOf(res)),
        life: presentLife(viewer, seizure, steps, life, wordsOf(res)),
        questions: presentQuestions(viewer, seizure, life.questions, { words: wordsOf(res), offices: context.offices }),
        related: presentRelated(viewer, seizure, related, wordsOf(res)),
        opened: opened && { text: openedText(opened, wordsOf(res)), href: `/seizures/${seizure.ref}/openings` },
        remarks: presentRemarks(remarks, viewer, seizure, wordsOf(res)),
        pictures,
        done: Object.keys(done)[0],
      });
    },

    async history(req: Request, res: Response): Promise<void> {
      queryOf(req, []);
      const seizure = await readSeizure(context.pool, viewerOf(req), refOf(req), {
        action: 'seizure.read',
        detail: { page: 'history' },
      });
      const steps = await listSteps(context.pool, viewerOf(req), seizure);
      render(res, 'seizures/history', {
        ref: seizure.ref,
        status: seizure.status,
        events: presentHistory(steps, seizure.record, context.offices, wordsOf(res)),
      });
    },

    async askWithdrawal(req: Request, res: Response): Promise<void> {
      queryOf(req, []);
      const seizure = await readSeizure(context.pool, viewerOf(req), refOf(req), forWithdrawal);
      if (seizure.status === 'withdrawn') return showWithdrawn(res, seizure.ref);
      if (!can(viewerOf(req), 'withdraw', seizure)) throw new Forbidden('may not withdraw');
      render(res, 'seizures/withdrawal', withdrawalPage(seizure.ref));
    },

    async withdraw(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const { typed, values, problems } = readForm(req.body, withdrawalForm);
      if (!values) {
        const seizure = await visible(req, context, ref);
        return refuse(res, seizure, typed.reason, problems.map(wordsOf(res).problem).join(' '));
      }
      try {
        await withdraw(context, viewerOf(req), ref, values.reason);
      } catch (error) {
        if (error instanceof Conflict) return showWithdrawn(res, ref);
        throw error;
      }
      res.redirect(303, `/seizures/${ref}?withdrawn=1`);
    },
  };
}

/** A merged record's address leads to the one that counts for it, for who may see both. */
async function leadOn({ pool }: SeizuresContext, req: Request, res: Response, into: string): Promise<void> {
  const [ref] = await visibleRefs(pool, viewerOf(req), [into]);
  if (ref === undefined) throw new NotVisible('merged into what is not visible');
  res.redirect(301, `/seizures/${ref}`);
}

const withdrawalForm = {
  reason: longtext({
    max: longestReason,
    problems: { required: 'record:withdrawal.reasonMissing', nominal: 'record:withdrawal.reasonNominal' },
  }),
};

/** The record somebody wants to withdraw: 404 unless visible, 403 unless theirs to withdraw. */
async function visible(req: Request, context: Seizures['context'], ref: string): Promise<Seizure> {
  const seizure = await readSeizure(context.pool, viewerOf(req), ref, {
    action: 'seizure.read',
    detail: { for: 'withdrawal' },
  });
  if (seizure.status !== 'withdrawn' && !can(viewerOf(req), 'withdraw', seizure))
    throw new Forbidden('may not withdraw');
  return seizure;
}

function refuse(res: Response, { ref, status }: Seizure, reason: string, error: string): void {
  if (status === 'withdrawn') return showWithdrawn(res, ref);
  render(res.status(422), 'seizures/withdrawal', { ...withdrawalPage(ref), reason, error });
}

function showWithdrawn(res: Response, ref: string): void {
  render(res.status(409), 'seizures/withdrawal', { ...withdrawalPage(ref), isWithdrawn: true });
}

export interface WithdrawalPage {
  readonly ref: string;
  readonly reason: string;
  readonly error: string | undefined;
  readonly most: number;
  readonly isWithdrawn: boolean;
}

function withdrawalPage(ref: string): WithdrawalPage {
  return { ref, reason: '', error: undefined, most: longestReason, isWithdrawn: false };
}
