import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { Conflict, Forbidden, NotFound, type FieldProblem } from '../../errors.ts';
import { choice, date, longestReason, longtext, readForm, readQuery, version } from '../../fields/index.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { lastDay } from '../pages/bounds.ts';
import { wordsOf } from '../pages/common.ts';
import type { NetworkContext } from '../context.ts';
import { decide } from './decide.ts';
import { can, type Action } from './permissions.ts';
import { path } from './presenter.ts';
import { presentSuggestion } from './presenter-page.ts';
import { speak } from './comment.ts';
import { getSuggestion, listSteps, listSupports } from './store.ts';
import type { Suggestion } from './suggestion.ts';
import { decisions } from './suggestion.ts';
import type { Decision } from './suggestion.ts';
import { acknowledge, support } from './support.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';

const deeds = ['made', 'said', 'decided', 'supported', 'unsupported', 'seen'] as const;

interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}

/** A suggestion's page, and what is done on it. */
export async function show(context: NetworkContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
  const suggestion = await getSuggestion(context.pool, viewer, refOf(req));
  const [steps, supports] = await Promise.all([
    listSteps(context.pool, viewer, suggestion.id),
    listSupports(context.pool, viewer, suggestion.id),
  ]);
  if (failed?.isMeanwhile) res.status(409);
  else if (failed) res.status(422);
  render(res, 'suggestions/show', {
    ...presentSuggestion({
      viewer,
      suggestion,
      steps,
      supports,
      offices: context.offices,
      words: wordsOf(context, res),
      ...failed,
    }),
    done: done === '' ? undefined : done,
  });
}

export async function postComment(context: NetworkContext, req: Request, res: Response): Promise<void> {
  await actedOn(context, req, 'comment');
  const { typed, values, problems } = readForm(
    req.body,
    { kind: choice(['endorsed', 'commented']), word: longtext({ max: 1000, optional: true }) },
    ({ kind, word }) => (kind !== 'endorsed' && word === '' ? [{ path: 'word', key: 'forms:problem.missing' }] : []),
  );
  if (!values)
    return show(context, req, res, {
      typed,
      problems: problems.slice(0, 1).map(problem => ({ ...problem, path: 'word' })),
    });
  await act(context, req, res, typed, async () => {
    await speak(context, viewerOf(req), refOf(req), { kind: values.kind, text: values.word });
    return 'said';
  });
}

export async function postSupport(context: NetworkContext, req: Request, res: Response): Promise<void> {
  await actedOn(context, req, 'support');
  const { values } = readForm(req.body, { support: choice(['yes', 'no']) });
  if (!values) return show(context, req, res, { typed: {}, problems: [] });
  await act(context, req, res, {}, async () => {
    await support(context, viewerOf(req), refOf(req), values.support === 'yes');
    return values.support === 'yes' ? 'supported' : 'unsupported';
  });
}

export async function postDecision(context: NetworkContext, req: Request, res: Response): Promise<void> {
  await actedOn(context, req, 'decide');
  const fields = {
    version,
    decision: choice(decisions),
    plannedFor: date({ from: today(), to: lastDay(), optional: true }),
    reason: longtext({ max: longestReason }),
  };
  const { typed, values, problems } = readForm(req.body, fields, planProblems);
  if (!values)
    return show(context, req, res, { typed, problems: problems.filter(({ path: field }) => field !== 'version') });
  await act(context, req, res, typed, async () => {
    await decide(context, viewerOf(req), refOf(req), { ...values, plannedFor: values.plannedFor || null });
    return 'decided';
  });
}

export async function postSeen(context: NetworkContext, req: Request, res: Response): Promise<void> {
  await actedOn(context, req, 'see');
  readForm(req.body, {});
  await act(context, req, res, {}, async () => {
    await acknowledge(context, viewerOf(req), refOf(req));
    return 'seen';
  });
}

/** The suggestion somebody wants to act on: 404 unless there is one, 403 unless theirs to act on. */
async function actedOn(context: NetworkContext, req: Request, action: Action): Promise<Suggestion> {
  const suggestion = await getSuggestion(context.pool, viewerOf(req), refOf(req));
  const country = context.offices.byId(suggestion.officeId)?.country ?? null;
  // Settled or not is for the operation to say, in words; whose it is, is decided here.
  if (!can(viewerOf(req), action, { ...suggestion, country, state: 'open', endorsedAt: null }))
    throw new Forbidden(`may not ${action}`);
  return suggestion;
}

/** Does the work and comes back to the page; what was typed stays where it cannot be done. */
async function act(
  context: NetworkContext,
  req: Request,
  res: Response,
  typed: Failed['typed'],
  work: () => Promise<(typeof deeds)[number]>,
): Promise<void> {
  let done: string;
  try {
    done = await work();
  } catch (error) {
    if (error instanceof Refused) return show(context, req, res, { typed, problems: [error.problem] });
    if (error instanceof ChangedMeanwhile || error instanceof Conflict)
      return show(context, req, res, { typed, isMeanwhile: true });
    throw error;
  }
  res.redirect(303, `${path}/${refOf(req)}?done=${done}`);
}

/** A plan has a date, and nothing else has one. */
function planProblems({ decision, plannedFor }: { decision?: Decision; plannedFor?: string }): FieldProblem[] {
  if (decision === 'planned' && plannedFor === '') return [{ path: 'plannedFor', key: 'suggestions:problem.noDate' }];
  return decision && decision !== 'planned' && plannedFor
    ? [{ path: 'plannedFor', key: 'suggestions:problem.dateOfNothing' }]
    : [];
}

function refOf(req: Request): string {
  const ref = String(req.params.ref);
  if (!/^SUG-\d{4}-\d{4,9}$/.test(ref)) throw new NotFound('no such suggestion');
  return ref;
}
