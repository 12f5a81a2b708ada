import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import { leaves, steps, type Leaf } from '../../fields.ts';
import { detailFields } from '../form.ts';
import { checkSheet, marksFrom, screenSheet } from '../form-check.ts';
import type { Post } from '../form-post.ts';
import { fillIn, rearrange } from '../form-rows.ts';
import { closeSheet, largestSheet, openSheet, sizeOf, textOf, type Sheet } from '../form-sheet.ts';
import type { SeizuresContext } from '../../context.ts';
import { getDraft, saveDraft, type Draft } from '../store-drafts.ts';
import { isRefTaken } from '../../record/store-duplicates.ts';
import { draftFor, keepCountry, refOfSubmitted } from './load.ts';
import { stepOfPath, type Open, type Shown } from './page.ts';

export type Saved =
  | { readonly as: 'saved'; readonly draft: Draft; readonly before: Sheet; readonly sheet: Sheet }
  | { readonly as: 'too-large'; readonly draft: Draft; readonly sheet: Sheet }
  /** Submitted before, by another click or window: this is the record. */
  | { readonly as: 'submitted'; readonly ref: string; readonly draft: Draft }
  /** It waits for the contact point, and is taken back before it is changed. */
  | { readonly as: 'sent' };

/**
 * Keeps what a step sent, whatever is wrong with it. `make` lets the first save of a new form make its draft. Locked
 * from reading to writing, so that two windows cannot overwrite each other's steps.
 */
export async function saveStep(
  { viewer, context }: Shown,
  id: string,
  step: Leaf,
  post: Post,
  make: boolean,
): Promise<Saved> {
  return inTransaction(context.pool, async client => {
    const draft = make ? await draftFor(client, viewer, id, post) : await getDraft(client, viewer, id, true);
    if (draft.submittedAt) return { as: 'submitted', ref: await refOfSubmitted(client, draft), draft };
    if (draft.sentAt) return { as: 'sent' };
    const before = openSheet(draft.typed);
    const sheet = keepCountry(viewer, draft, rearrange(fillIn(before, post, step), post.action));
    if (sizeOf(sheet) > largestSheet) return { as: 'too-large', draft, sheet };
    const marks =
      step === 'review' || step === 'page' ? marksFrom(screenSheet(sheet, draft.marks), post.marks) : draft.marks;
    const kept = { typed: closeSheet(sheet), marks, step: stepAfter(step, post) };
    await saveDraft(client, viewer, id, kept);
    return { as: 'saved', draft: { ...draft, ...kept, savedAt: new Date().toISOString() }, before, sheet };
  });
}

/** Where the draft is opened again: where the officer was going. */
function stepAfter(step: Leaf, { action }: Post): Leaf {
  if (action.verb === 'go') return leaves.find(one => one === action.key) ?? step;
  if (step === 'page') return action.verb === 'use' ? 'circumstances' : 'page';
  return action.verb === 'continue' ? (steps[steps.indexOf(step) + 1] ?? step) : step;
}

export function openDraft(draft: Draft, sheet: Sheet = openSheet(draft.typed)): Open {
  const amends =
    draft.ref === null || draft.baseVersion === null ? undefined : { ref: draft.ref, version: draft.baseVersion };
  return {
    id: draft.id,
    sheet,
    savedAt: draft.savedAt,
    ...(amends ? { amends } : {}),
    ...(draft.origin === null ? {} : { origin: draft.origin }),
    ...(draft.handedBy === null ? {} : { handedBy: draft.handedBy, handedNote: draft.handedNote ?? '' }),
  };
}

/** What keeps a step from being complete: everything a submission would ask of it. */
export async function problemsOfStep(
  { context }: Pick<Shown, 'context'>,
  draft: Draft,
  sheet: Sheet,
  step: Leaf,
): Promise<FieldProblem[]> {
  const { errors } = checkSheet(sheet, { lookUp: context.lists.lookUp, purpose: 'submit' });
  const taken = step === 'circumstances' || step === 'page' ? await refTaken(context, draft, sheet) : [];
  return [...errors.filter(({ path }) => step === 'page' || stepOfPath(path) === step), ...taken];
}

/**
 * The national reference stands on another record of the office already: told early, though only the database decides.
 */
export async function refTaken(context: SeizuresContext, draft: Draft, { facts }: Sheet): Promise<FieldProblem[]> {
  const [nationalRef, country] = [textOf(facts.nationalRef).trim(), textOf(facts.country)];
  if (nationalRef === '' || !context.lists.lookUp('country', country)) return [];
  const taken = await isRefTaken(context.pool, {
    officeId: context.offices.owning(country).id,
    nationalRef,
    except: draft.seizureId,
  });
  return taken ? [{ path: 'facts.nationalRef', key: 'findings:nationalRefTaken' }] : [];
}

/** Key of a line whose product was just chosen and now asks fields that were not on the page. */
export function lineWithMoreFields(before: Sheet, sheet: Sheet): string | undefined {
  return sheet.lines.find(({ key, values }) => {
    const was = before.lines.find(row => row.key === key)?.values ?? {};
    if (was.heading !== values.heading) return false;
    const shown = new Set(detailFields(was).map(({ name }) => name));
    return detailFields(values).some(
      ({ name, form }) =>
        !shown.has(name) && (form === 'short' || sheet.form === 'long') && values[`details.${name}`] === undefined,
    );
  })?.key;
}

/** Where a saved step goes on to, when nothing keeps it. */
export function goingTo(id: string, step: Leaf, { action }: Post, sheet: Sheet): string {
  const here = `/seizures/drafts/${id}/${step}`;
  const row = (name: 'line' | 'row', key: string) => {
    const [anchor, rows] = name === 'line' ? ['line', sheet.lines] : ['person', sheet.persons];
    return `${here}?${name}=${key}#${anchor}-${1 + rows.findIndex(one => one.key === key)}`;
  };
  switch (action.verb) {
    case 'leave':
      return '/seizures/drafts';
    case 'go':
      return `/seizures/drafts/${id}/${leaves.find(one => one === action.key) ?? step}`;
    case 'use':
      return step === 'page' ? `/seizures/drafts/${id}/circumstances` : here;
    case 'hand':
      return `/seizures/drafts/${id}/handover`;
    case 'continue':
      return step === 'page' ? here : `/seizures/drafts/${id}/${steps[steps.indexOf(step) + 1] ?? 'review'}`;
    case 'add-line':
      return `${here}?line=new#new`;
    case 'add-person':
      return `${here}?row=new#new`;
    case 'open-line':
      return row('line', action.key);
    case 'open-person':
      return row('row', action.key);
    case 'copy-line':
      return row('line', action.other);
    default:
      return here;
  }
}
