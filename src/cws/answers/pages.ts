import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../access/index.ts';
import { recordRead } from '../../audit/index.ts';
import { BadRequest, NotFound, type FieldProblem } from '../../errors.ts';
import { choice, date, integer, longtext, readForm, readQuery, shaped, text, uuid } from '../../fields/index.ts';
import { Refused } from '../../forms/index.ts';
import { visibleRefs } from '../../seizures/index.ts';
import { addDays, today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';
import { getReadable } from '../alerts/store.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { refOf } from '../pages/common.ts';
import { isIssuer, outcomes } from './answer.ts';
import { ask, reply } from './ask.ts';
import { presentAnswers, type AnswerSources } from './presenter.ts';
import { report, takeBack } from './report.ts';
import { countHits, listHits, listQuestions } from './store.ts';

const deeds = ['reported', 'takenBack', 'asked', 'replied'] as const;
const longestWord = 2000;
const seizureRef = shaped(/^[A-Z]{2}-\d{4}-\d{6,9}$/, 'cws:problem.noReference', { optional: true });

/** A report can be dated a year back; it may be tomorrow already where the officer is. */
const reportFields = () => ({
  clientUuid: uuid,
  outcome: choice(outcomes),
  controlledOn: date({ from: addDays(today(), -366), to: addDays(today(), 1) }),
  controls: integer({ min: 1, max: 100_000 }),
  quantity: text({ max: 120, optional: true }),
  recordRef: seizureRef,
  remark: longtext({ max: 500, optional: true }),
});

type Failed = Pick<AnswerSources, 'typed' | 'problems' | 'openId'>;

export async function show(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { done } = readQuery(req.query, { done: choice(deeds) });
  await showPage(context, req, res, {}, done);
}

export async function postReport(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { values, problems, typed } = readForm(req.body, reportFields());
  if (!values) return showPage(context, req, res, { typed, problems });
  const { clientUuid, quantity, recordRef, remark, ...rest } = values;
  const told = { ...rest, quantity: quantity || null, recordRef: recordRef || null, remark: remark || null };
  await act(context, req, res, 'reported', { typed }, ref => report(context, viewerOf(req), ref, clientUuid, told));
}

export async function postTakingBack(context: CwsContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  await act(context, req, res, 'takenBack', {}, ref => takeBack(context, viewerOf(req), ref, numberOf(req)));
}

export async function postQuestion(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { values, problems, typed } = readForm(req.body, {
    clientUuid: uuid,
    question: longtext({ max: longestWord }),
  });
  if (!values) return showPage(context, req, res, { typed, problems });
  await act(context, req, res, 'asked', { typed }, ref =>
    ask(context, viewerOf(req), ref, values.clientUuid, values.question),
  );
}

export async function postReply(context: CwsContext, req: Request, res: Response): Promise<void> {
  const openId = numberOf(req);
  const { values, problems, typed } = readForm(req.body, { clientUuid: uuid, reply: longtext({ max: longestWord }) });
  if (!values) return showPage(context, req, res, { typed, problems, openId });
  await act(context, req, res, 'replied', { typed, openId }, ref =>
    reply(context, viewerOf(req), ref, openId, { clientUuid: values.clientUuid, text: values.reply }),
  );
}

async function act(
  context: CwsContext,
  req: Request,
  res: Response,
  done: (typeof deeds)[number],
  failed: Failed,
  work: (ref: string) => Promise<void>,
): Promise<void> {
  const ref = refOf(req);
  try {
    await work(ref);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return showPage(context, req, res, { ...failed, problems: [error.problem] });
  }
  res.redirect(303, `/cws/alerts/${ref}/answers?done=${done}`);
}

async function showPage(context: CwsContext, req: Request, res: Response, failed: Failed, done = ''): Promise<void> {
  const viewer = viewerOf(req);
  requireNumbered(failed.problems);
  const document = await getReadable(context.pool, viewer, refOf(req));
  if (document.kind !== 'alert') throw new NotFound('no alert');
  const isTheirs = isIssuer(viewer, document);
  const [counts, hits, questions] = await Promise.all([
    countHits(context.pool, document),
    listHits(context.pool, viewer, document, isTheirs),
    listQuestions(context.pool, viewer, document, isTheirs),
  ]);
  const named = hits.flatMap(({ recordRef }) => recordRef ?? []);
  const seen = rights['database:read'](viewer) ? await visibleRefs(context.pool, viewer, named) : [];
  await recordRead(context.pool, viewer, { action: 'document.answersRead', subject: document.ref });
  if (failed.problems?.length) res.status(422);
  const words = wordsOf(context, res);
  render(
    res,
    'cws/answers',
    presentAnswers({
      ...failed,
      viewer,
      document,
      isIssuer: isTheirs,
      counts,
      hits,
      questions,
      seen: new Set(seen),
      clientUuid: failed.typed?.clientUuid ?? randomUUID(),
      done,
      words,
      context,
    }),
  );
}

/** The number of a form is no field of the page: without it there is nothing to mend. Throws BadRequest. */
function requireNumbered(problems: readonly FieldProblem[] = []): void {
  const hidden = problems.filter(({ path }) => path === 'clientUuid');
  if (hidden.length > 0) throw new BadRequest(hidden);
}

function numberOf(req: Request): number {
  const id = String(req.params.id);
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound('nothing of that number');
  return Number(id);
}
