import type { Viewer } from '../../../access/index.ts';
import { renderMarkdown } from '../../../markup/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { mayWrite } from '../../operations/operation.ts';
import type { Entered } from '../../operations/operation.ts';
import { mailPath, messagePath } from '../writing/addresses.ts';
import { presentActs } from './presenter-list.ts';
import { kindTag, longTime, placeOf, sizeText } from '../reading/message-style.ts';
import type { Opened } from '../message.ts';
import type { Attachment } from '../writing/store-attachments.ts';
import type { Folder } from '../reading/store-folders.ts';
import type { ReceiptRow, ThreadRow } from '../reading/store-thread.ts';
import type { presentForm } from '../../forms/pages/presenter-message.ts';

/** A message of the thread; `opened` is missing where only its subject was opened. */
export interface ThreadMessage {
  readonly row: ThreadRow;
  readonly opened?: Opened;
  /** Of a message that was not opened; undefined where it could not be verified. */
  readonly subject?: string;
  readonly attachments: readonly Attachment[];
  readonly form?: ReturnType<typeof presentForm>;
}

interface MessageSources {
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly current: ThreadMessage;
  /** The rest of the thread, the newest first. */
  readonly others: readonly ThreadMessage[];
  readonly receipts: readonly ReceiptRow[];
  readonly folders: readonly Folder[];
  readonly offices: Offices;
  readonly words: Words;
  /** Parameters of the list next to it. */
  readonly list: Readonly<Record<string, string>>;
}

/** Whether a member sees who has read a message: its sender and the owner of the operation do. */
export function seesReceipts(
  viewer: Viewer,
  { membership }: Entered,
  { senderId }: Pick<ThreadRow, 'senderId'>,
): boolean {
  return senderId === viewer.accountId || membership.role === 'owner';
}

/** A message, its thread and what can be done with it. Pure but for the clock. */
export function presentMessage(sources: MessageSources) {
  const { viewer, entered, current, others, receipts, folders, words, list } = sources;
  const { t } = words;
  const { row } = current;
  const { operation } = entered;
  const base = mailPath(operation.id);
  const older = others.filter(
    ({ row: one }) => one.createdMs < row.createdMs || (one.createdMs === row.createdMs && one.seq < row.seq),
  );
  const newer = others.filter(one => !older.includes(one));
  const body = presentBody(current, sources);
  return {
    id: row.id,
    ...body,
    tag: kindTag(row.kind, words),
    isUrgent: row.priority === 'high',
    isFlagged: row.isFlagged,
    meta: [headOf(row, sources), longTime(row.createdMs, words), t('cencommmail:readBy', { count: row.readBy })].join(
      ' · ',
    ),
    answerBy: row.answerBy === null ? undefined : t('cencommmail:answerBy', { time: words.time(row.answerBy) }),
    labels: folders
      .filter(({ id }) => row.labelIds.includes(id))
      .map(({ name }) => name ?? t('cencommmail:brokenName')),
    reply:
      mayWrite(entered) && body.isWhole
        ? [
            { label: t('cencommmail:act.reply'), icon: 'reply', href: `${base}/new?reply=${row.id}` },
            { label: t('cencommmail:act.replyAll'), icon: 'users', href: `${base}/new?reply=${row.id}&all=1` },
            { label: t('cencommmail:act.forward'), icon: 'forward', href: `${base}/new?forward=${row.id}` },
          ]
        : [],
    acts: presentActs(folders, words),
    actsAction: `${base}/acts`,
    back: messagePath(operation.id, row.id, list),
    quick: [row.isFlagged ? 'unflag' : 'flag', 'unread', row.isArchived ? 'unarchive' : 'archive'].map(act => ({
      value: act,
      label: t(`cencommmail:act.${act}`),
      icon: act.endsWith('flag') ? 'flag' : act === 'unread' ? 'mail' : 'archive',
    })),
    exportHref: entered.membership.role === 'observer' ? undefined : `${base}/exports/new?thread=${row.id}`,
    receipts:
      receipts.length > 0
        ? {
            label: t('cencommmail:receipts', { read: row.readBy, count: row.readers }),
            items: receipts.map(({ login, officeId, firstReadAt }) => ({
              label: `${login} · ${placeOf(officeId, sources.offices, words)}`,
              value: firstReadAt === null ? t('cencommmail:notRead') : words.time(firstReadAt.toISOString()),
            })),
          }
        : undefined,
    newer: newer.map(one => foldedOf(one, sources)),
    older: older.map(one => foldedOf(one, sources)),
    printBy: t('cencommmail:printedBy', {
      login: viewer.loginId,
      time: new Date().toISOString().slice(0, 16).replace('T', ' '),
    }),
  };
}

/** Who sent a message to whom, in words: "tz.officer, Tanzania, to all 14 members". Pure. */
export function headOf(
  row: Pick<ThreadRow, 'senderLogin' | 'senderOfficeId' | 'audience' | 'countries' | 'readers'>,
  { offices, words }: { readonly offices: Offices; readonly words: Words },
): string {
  const who = `${row.senderLogin}, ${placeOf(row.senderOfficeId, offices, words)}`;
  const to =
    row.audience === 'countries'
      ? words.t('cencommmail:toCountries', { countries: row.countries.map(code => words.country(code)).join(', ') })
      : words.t(`cencommmail:to${row.audience === 'all' ? 'All' : 'Members'}`, {
          count: row.readers + (row.audience === 'all' ? 1 : 0),
        });
  return `${who}, ${to}`;
}

/** Subject and text of a message that was opened, with its attachments; or that it could not be verified. */
function presentBody(
  { row, opened, subject, attachments, form }: ThreadMessage,
  { entered, words }: Pick<MessageSources, 'entered' | 'words'>,
) {
  const { t } = words;
  const whole = opened?.isWhole ? opened.message : undefined;
  const isWhole = opened ? opened.isWhole : subject !== undefined;
  return {
    isWhole,
    subject: whole?.subject ?? subject ?? t('cencommmail:brokenLine'),
    html: whole ? bodyHtml(whole.body, `m-${row.seq}-`, words) : undefined,
    form,
    attachments: attachments.map(one => ({
      name: one.name ?? t('cencommmail:brokenName'),
      size: sizeText(one.size, words),
      href: `${mailPath(entered.operation.id)}/${row.id}/files/${one.id}`,
      picture:
        one.previewId === null ? undefined : `${mailPath(entered.operation.id)}/${row.id}/files/${one.id}/picture`,
      icon: one.kind === 'xlsx' || one.kind === 'ods' || one.kind === 'csv' ? 'file-spreadsheet' : 'file-text',
    })),
  };
}

/** A text in Markdown as HTML: what members write is never code. */
export function bodyHtml(body: string, idPrefix: string, { t }: Words): string {
  return renderMarkdown(body, {
    externalLabel: t('cencommmail:externalLabel'),
    tableLabel: t('cencommmail:tableLabel'),
    topLevel: 3,
    idPrefix,
  });
}

export function foldedOf(message: ThreadMessage, sources: MessageSources) {
  const { row } = message;
  const { words, list } = sources;
  return {
    ...presentBody(message, sources),
    href: messagePath(row.operationId, row.id, list),
    tag: kindTag(row.kind, words),
    who: row.senderLogin,
    meta: headOf(row, sources),
    time: longTime(row.createdMs, words),
    iso: new Date(row.createdMs).toISOString(),
    isUnread: row.isUnread,
    isOpened: message.opened !== undefined,
  };
}
