import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, Conflict, type FieldProblem } from '../../../errors.ts';
import {
  choice,
  longtext,
  readForm,
  readQuery,
  uuid,
  version,
  type Fields,
  type ValuesOf,
} from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { namesIn, stateOfDraft } from '../../../seizures/index.ts';
import { wordsOf, type CwsContext } from '../../context.ts';
import { nextOffices } from '../addressee.ts';
import { actedOn, refOf } from './acted-on.ts';
import { answer, reopen } from '../steps/answer.ts';
import { path } from './styles.ts';
import { pass } from '../steps/transfer.ts';
import type { Action } from '../permissions.ts';
import { longestWord } from './presenter-actions.ts';
import { presentReferral } from './presenter-show.ts';
import { record } from '../steps/record.ts';
import { outcomes, type Referral } from '../referral.ts';
import { listReferralFiles } from '../../files/store.ts';
import { getReferral } from '../store.ts';
import { listSteps } from '../steps/store-steps.ts';
import { take } from '../steps/assign.ts';
import { takeBack } from '../steps/take-back.ts';
import { acknowledge, withdraw, write } from '../steps/send-message.ts';
import { render } from '../../../web/render.ts';
import { uuidParam } from '../../../web/uuid-param.ts';

const deeds = [
  'sent',
  'taken',
  'passed',
  'answered',
  'reopened',
  'written',
  'attached',
  'takenBack',
  'withdrawn',
  'seen',
] as const;
const words = longtext({ max: longestWord });
/** What every form of the page sends beside its own fields. */
const asked = { clientUuid: uuid, version };

interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}
interface Posted<F extends Fields> {
  readonly referral: Referral;
  readonly values: ValuesOf<F & typeof asked>;
  readonly asked: { readonly clientUuid: string; readonly version: number };
}
type Page = (context: CwsContext, req: Request, res: Response) => Promise<void>;

/** A referral's page, and what is done on it. */
export async function show(context: CwsContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
  const referral = await getReferral(context.pool, viewer, refOf(req));
  const [steps, files, draft] = await Promise.all([
    listSteps(context.pool, viewer, referral.id),
    listReferralFiles(context.pool, viewer, referral.id),
    referral.draftId === null ? undefined : stateOfDraft(context.pool, viewer, referral.draftId),
    note(context.pool, viewer, { action: 'referral.read', subject: referral.ref }),
  ]);
  const say = wordsOf(context, res);
  if (failed?.isMeanwhile) res.status(409);
  else if (failed) res.status(422);
  render(res, 'cws/referrals/show', {
    ...presentReferral({
      viewer,
      referral,
      steps,
      files,
      draft,
      offices: context.offices,
      words: say,
      names: namesIn(say.lang, context),
      clientUuid: randomUUID(),
      ...failed,
    }),
    done: done === '' ? undefined : done,
  });
}

export const postTaking = form('take', {}, async (context, viewer, { referral, asked }) => {
  await take(context, viewer, referral.ref, asked);
  return 'taken';
});

export const postRecord = form('record', {}, async (context, viewer, { referral, asked }) => ({
  to: `/seizures/drafts/${await record(context, viewer, referral.ref, asked.version)}`,
}));

export async function postPassing(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { office } = viewerOf(req);
  const codes = nextOffices(viewerOf(req), context.offices, { officeId: office.id }).map(({ code }) => code);
  const fields = { office: choice(codes), passReason: words };
  await form('pass', fields, async (_context, viewer, { referral, values, asked }) => {
    await pass(context, viewer, referral.ref, asked, { office: values.office, reason: values.passReason });
    return 'passed';
  })(context, req, res);
}

export const postAnswer = form(
  'answer',
  { outcome: choice(outcomes), answer: words },
  async (context, viewer, { referral, values, asked }) => {
    await answer(context, viewer, referral.ref, asked, { outcome: values.outcome, words: values.answer });
    return 'answered';
  },
);

export const postReopening = form('reopen', { reopenReason: words }, async (context, viewer, posted) => {
  await reopen(context, viewer, posted.referral.ref, posted.asked, posted.values.reopenReason);
  return 'reopened';
});

export const postMessage = form('write', { message: words }, async (context, viewer, { referral, values }) => {
  await write(context, viewer, referral, values.clientUuid, values.message);
  return 'written';
});

export async function postFileRemoval(context: CwsContext, req: Request, res: Response): Promise<void> {
  await form('write', {}, async (_context, viewer, { referral, values }) => {
    await takeBack(context, viewer, referral.ref, values.clientUuid, uuidParam(req, 'file'));
    return 'takenBack';
  })(context, req, res);
}

export const postWithdrawal = form(
  'withdraw',
  { withdrawReason: longtext({ max: longestWord, optional: true }) },
  async (context, viewer, { referral, values, asked }) => {
    await withdraw(context, viewer, referral.ref, asked, values.withdrawReason);
    return 'withdrawn';
  },
);

export async function postSeen(context: CwsContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  await acknowledge(context, viewerOf(req), refOf(req));
  res.redirect(303, `${path}/${refOf(req)}?done=seen`);
}

/**
 * One form of the page: 404 unless the referral is there for the viewer, 403 unless it is theirs to act on, 422 with
 * what was typed, 409 where someone else changed it first, else back to the page (or to where the work leads).
 */
function form<F extends Fields>(
  action: Action | 'write',
  fields: F,
  work: (
    context: CwsContext,
    viewer: Viewer,
    posted: Posted<F>,
  ) => Promise<(typeof deeds)[number] | { readonly to: string }>,
): Page {
  return async (context, req, res) => {
    const viewer = viewerOf(req);
    const referral = await actedOn(context, req, action);
    const { typed, values, problems } = readForm(req.body, { ...fields, ...asked });
    const hidden = problems.filter(problem => problem.path in asked);
    if (hidden.length > 0) throw new BadRequest(hidden);
    if (!values) return show(context, req, res, { typed, problems });
    const { clientUuid, version: seen } = values;
    try {
      const done = await work(context, viewer, { referral, values, asked: { clientUuid, version: seen } });
      res.redirect(303, typeof done === 'string' ? `${path}/${referral.ref}?done=${done}` : done.to);
    } catch (error) {
      if (error instanceof Refused) return show(context, req, res, { typed, problems: [error.problem] });
      if (error instanceof Conflict) return show(context, req, res, { typed, isMeanwhile: true });
      throw error;
    }
  };
}
