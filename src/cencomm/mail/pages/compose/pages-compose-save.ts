import type { Request, Response } from 'express';
import { viewerOf } from '../../../../access/index.ts';
import { inTransaction } from '../../../../db/transaction.ts';
import { BadRequest, NotVisible, TooMany } from '../../../../errors.ts';
import { Refused } from '../../../../forms/index.ts';
import type { Upload } from '../../../../web/forms/upload.ts';
import { wordsOf } from '../../../context.ts';
import type { CencommContext } from '../../../context.ts';
import type { Entered } from '../../../operations/operation.ts';
import { isId } from '../../../operations/store.ts';
import { sendLimits } from '../../limits.ts';
import { findSent } from '../../store-messages.ts';
import { draftPath, mailPath, messagePath } from '../../writing/addresses.ts';
import { detach } from '../../writing/attach.ts';
import { readComposed, typedOf } from '../../writing/compose-form.ts';
import { dispatch } from '../../writing/dispatch.ts';
import { discardDraft, saveDraft } from '../../writing/store-drafts.ts';
import type { Typed } from '../../writing/store-drafts.ts';
import { listMailMembers } from '../../writing/store-members.ts';
import { attachAll, formProblem, orDiscard, readFiles } from './pages-attach.ts';
import { enterToCompose, showCompose } from './pages-compose-show.ts';

/** What the pressed button does with the draft: the field `then` of the form. `auto` is the script saving by itself. */
const buttons = ['send', 'save', 'attach', 'preview', 'auto', 'discard', ''] as const;
type Button = (typeof buttons)[number];

/** A posted form. */
interface Posted {
  readonly req: Request;
  readonly res: Response;
  readonly entered: Entered;
  readonly draftId: string;
  readonly typed: Typed;
}

/** Saves the form of a message with its files as a draft, then does what its button says. */
export function savePage(context: CencommContext): (req: Request, res: Response) => Promise<void> {
  const limits = sendLimits(context.pool);
  const afterSaving: Readonly<Record<Exclude<Button, 'discard'>, (posted: Posted) => Promise<void>>> = {
    send: posted => send(context, limits, posted),
    preview: ({ req, res, entered, ...draft }) =>
      showCompose(context, req, res, entered, { ...draft, isPreviewed: true, savedAt: now() }),
    auto: async ({ res, entered, draftId }) => {
      res.json({ savedAt: `${now().slice(11, 16)} UTC`, action: draftPath(entered.operation.id, draftId) });
    },
    attach: async posted => backToDraft(posted, 'attached'),
    save: async posted => backToDraft(posted, 'saved'),
    '': async posted => backToDraft(posted, 'saved'),
  };

  async function handle(req: Request, res: Response, entered: Entered, upload: Upload): Promise<void> {
    const viewer = viewerOf(req);
    const { typed, button, remove } = readPosted(req.body);
    const draftId = req.params.draft;
    if (!isId(draftId)) throw new NotVisible('no such draft');
    const posted = { req, res, entered, draftId, typed };
    const problem = formProblem(upload);
    if (problem) return showCompose(context, req, res, entered, { draftId, typed, problems: [problem] });
    if (button === 'discard') return discard(context, posted, upload);
    if (!(await keep(context, posted))) return answerSent(context, posted, button, upload);
    const problems = await attachAll(context, viewer, entered, draftId, upload, wordsOf(context, res).t);
    if (remove !== '') {
      await detach(context, viewer, draftId, remove);
      return backToDraft(posted, 'removed');
    }
    if (problems.length > 0) return showCompose(context, req, res, entered, { draftId, typed, problems });
    return afterSaving[button](posted);
  }

  return async (req, res) => {
    const entered = await enterToCompose(context, req);
    const upload = await readFiles(context, req, res);
    await orDiscard(upload, () => handle(req, res, entered, upload));
  };
}

const now = (): string => new Date().toISOString();

/** Throws BadRequest for a field the form does not have. */
function readPosted(body: unknown): { typed: Typed; button: Button; remove: string } {
  const { typed, more } = typedOf(body, ['then', 'remove']);
  const button = buttons.find(one => one === more.then);
  if (button === undefined) throw new BadRequest([{ path: 'then', key: 'forms:problem.notListed' }]);
  return { typed, button, remove: more.remove ?? '' };
}

/** Saves the draft. Returns false where it was sent already. */
function keep({ pool, keys }: CencommContext, { req, entered, draftId, typed }: Posted): Promise<boolean> {
  return inTransaction(pool, client =>
    saveDraft(client, viewerOf(req), keys, entered.operation, { id: draftId, kind: 'plain', typed }),
  );
}

function backToDraft({ res, entered, draftId }: Posted, done: 'saved' | 'attached' | 'removed'): void {
  res.redirect(303, `${draftPath(entered.operation.id, draftId)}?done=${done}`);
}

async function send(
  context: CencommContext,
  limits: ReturnType<typeof sendLimits>,
  { req, res, entered, draftId, typed }: Posted,
): Promise<void> {
  const viewer = viewerOf(req);
  const again = (problems: Parameters<typeof showCompose>[4]['problems'] = []): Promise<void> =>
    showCompose(context, req, res, entered, { draftId, typed, problems, savedAt: now() });
  const members = await listMailMembers(context.pool, entered.operation.id);
  const { composed, problems } = readComposed(typed, members, viewer.accountId, new Date());
  if (!composed) return again(problems);
  try {
    const id = await dispatch(context, limits, viewer, entered, { draftId, composed, members });
    res.redirect(303, messagePath(entered.operation.id, id, { box: 'sent', done: 'sent' }));
  } catch (error) {
    if (error instanceof Refused) return again([error.problem]);
    if (!(error instanceof TooMany)) throw error;
    res.status(429).set('Retry-After', String(error.retryAfter));
    const minutes = Math.ceil(error.retryAfter / 60);
    return again([{ path: '', key: 'cencommmail:problem.tooManySent', values: { minutes } }]);
  }
}

async function discard(
  { pool, intake }: CencommContext,
  { req, res, entered, draftId }: Posted,
  upload: Upload,
): Promise<void> {
  await upload.discard();
  const stored = await inTransaction(pool, client => discardDraft(client, viewerOf(req), entered, draftId)).catch(
    (error: unknown) => {
      // A draft that was never saved needs no discarding.
      if (error instanceof NotVisible) return [];
      throw error;
    },
  );
  await intake.remove(...stored);
  res.redirect(303, `${mailPath(entered.operation.id)}?done=discarded`);
}

/** The draft was sent from another page: a button leads to its message, the script that saves is told. */
async function answerSent(
  { pool }: CencommContext,
  { req, res, entered, draftId }: Posted,
  button: Button,
  upload: Upload,
): Promise<void> {
  await upload.discard();
  if (button === 'auto') return void res.status(409).json({ isSent: true });
  const id = await findSent(pool, viewerOf(req), draftId);
  const { id: operationId } = entered.operation;
  res.redirect(
    303,
    id === undefined ? mailPath(operationId) : messagePath(operationId, id, { box: 'sent', done: 'sent' }),
  );
}
