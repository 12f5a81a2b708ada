import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest, Forbidden, type FieldProblem } from '../../../errors.ts';
import { ChangedMeanwhile, Refused, visibleProblems } from '../../../forms/index.ts';
import type { Upload } from '../../../web/forms/upload.ts';
import { wakeNow } from '../../duty/wake.ts';
import { detach } from '../../mail/writing/attach.ts';
import { attachAll, formProblem, orDiscard, readFiles } from '../../mail/pages/compose/pages-attach.ts';
import { fieldsOf } from '../../operations/pages/form-fields.ts';
import { mayWrite, type Entered, type FormKind } from '../../operations/operation.ts';
import { enter, enterToWrite } from '../../operations/store.ts';
import { pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { knownOf } from '../template-values.ts';
import { ownFields } from './own-fields.ts';
import { kindOf, openFormPage } from './pages-form-show.ts';
import { partBody, readForm, type Filled, type Typed } from './read-form.ts';
import { readMessage, type actions, type Said } from '../read-message.ts';
import { lastVersionOf, meanwhileOf } from '../versions/meanwhile.ts';
import { sendVersion } from '../versions/send-version.ts';
import { sendForm, type FormToSend } from '../send-form.ts';
import { findSent } from '../../mail/store-messages.ts';
import { findOtherForm, saveFormDraft, type TypedDraft } from '../store-drafts.ts';
import { readAddressees, type Addressees } from '../../groups/groups.ts';
import { addressOf, doubtOf } from '../../mail/writing/recipients.ts';
import { proposedSubject } from '../subject.ts';
import { templatesFor, templateText } from '../templates/index.ts';

/** A posted form: as typed, and as read. `id` is its number, that of its draft. */
interface Posted {
  readonly kind: FormKind;
  readonly id: string;
  readonly typed: Typed;
  readonly said: Said;
  readonly filled: Filled;
  readonly addressees: Addressees;
}

/** What handling a posted form needs. */
interface Work {
  readonly context: CencommContext;
  readonly page: ReturnType<typeof openFormPage>;
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
  return async (req, res) => {
    const entered = await enter(context.pool, viewerOf(req), req.params.id);
    if (!mayWrite(entered)) throw new Forbidden('may not write');
    const work = { context, page, req, res, entered };
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
  const addressees = await readAddressees(context, entered);
  const said = readMessage(
    rest,
    kind,
    { addressees, ownId: viewerOf(req).accountId },
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
    addressees,
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

/** What became of a draft: the message it was sent as, its new version, or what another window saved of it. */
interface Kept {
  readonly sent?: string;
  readonly version?: number;
  readonly other?: TypedDraft;
}

/** Saves what was typed as a draft, or only looks whether another window did. */
function keep({ context, req, entered }: Work, { kind, id, typed }: Posted, isSaved: boolean): Promise<Kept> {
  const viewer = viewerOf(req);
  return inTransaction(context.pool, async (client): Promise<Kept> => {
    const locked = await enterToWrite(client, viewer, entered.operation.id);
    const sent = await findSent(client, viewer, id);
    if (sent !== undefined) return { sent };
    const draft = { id, kind, typed, parentId: null, seen: Number([typed.version ?? ''].flat()[0] ?? '') };
    if (isSaved) return saveFormDraft(client, viewer, context.keys, locked, draft);
    const other = await findOtherForm(client, viewer, context.keys, locked, draft);
    return other ? { other } : {};
  });
}

/** What was typed here, with what another window saved beside it; saving again keeps what was typed here. */
function showBoth({ page, req, res, entered }: Work, { kind, typed }: Posted, other: TypedDraft): Promise<void> {
  res.status(409);
  return page.show(req, res, entered, { kind, typed: { ...typed, version: String(other.version) }, other });
}

const messageHref = ({ entered }: Work, id: string): string => `${pathOf(entered.operation.id)}/mail/${id}`;

async function press(work: Work, given: Posted, upload: Upload): Promise<void> {
  const { context, req, res, entered } = work;
  const [viewer, { t }] = [viewerOf(req), wordsOf(context, res)];
  const { action = '', remove = '' } = given.said.reading.read;
  const isKept = action === 'save' || action === 'attach' || remove !== '' || upload.files.length > 0;
  const isLooked = isKept || action === '' || action === 'send';
  const { sent, version, other }: Kept = isLooked ? await keep(work, given, isKept) : {};
  if (sent !== undefined) {
    await upload.discard();
    return res.redirect(303, messageHref(work, sent));
  }
  const posted = version === undefined ? given : { ...given, typed: { ...given.typed, version: String(version) } };
  const problems = await attachAll(context, viewer, entered, posted.id, upload, t);
  if (other) return showBoth(work, posted, other);
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
    if (all.length > 0) return again(work, posted, visibleProblems(all, ['clientUuid', 'chain', 'amends']));
    const doubt = said.reading.read.sure === 'yes' ? undefined : doubtIn(work, posted);
    return doubt ? again(work, posted, [doubt]) : send(work, posted);
  },
};

async function send(work: Work, posted: Posted): Promise<void> {
  const { context, req, res } = work;
  const viewer = viewerOf(req);
  const known = await findSent(context.pool, viewer, posted.id);
  if (known !== undefined) return res.redirect(303, messageHref(work, known));
  try {
    const id = await sendNew(work, posted);
    if (posted.said.reading.read.urgent === 'yes') wakeNow(context, id);
    res.redirect(303, messageHref(work, id));
  } catch (error) {
    if (error instanceof Refused) return again(work, posted, [error.problem]);
    if (error instanceof ChangedMeanwhile) return behind(work, posted);
    throw error;
  }
}

/** Sends what is new, or the next version of what was sent. Returns the message's id. */
function sendNew(work: Work, posted: Posted): Promise<string> {
  const { context, req, res, entered } = work;
  const { amends, reason = '' } = posted.said.reading.read;
  const { kind, clientUuid, chain: _chain, ...form } = formToSend(work, posted);
  const version = { clientUuid, of: amends ?? '', act: 'amended' as const, reason, kind, form };
  const word = wordsOf(context, res).t('cencommforms:version.word.amended');
  return amends
    ? sendVersion(context, viewerOf(req), entered.operation.id, { ...version, word })
    : sendForm(context, viewerOf(req), entered.operation.id, formToSend(work, posted));
}

/** Somebody else was faster: both are shown, and sending again is about the newer version, if it still stands. */
async function behind(work: Work, { kind, typed, said }: Posted): Promise<void> {
  const { context, page, req, res, entered } = work;
  const [viewer, words, of] = [viewerOf(req), wordsOf(context, res), said.reading.read.amends ?? ''];
  const { id, standing } = await lastVersionOf(context, viewer, entered, of);
  const meanwhile = await meanwhileOf(context, viewer, entered, of, words);
  res.status(409);
  const amends = standing === 'stands' ? id : of;
  await page.show(req, res, entered, { kind, typed: { ...typed, amends }, meanwhile });
}

const doubtIn = ({ context, req }: Work, { said, addressees }: Posted): FieldProblem | undefined =>
  doubtOf(said.recipients, addressees.members, viewerOf(req).accountId, context.offices);

function formToSend({ context, page, req, res }: Work, { kind, id, said, filled, addressees }: Posted): FormToSend {
  const words = wordsOf(context, res);
  const { subject = '', remarks = '', chain, urgent } = said.reading.read;
  const { recipients, answerBy } = said;
  return {
    kind,
    clientUuid: id,
    subject: subject || proposedSubject(page.recordWords(words.lang), filled.values) || words.t(`cencomm:kind.${kind}`),
    body: remarks,
    fields: { ...filled.values, ...(filled.persons.length > 0 ? { persons: filled.persons } : {}) },
    ...addressOf(recipients, addressees.members, viewerOf(req).accountId),
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
