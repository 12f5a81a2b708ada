import type { Viewer } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { longestBody, longestSubject } from './compose-form.ts';
import { longTime } from '../reading/message-style.ts';
import { senderText } from '../../words.ts';
import type { Message } from '../message.ts';
import { openMessage } from '../reading/decrypt-message.ts';
import { listAttachments } from './store-attachments.ts';
import type { Typed } from './store-drafts.ts';
import { listHolders, type MailMember } from './store-members.ts';
import type { Addressees } from '../../groups/groups.ts';
import { isFor, type Recipients } from './recipients.ts';
import { markRead, readThread, type ThreadRow } from '../reading/store-thread.ts';

/**
 * What a new message begins with: the message it answers or forwards, or the account or group it is for; '' where it
 * has none.
 */
interface Beginning {
  readonly reply: string;
  readonly isToAll: boolean;
  readonly forward: string;
  readonly member: string;
  readonly group: string;
}

/** The form as it opens. Throws NotVisible for a message that is not the viewer's, or cannot be verified. */
export async function beginTyped(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  addressees: Addressees,
  { reply, isToAll, forward, member, group }: Beginning,
  words: Words,
): Promise<Typed> {
  if (reply !== '')
    return answerTo(context, viewer, await opened(context, viewer, entered, reply), addressees, isToAll, words);
  if (forward !== '')
    return forwardOf(context, viewer, entered, await opened(context, viewer, entered, forward), words);
  // Nobody is chosen beforehand: a message to everybody is never sent by not looking.
  return member === '' && group === '' ? {} : { to: 'chosen', member, group };
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

const nobody = { groups: [], countries: [], officeIds: [], memberIds: [] };

async function answerTo(
  context: CencommContext,
  viewer: Viewer,
  { row, message }: { row: ThreadRow; message: Message },
  { members, groups }: Addressees,
  isToAll: boolean,
  words: Words,
): Promise<Typed> {
  const subject = prefixed('Re: ', message.subject);
  const body = `\n\n${quotedFrom('quoted', row, message, words)}`;
  if (isToAll && row.audience === 'all') return { to: 'all', subject, body, parent: row.id };
  const holders =
    isToAll || row.senderId === viewer.accountId ? await listHolders(context.pool, row.id) : [row.senderId];
  const others = members.filter(({ accountId }) => accountId !== viewer.accountId);
  const named = isToAll ? (message.named?.groups.map(({ id }) => id) ?? []) : [];
  const to = again(others, holders, {
    groups: groups.filter(({ id }) => named.includes(id)),
    countries: isToAll && row.audience === 'countries' ? row.countries : [],
  });
  return { to: 'chosen', ...to, subject, body, parent: row.id };
}

/**
 * The same recipients again: groups and countries while everybody in them today has the message itself, the others by
 * name.
 */
function again(
  others: readonly MailMember[],
  holders: readonly number[],
  before: Pick<Recipients, 'groups' | 'countries'>,
): Pick<Typed, 'group' | 'country' | 'member'> {
  const isHeld = (chosen: Partial<Recipients>): boolean => {
    const meant = others.filter(one => isFor(one, { ...nobody, ...chosen }));
    return meant.length > 0 && meant.every(({ accountId }) => holders.includes(accountId));
  };
  const groups = before.groups.filter(one => isHeld({ groups: [one] }));
  const countries = before.countries.filter(code => isHeld({ countries: [code] }));
  const rest = others.filter(one => holders.includes(one.accountId) && !isFor(one, { ...nobody, groups, countries }));
  return {
    group: groups.map(({ id }) => id).join(','),
    country: countries.join(','),
    member: rest.map(({ accountId }) => accountId).join(','),
  };
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
  return {
    to: 'chosen',
    subject: prefixed('Fwd: ', message.subject),
    body: `\n\n${quotedFrom('forwarded', row, message, words)}`,
    forward: row.id,
    carry: carry.map(({ id }) => id).join(','),
  };
}

/** Who wrote it and when, and the text with a mark before each line. Only as much as a text may have. */
function quotedFrom(
  head: 'quoted' | 'forwarded',
  row: ThreadRow,
  message: Pick<Message, 'body'>,
  words: Words,
): string {
  const said = words.t(`cencommmail:${head}`, { login: senderText(row), time: longTime(row.createdMs, words) });
  const lines = message.body.split('\n').map(line => `> ${line}`);
  return `${said}\n\n${lines.join('\n')}`.slice(0, longestBody).toWellFormed();
}

function prefixed(prefix: string, subject: string): string {
  return (subject.startsWith(prefix) ? subject : `${prefix}${subject}`).slice(0, longestSubject).toWellFormed();
}
