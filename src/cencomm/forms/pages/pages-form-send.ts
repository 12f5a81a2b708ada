import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest, Forbidden, TooMany } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { Refused, visibleProblems } from '../../../forms/index.ts';
import type { Upload } from '../../../web/forms/upload.ts';
import { detach } from '../../mail/writing/attach.ts';
import { sendLimits } from '../../mail/limits.ts';
import type { SendLimits } from '../../mail/limits.ts';
import { attachAll, formProblem, orDiscard, readFiles } from '../../mail/pages/compose/pages-attach.ts';
import { fieldsOf } from '../../operations/pages/form-fields.ts';
import { mayWrite } from '../../operations/operation.ts';
import type { Entered, FormKind } from '../../operations/operation.ts';
import { enter, enterToWrite } from '../../operations/store.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { wordsOf } from '../../context.ts';
import { knownOf } from '../template-values.ts';
import { ownFields } from './own-fields.ts';
import { kindOf, openFormPage } from './pages-form-show.ts';
import { partBody, readForm } from './read-form.ts';
import type { Filled, Typed } from './read-form.ts';
import { readMessage } from '../read-message.ts';
import type { actions, Said } from '../read-message.ts';
import { sendForm } from '../send-form.ts';
import type { FormToSend } from '../send-form.ts';
import { findSent } from '../../mail/store-messages.ts';
import { saveFormDraft } from '../store-drafts.ts';
import { listColleagues } from '../store-members.ts';
import type { Colleague } from '../store-members.ts';
import { proposedSubject } from '../subject.ts';
import { templatesFor, templateText } from '../templates/index.ts';

/** A posted form: as typed, and as read. `id` is its number, that of its draft. */
interface Posted {
  readonly kind: FormKind;
  readonly id: string;
  readonly typed: Typed;
  readonly said: Said;
  readonly filled: Filled;
  readonly colleagues: readonly Colleague[];
}

/** What handling a posted form needs. */
interface Work {
  readonly context: CencommContext;
  readonly page: ReturnType<typeof openFormPage>;
  readonly limits: SendLimits;
  readonly req: Request;
  readonly res: Response;
  readonly entered: Entered;
}

/**
 * Reads a posted form, then does what its button says: draws its fields, puts in a ready text, takes files, saves, or
 * sends.
 */
export function sendPage(context: CencommContext): (req: Request, res: Response) => Promise<void> {
  const page = openFormPage(context);
  const limits = sendLimits(context.pool);
  return async (req, res) => {
    const entered = await enter(context.pool, viewerOf(req), req.params.id);
    if (!mayWrite(entered)) throw new Forbidden('may not write');
    const work = { context, page, limits, req, res, entered };
    const upload = await readFiles(context, req, res);
    await orDiscard(upload, async () => {
      const posted = await readPosted(work);
      const wrong = formProblem(upload);
      await (wrong ? again(work, posted, [wrong]) : press(work, posted, upload));
    });
  };
}

async function readPosted({ context, page, req, res, entered }: Work): Promise<Posted> {
  const kind = kindOf(req);
  const [asked, own] = [fieldsOf(entered.operation, kind), ownFields[kind]];
  const { typed: fields, rest } = partBody(req.body, asked, own);
  const colleagues = await listColleagues(context.pool, viewerOf(req), entered);
  const said = readMessage(
    rest,
    kind,
    colleagues,
    templatesFor(kind, entered.operation.langs, wordsOf(context, res).lang).map(({ id }) => id),
  );
  const { read: given, typed, problems } = said.reading;
  const hidden = problems.filter(({ path }) => path === 'remove');
  if (hidden.length > 0) throw new BadRequest(hidden);
  await page.answeredBy(viewerOf(req), entered, given.chain ?? '');
  const id = given.clientUuid || randomUUID();
  return {
    kind,
    id,
    typed: { ...fields, ...typed, clientUuid: id },
    said,
    filled: readForm(fields, asked, own, context.lists),
    colleagues,
  };
}

/** Shows the form again, with what is wrong or what was done. */
function again(
  { page, req, res, entered }: Work,
  { kind, typed }: Pick<Posted, 'kind' | 'typed'>,
  problems: readonly FieldProblem[],
  done?: string,
): Promise<void> {
  return page.show(req, res, entered, { kind, typed, problems, ...(done === undefined ? {} : { done }) });
}

/** Saves what was typed as a draft. Returns the message if the form was sent already. */
function keep({ context, req, entered }: Work, { kind, id, typed }: Posted): Promise<string | undefined> {
  const viewer = viewerOf(req);
  return inTransaction(context.pool, async client => {
    const locked = await enterToWrite(client, viewer, entered.operation.id);
    const known = await findSent(client, viewer, id);
    if (known === undefined)
      await saveFormDraft(client, viewer, context.keys, locked, { id, kind, typed, parentId: null });
    return known;
  });
}

const messageHref = ({ entered }: Work, id: string): string => `${pathOf(entered.operation.id)}/mail/${id}`;

async function press(work: Work, posted: Posted, upload: Upload): Promise<void> {
  const { context, req, res, entered } = work;
  const [viewer, { t }] = [viewerOf(req), wordsOf(context, res)];
  const { action = '', remove = '' } = posted.said.reading.read;
  const isKept = action === 'save' || action === 'attach' || remove !== '' || upload.files.length > 0;
  const sent = isKept ? await keep(work, posted) : undefined;
  if (sent !== undefined) {
    await upload.discard();
    return res.redirect(303, messageHref(work, sent));
  }
  const problems = await attachAll(context, viewer, entered, posted.id, upload, t);
  if (remove !== '') {
    await detach(context, viewer, posted.id, remove);
    return again(work, posted, problems, t('cencommmail:done.removed'));
  }
  const isAttached = action === 'attach' && upload.files.length > 0 && problems.length === 0;
  return buttons[action || 'send'](work, posted, problems, isAttached);
}

type Button = (work: Work, posted: Posted, problems: readonly FieldProblem[], isAttached: boolean) => Promise<void>;

const save: Button = (work, posted, problems, isAttached) => {
  const { t, time } = wordsOf(work.context, work.res);
  const saved = t('cencommforms:new.saved', { time: time(new Date().toISOString()) });
  return again(work, posted, problems, isAttached ? t('cencommmail:done.attached') : saved);
};

/** What each button does once files are attached. */
const buttons: Readonly<Record<(typeof actions)[number], Button>> = {
  draw: (work, posted, problems) => again(work, posted, problems),
  template: (work, posted, problems) =>
    again(work, { kind: posted.kind, typed: withTemplate(work, posted) }, [
      ...problems,
      ...posted.said.problems.filter(({ path }) => path === 'template'),
    ]),
  save,
  attach: save,
  send: (work, posted, problems) => {
    const { filled, said } = posted;
    const all = [...filled.problems, ...said.problems.filter(({ path }) => path !== 'action'), ...problems];
    return all.length > 0 ? again(work, posted, visibleProblems(all, ['clientUuid', 'chain'])) : send(work, posted);
  },
};

async function send(work: Work, posted: Posted): Promise<void> {
  const { context, limits, req, res, entered } = work;
  const viewer = viewerOf(req);
  const known = await findSent(context.pool, viewer, posted.id);
  if (known !== undefined) return res.redirect(303, messageHref(work, known));
  try {
    await limits.take(viewer, recipientsOf(posted.said, posted.colleagues));
    const id = await sendForm(context, viewer, entered.operation.id, formToSend(work, posted));
    res.redirect(303, messageHref(work, id));
  } catch (error) {
    if (error instanceof Refused) return again(work, posted, [error.problem]);
    if (!(error instanceof TooMany)) throw error;
    res.status(429).set('Retry-After', String(error.retryAfter));
    const minutes = Math.ceil(error.retryAfter / 60);
    await again(work, posted, [{ path: '', key: 'cencommmail:problem.tooManySent', values: { minutes } }]);
  }
}

function formToSend({ context, page, res }: Work, { kind, id, said, filled }: Posted): FormToSend {
  const words = wordsOf(context, res);
  const { subject = '', remarks = '', chain, urgent } = said.reading.read;
  const { audience, countries, memberIds, answerBy } = said;
  return {
    kind,
    clientUuid: id,
    subject: subject || proposedSubject(page.recordWords(words.lang), filled.values) || words.t(`cencomm:kind.${kind}`),
    body: remarks,
    fields: filled.values,
    audience,
    countries,
    memberIds,
    ...(answerBy === undefined ? {} : { answerBy }),
    ...(chain ? { chain: Number(chain) } : {}),
    ...(urgent === 'yes' ? { priority: 'high' as const } : {}),
  };
}

/** The text of the template in place of the remarks; what was written before stays above it. */
function withTemplate({ context, page, res }: Work, { typed, said: { reading }, filled: { values } }: Posted): Typed {
  const { template = '', remarks = '', answerOn = '' } = reading.read;
  const lang = (['fr', 'en'] as const).find(one => template.startsWith(`${one}.`)) ?? wordsOf(context, res).lang;
  const text = template === '' ? undefined : templateText(template, knownOf(page.recordWords(lang), values, answerOn));
  if (text === undefined) return typed;
  return { ...typed, remarks: remarks.trim() === '' ? text : `${remarks.trimEnd()}\n\n${text}` };
}

/** How many others a form is for. */
function recipientsOf({ audience, countries, memberIds }: Said, colleagues: readonly Colleague[]): number {
  if (audience === 'members') return memberIds.length;
  return audience === 'all'
    ? colleagues.length
    : colleagues.filter(({ country }) => country !== null && countries.includes(country)).length;
}
