import type { Request, Response } from 'express';
import { render } from '../../../web/render.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Refused } from '../../../forms/index.ts';
import { readDate } from '../../../text/plain-date.ts';
import { largestSheet, textOf, type Sheet } from '../form-sheet.ts';
import type { Post } from '../form-post.ts';
import { getDraft, type Draft } from '../store-drafts.ts';
import { queryOf } from '../pages/load.ts';
import { stepPage, type Open, type Shown } from '../pages/page.ts';
import { likenessOf } from '../pages/rail.ts';
import { openDraft, problemsOfStep, type Saved } from '../pages/save.ts';
import { reviewOf, submitDraft } from '../pages/submit.ts';
import { newDraft } from './new-draft.ts';
import { followingParts, onePage, type PageOf } from './presenter.ts';

/** A new record on one page, or after a long one in its steps. Nothing is kept before its first save. */
export async function startOnPage(shown: Shown, from: string | undefined, res: Response): Promise<void> {
  const draft = await newDraft(shown, 'short', from);
  if (draft.sheet.form === 'short') return show(res, shown, draft);
  render(res, 'seizures/entry', await stepPage(shown, draft, 'circumstances'));
}

/** A draft of a new record in the short form; any other is written step by step. */
export async function openOnPage(shown: Shown, draft: Draft, req: Request, res: Response): Promise<void> {
  const { check, line, row } = queryOf(req, ['check', 'line', 'row']);
  const open = openDraft(draft);
  if (open.amends || open.sheet.form === 'long') return res.redirect(303, `/seizures/drafts/${draft.id}/circumstances`);
  const problems = check === undefined ? [] : await problemsOfStep(shown, draft, open.sheet, 'page');
  await show(res, shown, open, { line, row, problems });
}

/** The parts that follow what was typed, for the script that just saved it. */
export async function follow(
  shown: Shown,
  { draft, before, sheet }: Saved & { as: 'saved' },
  post: Post,
  res: Response,
): Promise<void> {
  const open = openDraft(draft, sheet);
  render(
    res,
    'seizures/one-page/_following',
    await followingParts(shown, open, {
      goods: isOtherGoods(before, sheet),
      how: before.facts.concealment !== sheet.facts.concealment && [before, sheet].some(isOtherPlace),
      alike: likeness(shown, before) !== likeness(shown, sheet),
      line: post.lines.at(-1)?.key,
    }),
  );
}

/** Leads to the pictures of a draft; where none may be taken of its goods yet, the page says so. */
export async function openPictures(
  shown: Shown,
  { draft, sheet }: Saved & { as: 'saved' },
  res: Response,
): Promise<void> {
  const { context, viewer } = shown;
  const stated = (name: string): string => {
    const code = textOf(sheet.facts[name]);
    return context.lists.lookUp(name, code) ? code : '';
  };
  const line = sheet.lines[0]?.values ?? {};
  const date = readDate(textOf(sheet.facts.seizureDate));
  const told = {
    heading: textOf(line.heading),
    product: textOf(line.product),
    concealment: stated('concealment'),
    transport: stated('transport'),
    detection: stated('detection'),
    country: stated('country'),
    seizedOn: date.ok ? date.value : '',
  };
  try {
    const address = await inTransaction(context.pool, async client => {
      const { id } = await getDraft(client, viewer, draft.id, true);
      if (told.country === '') throw new Refused({ path: 'facts.country', key: 'findings:required' });
      return context.draftPictures().open(client, viewer, id, told);
    });
    res.redirect(303, address);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    res.status(422);
    await show(res, shown, openDraft(draft, sheet), { problems: [error.problem] });
  }
}

function isOtherGoods(before: Sheet, { lines }: Sheet): boolean {
  return lines.some(({ key, values }) => {
    const was = before.lines.find(row => row.key === key)?.values ?? {};
    return was.heading !== values.heading || was.product !== values.product;
  });
}

/** Another hiding place is told in words. */
function isOtherPlace({ facts }: Sheet): boolean {
  return facts.concealment === 'CON-OTH';
}

function likeness({ context }: Shown, sheet: Sheet): string {
  return JSON.stringify(likenessOf(context, sheet, null) ?? null);
}

/** Submits what the page sent. Answers what became of it, or undefined when the page was shown again. */
export async function submitOnPage(
  shown: Shown,
  { draft, sheet }: Saved & { as: 'saved' },
  post: Post,
  res: Response,
): Promise<{ readonly as: 'record'; readonly ref: string } | { readonly as: 'sent' } | undefined> {
  const done = await submitDraft(shown, draft, sheet);
  if (done.as === 'record' || done.as === 'sent') return done;
  const reviewed = reviewOf(shown, draft, sheet, undefined);
  const refused = done.as === 'problems' && done.refused ? [done.refused] : [];
  const problems = [...reviewed.errors, ...refused];
  res.status(422);
  await show(res, shown, openDraft(draft, sheet), {
    line: lineOf(problems, sheet),
    problems,
    places: reviewed.places,
    reasons: post.marks,
  });
  return undefined;
}

/** The first line of goods that has a problem. */
function lineOf(problems: readonly { readonly path: string }[], sheet: Sheet): string | undefined {
  const at = problems.map(({ path }) => /^lines\.(\d+)\./.exec(path)?.[1]).find(found => found !== undefined);
  return at === undefined ? undefined : sheet.lines[Number(at)]?.key;
}

export async function showTooLargeOnPage(
  shown: Shown,
  { draft, sheet }: Saved & { as: 'too-large' },
  res: Response,
): Promise<void> {
  const problems = [{ path: 'size', key: 'entry:problem.tooLarge', values: { max: largestSheet / 1000 } }];
  res.status(422);
  await show(res, shown, openDraft(draft, sheet), { problems });
}

async function show(res: Response, shown: Shown, draft: Open, of: PageOf = {}): Promise<void> {
  render(res, 'seizures/one-page/page', await onePage(shown, draft, of));
}
