import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest, Forbidden, NotVisible, TooMany } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { choice, freeText, readQuery } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import type { Upload } from '../../../web/forms/upload.ts';
import { templateOf } from '../../forms/templates/index.ts';
import { mayWrite } from '../../operations/operation.ts';
import type { Entered } from '../../operations/operation.ts';
import { enter, isId } from '../../operations/store.ts';
import { wordsOf } from '../../context.ts';
import type { CencommContext } from '../../context.ts';
import { draftPath, mailPath, messagePath } from '../writing/addresses.ts';
import { detach } from '../writing/attach.ts';
import { beginTyped } from '../writing/compose-begin.ts';
import { readComposed, typedOf } from '../writing/compose-form.ts';
import { dispatch } from '../writing/dispatch.ts';
import { sendLimits } from '../limits.ts';
import { attachAll, formProblem, orDiscard, readFiles } from './pages-attach.ts';
import { openMail } from './pages-side.ts';
import { presentCompose } from './presenter-compose.ts';
import { presentDrafts } from './presenter-drafts.ts';
import { listAttachments, listDraftAttachments } from '../writing/store-attachments.ts';
import { discardDraft, listDrafts, readDraft, saveDraft } from '../writing/store-drafts.ts';
import type { Typed } from '../writing/store-drafts.ts';
import { findSent } from '../store-messages.ts';
import { listMailMembers } from '../writing/store-members.ts';
import { readThread } from '../reading/store-thread.ts';
import { render } from '../../../web/render.ts';

/** What a form asks to be done once it is saved. */
const thens = ['send', 'save', 'attach', 'preview', 'auto', 'discard', ''] as const;
type Then = (typeof thens)[number];
interface Shown {
  readonly draftId: string;
  readonly typed: Typed;
  readonly problems?: readonly FieldProblem[];
  readonly isPreviewed?: boolean;
  readonly savedAt?: string;
  readonly done?: string;
  readonly isBegun?: boolean;
}

/** Writing a message: a draft that is kept, sealed, from the first saving until it is sent. */
export function composePages(context: CencommContext) {
  const limits = sendLimits(context.pool);
  const { pool, keys } = context;
  return {
    async drafts(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const page = await openMail(context, req, res, 'drafts');
      const drafts = await listDrafts(keys, page.viewer, pool, page.entered);
      render(res, 'cencomm/mail/drafts', {
        ...page,
        ...presentDrafts(page.entered.operation.id, drafts, page.words),
        title: page.words.t('cencommmail:box.drafts'),
      });
    },

    async begin(req: Request, res: Response): Promise<void> {
      const query = readQuery(req.query, {
        reply: freeText,
        all: choice(['1']),
        forward: freeText,
        member: freeText,
        template: freeText,
      });
      const entered = await toWrite(req);
      const ready = query.template === '' ? undefined : templateOf(query.template);
      if (query.template !== '' && !ready)
        throw new BadRequest([
          { path: 'template', key: 'forms:problem.malformed', values: { value: query.template.slice(0, 60) } },
        ]);
      const members = await listMailMembers(pool, entered.operation.id);
      const typed = await beginTyped(
        context,
        viewerOf(req),
        entered,
        members,
        {
          ...(query.reply ? { reply: query.reply } : {}),
          isToAll: query.all === '1',
          ...(query.forward ? { forward: query.forward } : {}),
          ...(query.member ? { member: query.member } : {}),
        },
        wordsOf(context, res),
      );
      await show(req, res, entered, {
        draftId: randomUUID(),
        typed: { ...typed, ...ready },
        isBegun: !query.reply && !query.forward,
      });
    },

    async reopen(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['saved', 'attached', 'removed']) });
      const entered = await toWrite(req);
      const draft = await readDraft(keys, viewerOf(req), pool, entered, req.params.draft);
      await show(req, res, entered, {
        draftId: draft.id,
        typed: draft.typed ?? {},
        savedAt: draft.savedAt,
        ...(done ? { done } : {}),
        ...(draft.typed ? {} : { problems: [{ path: '', key: 'cencommmail:problem.draftBroken' }] }),
      });
    },

    /** Saves the form with its files, and goes on as its button says. */
    async save(req: Request, res: Response): Promise<void> {
      const [viewer, entered, draftId] = [viewerOf(req), await toWrite(req), req.params.draft];
      const upload = await readFiles(context, req, res);
      const form = await readForm(req, upload);
      if (!isId(draftId)) return await gone(upload);
      const wrong = formProblem(upload);
      if (wrong) return show(req, res, entered, { draftId, ...form, problems: [wrong] });
      if (form.then === 'discard') return discarded(req, res, entered, draftId, upload);
      const isKept = await orDiscard(upload, () =>
        inTransaction(pool, client =>
          saveDraft(keys, client, viewer, entered.operation, { id: draftId, kind: 'plain', typed: form.typed }),
        ),
      );
      if (!isKept) return answerSent(res, entered, form.then, await findSent(pool, viewer, draftId), upload);
      const problems = await attachAll(context, viewer, entered, draftId, upload, wordsOf(context, res).t);
      if (form.remove !== '') return removed(req, res, entered, draftId, form.remove);
      if (problems.length > 0) return show(req, res, entered, { draftId, ...form, problems });
      return next(req, res, entered, draftId, form);
    },
  };

  async function next(
    req: Request,
    res: Response,
    entered: Entered,
    draftId: string,
    { typed, then }: { typed: Typed; then: Then },
  ): Promise<void> {
    const savedAt = new Date().toISOString();
    if (then === 'auto')
      return void res.json({
        savedAt: `${savedAt.slice(11, 16)} UTC`,
        action: draftPath(entered.operation.id, draftId),
      });
    if (then === 'preview') return show(req, res, entered, { draftId, typed, isPreviewed: true, savedAt });
    if (then !== 'send')
      return res.redirect(
        303,
        `${draftPath(entered.operation.id, draftId)}?done=${then === 'attach' ? 'attached' : 'saved'}`,
      );
    const members = await listMailMembers(pool, entered.operation.id);
    const { composed, problems } = readComposed(typed, members, viewerOf(req).accountId, new Date());
    if (!composed) return show(req, res, entered, { draftId, typed, problems, savedAt });
    try {
      const id = await dispatch(context, limits, viewerOf(req), entered, { draftId, composed, members });
      res.redirect(303, messagePath(entered.operation.id, id, { box: 'sent', done: 'sent' }));
    } catch (error) {
      if (error instanceof Refused)
        return show(req, res, entered, { draftId, typed, problems: [error.problem], savedAt });
      if (!(error instanceof TooMany)) throw error;
      res.status(429).set('Retry-After', String(error.retryAfter));
      await show(req, res, entered, {
        draftId,
        typed,
        problems: [
          { path: '', key: 'cencommmail:problem.tooManySent', values: { minutes: Math.ceil(error.retryAfter / 60) } },
        ],
        savedAt,
      });
    }
  }

  async function toWrite(req: Request): Promise<Entered> {
    const entered = await enter(viewerOf(req), pool, req.params.id);
    if (!mayWrite(entered)) throw new Forbidden('reads only');
    return entered;
  }

  async function removed(
    req: Request,
    res: Response,
    { operation }: Entered,
    draftId: string,
    id: string,
  ): Promise<void> {
    await detach(context, viewerOf(req), draftId, id);
    res.redirect(303, `${draftPath(operation.id, draftId)}?done=removed`);
  }

  async function discarded(
    req: Request,
    res: Response,
    entered: Entered,
    draftId: string,
    upload: Upload,
  ): Promise<void> {
    await upload.discard();
    await context.intake.remove(
      ...(await inTransaction(pool, client => discardDraft(viewerOf(req), client, entered, draftId)).catch(
        (error: unknown) => {
          // One that was never saved is gone as it is.
          if (error instanceof NotVisible) return [];
          throw error;
        },
      )),
    );
    res.redirect(303, `${mailPath(entered.operation.id)}?done=discarded`);
  }

  async function show(
    req: Request,
    res: Response,
    entered: Entered,
    { draftId, typed, problems = [], isPreviewed = false, savedAt, done, isBegun }: Shown,
  ): Promise<void> {
    const [page, members, attachments, carried] = await Promise.all([
      openMail(context, req, res, 'new', entered),
      listMailMembers(pool, entered.operation.id),
      listDraftAttachments(keys, viewerOf(req), pool, draftId),
      carriedOf(req, entered, typed.forward ?? ''),
    ]);
    if (problems.length > 0 && res.statusCode === 200) res.status(422);
    const compose = presentCompose({
      entered,
      ownId: page.viewer.accountId,
      draftId,
      typed,
      members,
      attachments,
      carried,
      problems,
      isPreviewed,
      ...(savedAt ? { savedAt } : {}),
      ...(isBegun ? { isBegun } : {}),
      offices: context.offices,
      words: page.words,
    });
    render(res, 'cencomm/mail/compose', { ...page, compose, title: compose.title, problems: compose.problems, done });
  }

  async function carriedOf(req: Request, entered: Entered, forward: string) {
    if (!isId(forward)) return [];
    try {
      const [row] = await readThread(viewerOf(req), pool, entered, forward);
      return await listAttachments(keys, pool, [row.id]);
    } catch (error) {
      // A draft outlives the sight of what it passes on; sending it says so.
      if (error instanceof NotVisible) return [];
      throw error;
    }
  }
}

/** The fields that came with the files. What is none of the form's throws BadRequest, and nothing of it is kept. */
function readForm(req: Request, upload: Upload): Promise<{ typed: Typed; then: Then; remove: string }> {
  return orDiscard(upload, () => {
    const { typed, more } = typedOf(req.body, ['then', 'remove']);
    if (!(thens as readonly string[]).includes(more.then ?? ''))
      throw new BadRequest([{ path: 'then', key: 'forms:problem.notListed' }]);
    return Promise.resolve({ typed, then: more.then as Then, remove: more.remove ?? '' });
  });
}

async function gone(upload: Upload): Promise<never> {
  await upload.discard();
  throw new NotVisible('no such draft');
}

/** The same draft sent from another page: its message, for the button; a word, for what saves itself. */
async function answerSent(
  res: Response,
  { operation }: Entered,
  then: Then,
  messageId: string | undefined,
  upload: Upload,
): Promise<void> {
  await upload.discard();
  if (then === 'auto') return void res.status(409).json({ isSent: true });
  res.redirect(
    303,
    messageId === undefined
      ? mailPath(operation.id)
      : messagePath(operation.id, messageId, { box: 'sent', done: 'sent' }),
  );
}
