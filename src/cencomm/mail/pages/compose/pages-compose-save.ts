import type { Request, Response } from 'express';
import { viewerOf } from '../../../../access/index.ts';
import { inTransaction } from '../../../../db/transaction.ts';
import { BadRequest, NotVisible, type FieldProblem } from '../../../../errors.ts';
import { Refused } from '../../../../forms/index.ts';
import type { Upload } from '../../../../web/forms/upload.ts';
import { wordsOf, type CencommContext } from '../../../context.ts';
import type { Entered } from '../../../operations/operation.ts';
import { isId } from '../../../operations/store.ts';
import { readAddressees } from '../../../groups/groups.ts';
import { SendRefused } from '../../limits.ts';
import { findSent } from '../../store-messages.ts';
import { draftPath, mailPath, messagePath } from '../../writing/addresses.ts';
import { detach } from '../../writing/attach.ts';
import { readComposed, typedOf } from '../../writing/compose-form.ts';
import { dispatch } from '../../writing/dispatch.ts';
import { doubtOf } from '../../writing/recipients.ts';
import { discardDraft, findOther, saveDraft, type Draft, type Saving, type Typed } from '../../writing/store-drafts.ts';
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
  /** The version of the draft the page began from; 0 for none. */
  readonly version: number;
  /** The writer has seen to how many it goes. */
  readonly isSure: boolean;
}

/** Saves the form of a message with its files as a draft, then does what its button says. */
export function savePage(context: CencommContext): (req: Request, res: Response) => Promise<void> {
  const afterSaving: Readonly<Record<Exclude<Button, 'discard'>, (posted: Posted) => Promise<void>>> = {
    send: posted => send(context, posted),
    preview: posted =>
      showCompose(context, posted.req, posted.res, posted.entered, {
        ...shownOf(posted),
        isPreviewed: true,
        savedAt: now(),
      }),
    auto: async ({ res, entered, draftId, version }) => {
      const action = draftPath(entered.operation.id, draftId);
      res.json({ savedAt: `${now().slice(11, 16)} UTC`, action, version });
    },
    attach: async posted => backToDraft(posted, 'attached'),
    save: async posted => backToDraft(posted, 'saved'),
    '': async posted => backToDraft(posted, 'saved'),
  };

  async function handle(req: Request, res: Response, entered: Entered, upload: Upload): Promise<void> {
    const viewer = viewerOf(req);
    const { button, remove, ...read } = readPosted(req.body);
    const draftId = draftIn(req);
    const asked = { req, res, entered, draftId, ...read };
    const { typed, version } = asked;
    const problem = formProblem(upload);
    if (problem) return showCompose(context, req, res, entered, { draftId, typed, version, problems: [problem] });
    if (button === 'discard') return discard(context, asked, upload);
    const saving = await keep(context, asked, button);
    if (saving.state === 'sent') return answerSent(context, asked, button, upload);
    const posted = { ...asked, version: saving.version };
    const problems = await attachAll(context, viewer, entered, draftId, upload, wordsOf(context, res).t);
    if (remove !== '') await detach(context, viewer, draftId, remove);
    if (saving.state === 'other') return showBoth(context, posted, button, saving.other, problems);
    if (remove !== '') return backToDraft(posted, 'removed');
    if (problems.length > 0) return showCompose(context, req, res, entered, { ...shownOf(posted), problems });
    return afterSaving[button](posted);
  }

  return async (req, res) => {
    const entered = await enterToCompose(context, req);
    const upload = await readFiles(context, req, res);
    await orDiscard(upload, () => handle(req, res, entered, upload));
  };
}

/** The draft an address names. Throws NotVisible for what cannot be one. */
function draftIn(req: Request): string {
  const id = req.params.draft;
  if (!isId(id)) throw new NotVisible('no such draft');
  return id;
}

const now = (): string => new Date().toISOString();

/** Throws BadRequest for a field the form does not have. */
function readPosted(body: unknown): Pick<Posted, 'typed' | 'version' | 'isSure'> & { button: Button; remove: string } {
  const { typed, more } = typedOf(body, ['then', 'remove', 'sure', 'version']);
  const button = buttons.find(one => one === more.then);
  if (button === undefined) throw new BadRequest([{ path: 'then', key: 'forms:problem.notListed' }]);
  const version = /^\d{1,9}$/.test(more.version) ? Number(more.version) : 0;
  return { typed, button, version, remove: more.remove, isSure: more.sure === 'yes' };
}

/** Saves the draft, unless it was sent already or another window saved it. */
function keep({ pool, keys }: CencommContext, posted: Posted, button: Button): Promise<Saving> {
  const { req, entered, draftId, typed, version } = posted;
  return inTransaction(pool, client =>
    saveDraft(client, viewerOf(req), keys, entered.operation, {
      ...{ id: draftId, kind: 'plain', typed, seen: version },
      isBySelf: button === 'auto',
    }),
  );
}

const shownOf = ({ draftId, typed, version }: Posted): Pick<Posted, 'draftId' | 'typed' | 'version'> => ({
  draftId,
  typed,
  version,
});

/** What was typed here, with what another window saved beside it. Saving again keeps what was typed here. */
async function showBoth(
  context: CencommContext,
  posted: Posted,
  button: Button,
  other: Draft,
  problems: readonly FieldProblem[] = [],
): Promise<void> {
  const { req, res, entered } = posted;
  const values = { time: `${other.savedAt.slice(11, 16)} UTC` };
  res.status(409);
  if (button === 'auto') return void res.json({ isSent: false });
  await showCompose(context, req, res, entered, {
    ...shownOf({ ...posted, version: other.version }),
    other,
    problems: [{ path: '', key: 'cencommmail:problem.otherWindow', values }, ...problems],
  });
}

function backToDraft({ res, entered, draftId }: Posted, done: 'saved' | 'attached' | 'removed'): void {
  res.redirect(303, `${draftPath(entered.operation.id, draftId)}?done=${done}`);
}

async function send(context: CencommContext, { isSure, ...posted }: Posted): Promise<void> {
  const { req, res, entered, draftId, typed } = posted;
  const viewer = viewerOf(req);
  const again = (problems: readonly FieldProblem[]): Promise<void> =>
    showCompose(context, req, res, entered, { ...shownOf({ ...posted, isSure }), problems, savedAt: now() });
  const addressees = await readAddressees(context, entered);
  const { members } = addressees;
  const { composed, problems } = readComposed(typed, addressees, viewer.accountId, new Date());
  if (!composed) return again(problems);
  const doubt = isSure ? undefined : doubtOf(composed, members, viewer.accountId, context.offices);
  if (doubt) return again([doubt]);
  try {
    const id = await dispatch(context, viewer, entered, { draftId, composed, members });
    res.redirect(303, messagePath(entered.operation.id, id, { box: 'sent', done: 'sent' }));
  } catch (error) {
    if (error instanceof Refused) return again([error.problem]);
    if (!(error instanceof SendRefused)) throw error;
    const { retryAfter, count, left } = error;
    res.status(429).set('Retry-After', String(retryAfter));
    const values = { minutes: Math.ceil(retryAfter / 60), left };
    return again([{ path: count === 'urgent' ? 'priority' : '', key: `cencommmail:problem.hourly.${count}`, values }]);
  }
}

async function discard(context: CencommContext, posted: Posted, upload: Upload): Promise<void> {
  const { pool, keys, intake } = context;
  const { req, res, entered, draftId, typed, version } = posted;
  await upload.discard();
  const said = { id: draftId, typed, seen: version, isBySelf: false };
  const other = await findOther(pool, viewerOf(req), keys, entered.operation.id, said);
  if (other) return showBoth(context, posted, 'discard', other);
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
