import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { choice, longtext, readForm, readQuery, text, ticked, version } from '../../fields/index.ts';
import { Refused, ChangedMeanwhile } from '../../forms/index.ts';
import { discard } from '../documents/editing/discard.ts';
import { listAnswered } from '../answers/store.ts';
import { listDueFor } from '../library/store-checks.ts';
import { listWork } from '../documents/store-list.ts';
import { presentDesk } from '../documents/presenters/presenter-desk.ts';
import { presentReview } from '../documents/presenters/presenter-review.ts';
import type { ReviewSources } from '../documents/presenters/review-sources.ts';
import { pageOf } from '../documents/page-of.ts';
import { problemsOfDraft } from '../documents/editing/problems.ts';
import { audienceChange } from '../documents/publishing/audience.ts';
import { listReadersOf } from '../documents/publishing/store-readers.ts';
import { findWorldRequest } from '../documents/publishing/store-world.ts';
import { askWorld, refuseWorld, takeBackWorld } from '../documents/publishing/world-request.ts';
import { publish, revise, Unpublishable, widen, withdraw } from '../documents/publishing/publish.ts';
import { getDocument, listSteps } from '../documents/store.ts';
import { draftTitles, getDraft } from '../documents/editing/store-drafts.ts';
import { sendBack, submit, takeBack } from '../documents/editing/submit.ts';
import { isOfFiles } from '../files/typed.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { readWorkingCopy } from '../documents/working-copy.ts';
import { refOf } from './common.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';

const done = [
  'submitted',
  'returned',
  'takenBack',
  'published',
  'widened',
  'withdrawn',
  'discarded',
  'worldAsked',
  'worldTakenBack',
  'worldRefused',
] as const;

type Page = (context: CwsContext, req: Request, res: Response) => Promise<void>;
type Work<More extends unknown[] = []> = (
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  ...more: More
) => Promise<unknown>;

/** The working copies of an office and its desk. */
export async function index(context: CwsContext, req: Request, res: Response): Promise<void> {
  const query = readQuery(req.query, { done: choice(done) });
  const viewer = viewerOf(req);
  const [documents, due, answered] = await Promise.all([
    listWork(context.pool, viewer),
    listDueFor(context.pool, viewer, today()),
    listAnswered(context.pool, viewer),
  ]);
  const titles = await draftTitles(
    context.pool,
    documents.map(({ id }) => id),
  );
  const words = wordsOf(context, res);
  render(res, 'cws/desk', presentDesk({ viewer, documents, titles, due, answered, words, context, done: query.done }));
}

/** One working copy as its readers will see it, and what may be done with it. */
export function review(context: CwsContext, req: Request, res: Response): Promise<void> {
  return showReview(context, req, res, readQuery(req.query, { done: choice(done), lang: choice(['en', 'fr']) }));
}

export const postSubmission = button('submitted', async (context, viewer, ref) => {
  const document = await getDocument(context.pool, viewer, ref);
  const problems = document.isOpen
    ? await problemsOfDraft(context, viewer, document, (await getDraft(context.pool, document)).typed)
    : [];
  if (problems.length > 0) throw new Unpublishable(problems);
  await submit(context, viewer, ref);
});
export const postTakeBack = button('takenBack', takeBack);
export const postWidening = button('widened', widen);
export const postWorldRequest = withReason('worldAsked', askWorld);
export const postWorldTakingBack = button('worldTakenBack', takeBackWorld);
export const postWorldRefusal = withReason('worldRefused', refuseWorld);
export const postReturn = withReason('returned', sendBack);
export const postWithdrawal = withReason('withdrawn', withdraw);

export async function postPublication(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { values, problems, typed } = readForm(req.body, {
    edition: version,
    audience: choice(['region', 'world']),
    changeNote: text({ max: 300, optional: true, screened: false }),
    narrow: ticked,
    change: choice(['corrects', 'adds'], { optional: true }),
  });
  if (!values) return showReview(context, req, res, { problems, typed });
  const { edition, audience, changeNote, narrow, change } = values;
  const publication = {
    edition,
    audience,
    narrow: narrow === 'yes',
    // Who says nothing of it corrects: rather tell readers once too often.
    corrects: change !== 'adds',
    ...(changeNote === '' ? {} : { changeNote }),
  };
  await act(context, req, res, 'published', ref => publish(context, viewerOf(req), ref, publication), typed);
}

export async function postRevision(context: CwsContext, req: Request, res: Response): Promise<void> {
  const ref = refOf(req);
  readForm(req.body, {});
  await revise(context, viewerOf(req), ref);
  res.redirect(303, `/cws/documents/${ref}/edit?done=revised`);
}

export async function postDiscard(context: CwsContext, req: Request, res: Response): Promise<void> {
  const ref = refOf(req);
  readForm(req.body, {});
  await discard(context, viewerOf(req), ref);
  res.redirect(303, '/cws/documents?done=discarded');
}

/** A step for which nothing is typed. */
function button(word: (typeof done)[number], work: Work): Page {
  return (context, req, res) =>
    act(context, req, res, word, ref => {
      readForm(req.body, {});
      return work(context, viewerOf(req), ref);
    });
}

/** A step that the office is told the reason of. */
function withReason(word: (typeof done)[number], work: Work<[reason: string]>): Page {
  return async (context, req, res) => {
    const { values, problems, typed } = readForm(req.body, { reason: longtext({ max: 500, screened: false }) });
    if (!values) return showReview(context, req, res, { problems, typed });
    await act(context, req, res, word, ref => work(context, viewerOf(req), ref, values.reason));
  };
}

/** Does it and shows the document again; what was refused is shown where it was asked. */
async function act(
  context: CwsContext,
  req: Request,
  res: Response,
  word: (typeof done)[number],
  work: (ref: string) => Promise<unknown>,
  typed: Readonly<Record<string, string>> = {},
): Promise<void> {
  const ref = refOf(req);
  try {
    await work(ref);
    res.redirect(303, `/cws/documents/${ref}?done=${word}`);
  } catch (error) {
    if (error instanceof Unpublishable)
      return res.redirect(303, `/cws/documents/${ref}/${error.problems.every(isOfFiles) ? 'files' : 'edit'}?check=1`);
    if (error instanceof ChangedMeanwhile) return showReview(context, req, res, { typed, isMeanwhile: true });
    if (error instanceof Refused) return showReview(context, req, res, { typed, problems: [error.problem] });
    throw error;
  }
}

async function showReview(
  context: CwsContext,
  req: Request,
  res: Response,
  page: Partial<Pick<ReviewSources, 'done' | 'typed' | 'problems' | 'isMeanwhile'>> & { readonly lang?: string },
): Promise<void> {
  const viewer = viewerOf(req);
  const { document, draft, content } = await readWorkingCopy(context, viewer, refOf(req));
  if (!content) return res.redirect(303, '/cws/documents');
  const [shown, steps, missing, outside, worldRequest] = await Promise.all([
    pageOf(context, viewer, {
      document,
      content,
      lang: page.lang === 'fr' || page.lang === 'en' ? page.lang : content.original,
      words: wordsOf(context, res),
      version: draft ? 'copy' : document.version,
    }),
    listSteps(context.pool, document),
    draft ? problemsOfDraft(context, viewer, document, draft.typed) : [],
    document.audience === 'world'
      ? listReadersOf(
          context.pool,
          document,
          audienceChange(context.offices, document, 'region').lose.map(({ id }) => id),
        )
      : [],
    document.isWorldAsked ? findWorldRequest(context.pool, document) : undefined,
  ]);
  if (page.isMeanwhile) res.status(409);
  else if (page.problems?.length) res.status(422);
  render(
    res,
    'cws/review',
    presentReview({
      ...page,
      viewer,
      document,
      draft,
      shown,
      steps,
      missing,
      readersOutside: outside.length,
      worldRequest,
      words: wordsOf(context, res),
      context,
    }),
  );
}
