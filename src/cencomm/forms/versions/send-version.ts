import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Conflict, Forbidden, NotVisible } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { requireFits } from '../../mail/writing/attach.ts';
import { openMessage } from '../../mail/reading/decrypt-message.ts';
import { sendMessage } from '../../mail/writing/send.ts';
import { listDraftAttachments, moveAttachments } from '../../mail/writing/store-attachments.ts';
import type { Message, NewMessage } from '../../mail/message.ts';
import { findSent } from '../../mail/store-messages.ts';
import type { Entered, FormKind } from '../../operations/operation.ts';
import { enterToWrite, isId } from '../../operations/store.ts';
import { openOwn } from '../open-own.ts';
import type { Answer } from '../pages/own-fields.ts';
import type { FormFields } from '../send-form.ts';
import { stateOf, type Chain } from '../shipment.ts';
import { chainOfMessage, moveChain } from '../store-chains.ts';
import { dropFormDraft } from '../store-drafts.ts';
import { readForms, type SentForm } from '../store-sent-forms.ts';
import { insertVersion, listAnswers, listHoldersOfForm } from './store-versions.ts';
import { actsOn, isCounted, mayCorrect, standingAfter, unmarked, type FormAct, type VersionMark } from './version.ts';

type Context = Pick<CencommContext, 'pool' | 'keys'>;

/** A later version of a form. */
export interface NewVersion {
  /** Number of its form: sent twice, it is one version. */
  readonly clientUuid: string;
  /** The version its author saw. */
  readonly of: string;
  readonly act: FormAct;
  readonly reason: string;
  /** What is put before the subject: "Corrected". */
  readonly word: string;
  /** Of the form that was filled in. */
  readonly kind?: FormKind;
  /** What an amended form says now; the rest says what it said. */
  readonly form?: Pick<
    NewMessage,
    'subject' | 'body' | 'audience' | 'countries' | 'alsoFor' | 'named' | 'answerBy' | 'priority'
  > & { readonly fields: FormFields };
}

const longestSubject = 240;

/**
 * The form a version is of, as it stands, for a member who may correct it. Throws NotVisible for a message that is not
 * the member's or no form, Forbidden, ChangedMeanwhile where it was changed since, KeysAway.
 */
export async function formToCorrect(
  client: Parameters<typeof readForms>[0],
  viewer: Viewer,
  keys: CencommContext['keys'],
  entered: Entered,
  of: unknown,
): Promise<{ message: Message; form: SentForm }> {
  if (!isId(of)) throw new NotVisible('no such message');
  const message = await openOwn(client, viewer, keys, entered, of);
  if (message.kind === 'plain') throw new NotVisible('no form');
  const forms = await readForms(client, viewer, keys, entered);
  const form = forms.find(({ versionIds }) => versionIds.includes(of));
  if (!form) throw new Conflict('the message could not be verified');
  if (!mayCorrect(viewer, entered, form)) throw new Forbidden('a form of others');
  if (form.id !== of || form.isReplaced || form.standing !== 'stands')
    throw new ChangedMeanwhile('not the last version');
  return { message, form };
}

/**
 * Sends a later version of a form to everyone who received an earlier one, and moves its chain, in one transaction.
 * Returns the message's id. Throws as `formToCorrect`, Refused at `file`.
 */
export async function sendVersion(
  context: Context,
  viewer: Viewer,
  operationId: string,
  version: NewVersion,
): Promise<string> {
  return inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    const known = await findSent(client, viewer, version.clientUuid);
    if (known !== undefined) return known;
    requireFits(await listDraftAttachments(client, viewer, context.keys, version.clientUuid));
    const { message, form } = await formToCorrect(client, viewer, context.keys, entered, version.of);
    if (version.kind !== undefined && version.kind !== form.kind) throw new NotVisible('another form');
    if (!actsOn(form).includes(version.act)) throw new NotVisible('nothing to stand down');
    const chain = await chainOfMessage(client, viewer, entered, message);
    const { id } = await sendMessage(client, viewer, context.keys, entered, {
      ...(await messageOf(client, entered, message, form, version)),
      parentId: version.of,
    });
    await insertVersion(client, {
      messageId: id,
      operationId,
      firstId: form.firstId,
      replacesId: version.of,
      act: version.act,
      counts: isCounted(form.kind, standingAfter(version.act)),
    });
    if (chain) await follow(client, viewer, context, { chain, form, act: version.act, messageId: id });
    await moveAttachments(client, viewer, version.clientUuid, id);
    await dropFormDraft(client, viewer, operationId, version.clientUuid);
    return id;
  });
}

/** For whom it is now, and for whoever had an earlier version. */
function addressedTo(
  { audience, countries = [], alsoFor = [], named }: Pick<NewMessage, 'audience' | 'countries' | 'alsoFor' | 'named'>,
  holders: readonly number[],
): Pick<NewMessage, 'audience' | 'countries' | 'alsoFor' | 'named'> {
  return { audience, countries, alsoFor: [...new Set([...holders, ...alsoFor])], ...(named ? { named } : {}) };
}

async function messageOf(
  client: Client,
  { operation }: Entered,
  message: Message,
  form: SentForm,
  { clientUuid, act, of, reason, word, form: said }: NewVersion,
): Promise<NewMessage> {
  const number = /^[WS]-\d{3,} /.exec(form.subject ?? '')?.[0] ?? '';
  const subject = said === undefined ? (form.subject ?? '') : `${number}${said.subject}`;
  const mark: VersionMark = { $of: of, $act: act, $reason: reason, $subject: subject };
  const answerBy = said ? said.answerBy : act === 'amended' ? message.answerBy : undefined;
  return {
    clientUuid,
    kind: form.kind,
    subject: `${word} ${subject}`.slice(0, longestSubject).toWellFormed(),
    body: said?.body ?? message.body,
    fields: { ...(said?.fields ?? unmarked(message.fields ?? {})), ...mark },
    ...addressedTo(said ?? message, await listHoldersOfForm(client, operation.id, form.firstId)),
    priority: said?.priority ?? message.priority,
    ...(answerBy ? { answerBy } : {}),
  };
}

/** What was answered to a warning, by answers that stand; a hit that was none is a result too. */
async function answersTo(client: Client, keys: Context['keys'], warningId: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const row of await listAnswers(client, warningId)) {
    const opened = await openMessage(client, keys, row);
    if (!opened.isWhole || row.act === 'withdrawn') continue;
    answers.push(row.act === 'stood_down' ? 'nothing_found' : (opened.message.fields?.answer as Answer));
  }
  return answers;
}

interface Step {
  readonly chain: Chain;
  readonly form: SentForm;
  readonly act: FormAct;
  readonly messageId: string;
}

/** Moves the chain to the state its messages have now, and notes it. */
async function follow(
  client: Client,
  viewer: Viewer,
  { keys }: Context,
  { chain, form, act, messageId }: Step,
): Promise<void> {
  const isWarning = form.firstId === chain.warningId;
  const isSeizure = form.firstId === chain.seizureId;
  const now = standingAfter(act);
  const answers = chain.warningId === null ? [] : await answersTo(client, keys, chain.warningId);
  const state = stateOf({
    warning: chain.warningId === null ? undefined : isWarning ? now : standingAfter(chain.warningAct ?? 'amended'),
    seizure: chain.seizureId === null ? undefined : isSeizure ? now : standingAfter(chain.seizureAct ?? 'amended'),
    answers,
  });
  await moveChain(client, chain, {
    state,
    ...(isWarning ? { lastWarningId: messageId } : {}),
    ...(isSeizure ? { lastSeizureId: messageId } : {}),
  });
  await note(client, viewer, {
    action: 'chain.corrected',
    subject: `operation:${chain.operationId}`,
    detail: { chain: chain.number, kind: form.kind, act, from: chain.state, state, message: messageId, of: form.id },
  });
}
