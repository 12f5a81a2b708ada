import type { Viewer } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { longestSubject } from './compose-form.ts';
import { longTime } from '../reading/message-style.ts';
import type { Message } from '../message.ts';
import { openMessage } from '../reading/decrypt-message.ts';
import { listAttachments } from './store-attachments.ts';
import type { Typed } from './store-drafts.ts';
import { listHolders } from './store-members.ts';
import type { MailMember } from './store-members.ts';
import { markRead, readThread } from '../reading/store-thread.ts';
import type { ThreadRow } from '../reading/store-thread.ts';

/**
 * What a new message begins with: the message it answers or forwards, or the account it is for; '' where it has none.
 */
interface Beginning {
  readonly reply: string;
  readonly isToAll: boolean;
  readonly forward: string;
  readonly member: string;
}

/** The form as it opens. Throws NotVisible for a message that is not the viewer's, or cannot be verified. */
export async function beginTyped(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  members: readonly MailMember[],
  { reply, isToAll, forward, member }: Beginning,
  words: Words,
): Promise<Typed> {
  if (reply !== '') return answerTo(context, viewer, await opened(context, viewer, entered, reply), members, isToAll);
  if (forward !== '')
    return forwardOf(context, viewer, entered, await opened(context, viewer, entered, forward), words);
  return member === '' ? { to: 'all' } : { to: 'members', member };
}

async function opened(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  id: string,
): Promise<{ row: ThreadRow; message: Message }> {
  const [row] = await readThread(context.pool, viewer, entered, id);
  const found = await openMessage(context.pool, context.keys, row);
  if (!found.isWhole) throw new NotVisible('the message cannot be verified');
  return { row, message: found.message };
}

async function answerTo(
  context: CencommContext,
  viewer: Viewer,
  { row, message }: { row: ThreadRow; message: Message },
  members: readonly MailMember[],
  isToAll: boolean,
): Promise<Typed> {
  const subject = prefixed('Re: ', message.subject);
  if (isToAll && row.audience === 'all') return { to: 'all', subject, parent: row.id };
  const holders =
    isToAll || row.senderId === viewer.accountId ? await listHolders(context.pool, row.id) : [row.senderId];
  const ids = members
    .filter(({ accountId }) => accountId !== viewer.accountId && holders.includes(accountId))
    .map(({ accountId }) => accountId);
  return { to: 'members', member: ids.join(','), subject, parent: row.id };
}

/** The text quotes what is forwarded: its new recipients need not have the first message. */
async function forwardOf(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  { row, message }: { row: ThreadRow; message: Message },
  words: Words,
): Promise<Typed> {
  await markRead(context.pool, viewer, { id: row.id, operationId: entered.operation.id });
  const carry = await listAttachments(context.pool, context.keys, [row.id]);
  const head = words.t('cencommmail:forwarded', { login: row.senderLogin, time: longTime(row.createdMs, words) });
  const quoted = message.body
    .split('\n')
    .map(line => `> ${line}`)
    .join('\n');
  return {
    to: 'members',
    subject: prefixed('Fwd: ', message.subject),
    body: `\n\n${head}\n\n${quoted}`,
    forward: row.id,
    carry: carry.map(({ id }) => id).join(','),
  };
}

function prefixed(prefix: string, subject: string): string {
  return (subject.startsWith(prefix) ? subject : `${prefix}${subject}`).slice(0, longestSubject).toWellFormed();
}
