import type { Request, Response } from 'express';
import { viewerOf } from '../../../../access/index.ts';
import { Forbidden, NotVisible, type FieldProblem } from '../../../../errors.ts';
import type { CencommContext } from '../../../context.ts';
import { mayWrite, type Entered } from '../../../operations/operation.ts';
import { enter, isId } from '../../../operations/store.ts';
import { readThread } from '../../reading/store-thread.ts';
import { listAttachments, listDraftAttachments, type Attachment } from '../../writing/store-attachments.ts';
import type { Draft, Typed } from '../../writing/store-drafts.ts';
import { readAddressees } from '../../../groups/groups.ts';
import { openMail } from '../pages-side.ts';
import { presentCompose } from './presenter-compose.ts';
import { render } from '../../../../web/render.ts';

/** The form of a message as its page shows it. */
interface ShownDraft {
  readonly draftId: string;
  readonly typed: Typed;
  /** The version it is of; 0 before the first saving. */
  readonly version?: number;
  /** What another window saved meanwhile. */
  readonly other?: Draft;
  readonly problems?: readonly FieldProblem[];
  readonly isPreviewed?: boolean;
  /** ISO time. */
  readonly savedAt?: string;
  /** What was done last. */
  readonly done?: string;
  /** Nothing was typed yet: ready texts are offered. */
  readonly isBegun?: boolean;
}

/** The operation of an address, for those who may write in it. Throws NotVisible, Forbidden. */
export async function enterToCompose({ pool }: CencommContext, req: Request): Promise<Entered> {
  const entered = await enter(pool, viewerOf(req), req.params.id);
  if (!mayWrite(entered)) throw new Forbidden('reads only');
  return entered;
}

export async function showCompose(
  context: CencommContext,
  req: Request,
  res: Response,
  entered: Entered,
  { done, problems = [], ...shown }: ShownDraft,
): Promise<void> {
  const { pool, keys, offices } = context;
  const [page, addressees, attachments, carried, left] = await Promise.all([
    openMail(context, req, res, 'new', entered),
    readAddressees(context, entered),
    listDraftAttachments(pool, viewerOf(req), keys, shown.draftId),
    attachmentsOfForwarded(context, req, entered, shown.typed.forward),
    context.limits.left(viewerOf(req), entered),
  ]);
  if (problems.length > 0 && res.statusCode === 200) res.status(422);
  const compose = presentCompose({
    ...shown,
    problems,
    entered,
    ownId: page.viewer.accountId,
    ...addressees,
    attachments,
    carried,
    left,
    scans: context.intake.scans,
    offices,
    words: page.words,
  });
  render(res, 'cencomm/mail/compose', { ...page, compose, title: compose.title, problems: compose.problems, done });
}

async function attachmentsOfForwarded(
  { pool, keys }: CencommContext,
  req: Request,
  entered: Entered,
  forwarded: string | undefined,
): Promise<Attachment[]> {
  if (!isId(forwarded)) return [];
  try {
    const [row] = await readThread(pool, viewerOf(req), entered, forwarded);
    return await listAttachments(pool, keys, [row.id]);
  } catch (error) {
    // The author of a draft may no longer see what it forwards; sending it says so.
    if (error instanceof NotVisible) return [];
    throw error;
  }
}
