import { sendForApproval } from '../../approval/approve.ts';
import { needsApproval } from '../../approval/rules.ts';
import { AmendedMeanwhile, amend } from '../../record/amend.ts';
import type { FieldProblem } from '../../../errors.ts';
import { isReady, review, type Reviewed } from '../form-submission.ts';
import type { Sheet } from '../form-sheet.ts';
import { record } from '../../record/record.ts';
import { Refused } from '../../../forms/index.ts';
import { getBases, type Bases, type Draft } from '../store-drafts.ts';
import type { Shown } from './page.ts';

type Submitted =
  | { readonly as: 'record'; readonly ref: string }
  | { readonly as: 'problems'; readonly refused?: FieldProblem }
  | { readonly as: 'conflict' }
  /** It waits for the contact point of the office. */
  | { readonly as: 'sent' };

/**
 * Submits a draft that passes every check: as a new record, or as the next version of the one it amends; where the
 * office wants it so, its contact point sees it first.
 */
export async function submitDraft(shown: Shown, draft: Draft, sheet: Sheet): Promise<Submitted> {
  const bases = await basesOf(shown, draft);
  const reviewed = reviewOf(shown, draft, sheet, bases);
  if (!isReady(reviewed)) return { as: 'problems' };
  const { context, viewer } = shown;
  const office = context.offices.owning(String(reviewed.record.facts.country));
  if (needsApproval(viewer, office, reviewed.record)) {
    await sendForApproval(context, viewer, draft.id);
    return { as: 'sent' };
  }
  try {
    const ref = bases
      ? await amend(context, viewer, draft.id, reviewed.record, sheet.reason.trim())
      : await record(context, viewer, draft.id, reviewed.record);
    return { as: 'record', ref };
  } catch (error) {
    if (error instanceof AmendedMeanwhile) return { as: 'conflict' };
    if (error instanceof Refused) return { as: 'problems', refused: error.problem };
    throw error;
  }
}

export async function basesOf({ viewer, context }: Shown, draft: Draft): Promise<Bases | undefined> {
  return draft.seizureId === null ? undefined : getBases(context.pool, viewer, draft);
}

export function reviewOf({ viewer, context }: Shown, draft: Draft, sheet: Sheet, bases: Bases | undefined): Reviewed {
  return review({ viewer, context, sheet, marks: draft.marks, ...(bases ? { base: bases.base } : {}) });
}
