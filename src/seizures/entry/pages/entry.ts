import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest, type FieldProblem } from '../../../errors.ts';
import type { Step } from '../../fields.ts';
import { presentOwn } from '../../approval/pages/presenter-own.ts';
import { listOwn } from '../../approval/store.ts';
import { flatten } from '../form-from-record.ts';
import { readPost, type Post } from '../form-post.ts';
import { rebase } from '../merge-amendment.ts';
import { closeSheet, largestSheet, openSheet } from '../form-sheet.ts';
import type { Seizures } from '../../context.ts';
import { wordsFor } from '../../record/pages/presenter-words.ts';
import {
  discardDraft,
  findAmendment,
  getBases,
  getDraft,
  listDrafts,
  rebaseDraft,
  type Draft,
} from '../store-drafts.ts';
import { listHanded } from '../handing/store-handing.ts';
import { conflictPage } from './conflict.ts';
import { draftAddress, openedAt } from './field-asked.ts';
import { draftsPage } from './drafts.ts';
import { draftIdOf, queryOf, readForAmendment, refOf, refOfSubmitted, stepOf } from './load.ts';
import { newDraft } from '../one-page/new-draft.ts';
import { follow, openOnPage, openPictures, showTooLargeOnPage, startOnPage, submitOnPage } from '../one-page/pages.ts';
import { stepPage, type Open, type Shown } from './page.ts';
import { reviewPage } from './review.ts';
import { goingTo, lineWithMoreFields, openDraft, problemsOfStep, refTaken, saveStep, type Saved } from './save.ts';
import { basesOf, reviewOf, submitDraft } from './submit.ts';
import { render } from '../../../web/render.ts';

/** The stepped form: recording and amending a seizure, with a draft that keeps everything typed. */
export function entryPages({ context }: Seizures) {
  const words = wordsFor(context);
  const page = (work: (shown: Shown, req: Request, res: Response) => Promise<void>) => (req: Request, res: Response) =>
    work({ viewer: viewerOf(req), words: words(res.locals.lang as Lang), context }, req, res);
  return {
    start: page(start),
    amend: page(amend),
    drafts: page(drafts),
    open: page(open),
    step: page(step),
    save: page(save),
    submit: page(submit),
    discard: page(discard),
  };
}

async function start(shown: Shown, req: Request, res: Response): Promise<void> {
  const { form, from } = queryOf(req, ['form', 'from']);
  if (form === undefined) return startOnPage(shown, from, res);
  if (form !== 'short' && form !== 'long')
    throw new BadRequest([{ path: 'form', key: 'findings:notAChoice', values: { value: form } }]);
  render(res, 'seizures/entry', await stepPage(shown, await newDraft(shown, form, from), 'circumstances'));
}

async function amend(shown: Shown, req: Request, res: Response): Promise<void> {
  const { field } = queryOf(req, ['field']);
  const seizure = await readForAmendment(shown.context.pool, shown.viewer, refOf(req));
  const begun = await findAmendment(shown.context.pool, shown.viewer, seizure.id);
  if (begun) return res.redirect(303, field ? draftAddress(begun.id, field) : `/seizures/drafts/${begun.id}`);
  const at = openedAt(field ?? 'facts.country', flatten(seizure.record));
  const draft: Open = { id: randomUUID(), sheet: at.sheet, amends: { ref: seizure.ref, version: seizure.version } };
  render(res, 'seizures/entry', await stepPage(shown, draft, at.step, { open: at.open }));
}

async function drafts(shown: Shown, req: Request, res: Response): Promise<void> {
  const { sent, handed } = queryOf(req, ['sent', 'handed']);
  const { context, viewer, words } = shown;
  const { pool } = context;
  const [open, away, own] = await Promise.all([
    listDrafts(pool, viewer),
    listHanded(pool, viewer),
    listOwn(pool, viewer),
  ]);
  render(res, 'seizures/entry-drafts', {
    ...draftsPage(shown, open, away, { isHanded: handed !== undefined }),
    approval: presentOwn(own, sent, words),
  });
}

async function open(shown: Shown, req: Request, res: Response): Promise<void> {
  const draft = await getDraft(shown.context.pool, shown.viewer, draftIdOf(req));
  if (draft.sentAt && !draft.submittedAt) return res.redirect(303, waitsHref(draft.id));
  res.redirect(
    303,
    draft.submittedAt
      ? `/seizures/${await refOfSubmitted(shown.context.pool, draft)}`
      : `/seizures/drafts/${draft.id}/${draft.step}`,
  );
}

async function step(shown: Shown, req: Request, res: Response): Promise<void> {
  const step = stepOf(req);
  if (step === 'page') return openPage(shown, req, res);
  const { check, line, row, more, field } = queryOf(req, ['check', 'line', 'row', 'more', 'field']);
  const draft = await getDraft(shown.context.pool, shown.viewer, draftIdOf(req));
  if (draft.submittedAt) return res.redirect(303, `/seizures/${await refOfSubmitted(shown.context.pool, draft)}`);
  if (draft.sentAt) return res.redirect(303, waitsHref(draft.id));
  if (step === 'review') return showReview(res, shown, draft);
  const begun = openDraft(draft);
  const at = field === undefined ? undefined : openedAt(field, begun.sheet);
  const open = at ? { ...begun, sheet: at.sheet } : begun;
  const problems = check === undefined ? [] : await problemsOfStep(shown, draft, open.sheet, step);
  render(
    res,
    'seizures/entry',
    await stepPage(shown, open, step, {
      open: at?.open ?? line ?? row ?? '',
      problems,
      ...(more === undefined ? {} : { notice: 'moreFields' }),
    }),
  );
}

async function openPage(shown: Shown, req: Request, res: Response): Promise<void> {
  const draft = await getDraft(shown.context.pool, shown.viewer, draftIdOf(req));
  if (draft.submittedAt) return res.redirect(303, `/seizures/${await refOfSubmitted(shown.context.pool, draft)}`);
  if (draft.sentAt) return res.redirect(303, waitsHref(draft.id));
  await openOnPage(shown, draft, req, res);
}

async function savePage(shown: Shown, req: Request, res: Response): Promise<void> {
  const id = draftIdOf(req);
  const post = readPost(req.body, 'page');
  const saved = await saveStep(shown, id, 'page', post, true);
  const { verb } = post.action;
  if (saved.as === 'submitted') return showDone(res, saved.ref, saved.draft);
  if (saved.as === 'sent') return res.redirect(303, waitsHref(id));
  if (saved.as === 'too-large') return showTooLargeOnPage(shown, saved, res);
  if (verb === 'look') return follow(shown, saved, post, res);
  if (verb === 'pictures') return openPictures(shown, saved, res);
  if (verb !== 'submit') return res.redirect(303, goingTo(id, 'page', post, saved.sheet));
  const done = await submitOnPage(shown, saved, post, res);
  if (done?.as === 'sent') return res.redirect(303, waitsHref(id));
  if (done) showDone(res, done.ref, saved.draft);
}

async function save(shown: Shown, req: Request, res: Response): Promise<void> {
  const [id, step] = [draftIdOf(req), stepOf(req)];
  if (step === 'page') return savePage(shown, req, res);
  const post = readPost(req.body, step);
  const saved = await saveStep(shown, id, step, post, true);
  if (saved.as === 'submitted') return res.redirect(303, `/seizures/${saved.ref}`);
  if (saved.as === 'sent') return res.redirect(303, waitsHref(id));
  if (saved.as === 'too-large') return showTooLarge(res, shown, saved, step);
  if (post.action.verb === 'rebase') await startOver(shown, saved.draft);
  if (post.action.verb === 'pictures') return openPictures(shown, saved, res);
  if (post.action.verb === 'continue' && step !== 'review') return goOn(res, shown, saved, step, post);
  res.redirect(303, goingTo(id, step, post, saved.sheet));
}

async function submit(shown: Shown, req: Request, res: Response): Promise<void> {
  const post = readPost(req.body, 'review');
  const saved = await saveStep(shown, draftIdOf(req), 'review', post, false);
  if (saved.as === 'submitted') return showDone(res, saved.ref, saved.draft);
  if (saved.as === 'sent') return res.redirect(303, waitsHref(draftIdOf(req)));
  if (saved.as === 'too-large') return showTooLarge(res, shown, saved, 'review');
  const done = await submitDraft(shown, saved.draft, saved.sheet);
  if (done.as === 'record') return showDone(res, done.ref, saved.draft);
  if (done.as === 'sent') return res.redirect(303, waitsHref(saved.draft.id));
  if (done.as === 'conflict') return showConflict(res, shown, saved.draft);
  res.status(422);
  await showReview(res, shown, saved.draft, {
    isSent: true,
    reasons: post.marks,
    ...(done.refused ? { refused: done.refused } : {}),
  });
}

async function discard(shown: Shown, req: Request, res: Response): Promise<void> {
  const { context, viewer } = shown;
  await inTransaction(context.pool, async client => {
    const { id } = await getDraft(client, viewer, draftIdOf(req), true);
    await context.tellDiscarded(client, viewer, id);
    await discardDraft(client, viewer, id);
  });
  res.redirect(303, '/seizures/drafts');
}

/** Where a draft is found that waits for the contact point. */
const waitsHref = (id: string): string => `/seizures/drafts?sent=${id}`;

/** The record that came of a submission; sent again, the same answer again. */
function showDone(res: Response, ref: string, { seizureId }: Draft): void {
  res.redirect(303, `/seizures/${ref}?${seizureId === null ? 'submitted' : 'amended'}=1`);
}

/**
 * "Save and continue": on to the next step, or the step again with everything that is wrong or missing. What was typed
 * is kept either way.
 */
async function goOn(
  res: Response,
  shown: Shown,
  saved: Saved & { as: 'saved' },
  step: Step,
  post: Post,
): Promise<void> {
  const { draft, sheet, before } = saved;
  const more = step === 'goods' ? lineWithMoreFields(before, sheet) : undefined;
  if (more !== undefined) {
    const lineNo = 1 + sheet.lines.findIndex(({ key }) => key === more);
    return res.redirect(303, `/seizures/drafts/${draft.id}/goods?line=${more}&more=1#line-${lineNo}`);
  }
  const problems = await problemsOfStep(shown, draft, sheet, step);
  if (problems.length === 0) return res.redirect(303, goingTo(draft.id, step, post, sheet));
  render(
    res.status(422),
    'seizures/entry',
    await stepPage(shown, openDraft(draft, sheet), step, { open: rowToOpen(problems, saved, post), problems }),
  );
}

/** The row that was open if it has a problem, else the first that has. */
function rowToOpen(problems: readonly FieldProblem[], { sheet }: Saved & { as: 'saved' }, post: Post): string {
  const rows = problems.flatMap(({ path }) => {
    const [group, at] = path.split('.');
    const key =
      group === 'lines'
        ? sheet.lines[Number(at)]?.key
        : group === 'persons'
          ? sheet.persons[Number(at)]?.key
          : undefined;
    return key === undefined ? [] : [key];
  });
  const posted = [...post.lines, ...post.persons].map(({ key }) => key);
  return rows.find(key => posted.includes(key)) ?? rows[0] ?? '';
}

async function showTooLarge(
  res: Response,
  shown: Shown,
  { draft, sheet }: Saved & { as: 'too-large' },
  step: Step,
): Promise<void> {
  const problems = [{ path: 'size', key: 'entry:problem.tooLarge', values: { max: largestSheet / 1000 } }];
  render(
    res.status(422),
    'seizures/entry',
    await stepPage(shown, openDraft(draft, sheet), step === 'review' ? 'outcome' : step, { problems }),
  );
}

async function showReview(
  res: Response,
  shown: Shown,
  draft: Draft,
  posted: Parameters<typeof reviewPage>[3] = {},
): Promise<void> {
  const bases = await basesOf(shown, draft);
  const open = openDraft(draft);
  const reviewed = reviewOf(shown, draft, open.sheet, bases);
  const [refused] = posted.refused ? [posted.refused] : await refTaken(shown.context, draft, open.sheet);
  render(
    res,
    'seizures/entry-review',
    await reviewPage(shown, open, reviewed, {
      ...posted,
      ...(refused ? { refused } : {}),
      isBehind: bases !== undefined && bases.version !== draft.baseVersion,
    }),
  );
}

async function showConflict(res: Response, shown: Shown, draft: Draft): Promise<void> {
  const bases = await getBases(shown.context.pool, shown.viewer, draft);
  render(res.status(409), 'seizures/entry-conflict', conflictPage(shown, openDraft(draft), bases));
}

/** Starts from their version and keeps mine where I changed something. */
async function startOver(shown: Shown, draft: Draft): Promise<void> {
  if (draft.seizureId === null) return;
  const { base, theirs, version } = await getBases(shown.context.pool, shown.viewer, draft);
  const sheet = rebase(base, theirs, openSheet(draft.typed));
  await rebaseDraft(shown.context.pool, shown.viewer, draft.id, { version, typed: closeSheet(sheet) });
}
