import type { Viewer } from '../../../access/index.ts';
import { setImmediate } from 'node:timers/promises';
import { renderDraft, renderMarkdown, type RenderOptions } from '../../../markup/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import { mailPath, messagePath } from '../writing/addresses.ts';
import { scannedText } from './presenter-attachments.ts';
import { presentActs } from './presenter-list.ts';
import { kindTag, longTime, placeOf, sizeText } from '../reading/message-style.ts';
import { officeName, personText, senderText } from '../../words.ts';
import type { Named, Opened } from '../message.ts';
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
  /** Duty contacts that were told of it, by name where it is still known. */
  readonly duties: readonly { readonly name: string | undefined; readonly at: Date }[];
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
  const { viewer, entered, current, others, receipts, duties, folders, words, list } = sources;
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
    meta: [
      headOf(row, namedOf(current), sources),
      longTime(row.createdMs, words),
      t('cencommmail:readBy', { count: row.readBy }),
    ].join(' · '),
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
            items: [
              ...receipts.map(one => ({
                label: `${personText(one)} · ${placeOf(one.officeId, sources.offices, words)}`,
                value: receiptText(one, words),
              })),
              ...duties.map(({ name, at }) => ({
                label: t('cencommmail:dutyWoken', { name: name ?? t('cencommmail:dutyUnknown') }),
                value: t('cencommmail:woken', { time: words.time(at.toISOString()) }),
              })),
            ],
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

/** "26 Nov 14:02 · woken 14:00, reminded 15:30 · answered 15:41". Pure. */
function receiptText({ firstReadAt, told, answeredMs }: ReceiptRow, words: Words): string {
  const { t } = words;
  const time = (at: string | number): string => words.time(new Date(at).toISOString());
  return [
    firstReadAt === null ? t('cencommmail:notRead') : time(firstReadAt.toISOString()),
    ...told.map(({ what, at, held }) =>
      held ? t('cencommmail:wokenHeld') : `${t(`cencommmail:toldOf.${what}`)} ${time(at)}`,
    ),
    ...(answeredMs === null ? [] : [t('cencommmail:answered', { time: time(answeredMs) })]),
  ].join(' · ');
}

const namedOf = ({ opened }: ThreadMessage): Named | undefined => (opened?.isWhole ? opened.message.named : undefined);

/** Who sent a message to whom, in words: "tz.officer, Tanzania, to all 14 members". Pure. */
export function headOf(
  row: Pick<ThreadRow, 'senderLogin' | 'senderName' | 'senderOfficeId' | 'audience' | 'countries' | 'readers'>,
  named: Named | undefined,
  { offices, words }: { readonly offices: Offices; readonly words: Words },
): string {
  const who = `${senderText(row)}, ${placeOf(row.senderOfficeId, offices, words)}`;
  const countries = row.countries.map(code => words.country(code));
  const to = named
    ? words.t('cencommmail:toNamed', {
        named: [
          ...named.groups.map(({ name }) => words.t('cencommmail:toGroup', { name })),
          ...countries,
          ...named.officeIds.map(id => officeName(id, offices, words)),
          ...(named.memberIds.length === 0 ? [] : [words.t('cencommmail:toOthers', { count: named.memberIds.length })]),
        ].join(', '),
        count: row.readers,
      })
    : row.audience === 'countries'
      ? words.t('cencommmail:toCountries', { countries: countries.join(', ') })
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
    html: whole ? bodyHtml(whole.body, idPrefixOf(row), words) : undefined,
    form,
    attachments: attachments.map(one => ({
      name: one.name ?? t('cencommmail:brokenName'),
      size: [sizeText(one.size, words), scannedText(one.isScanned, words)].join(' · '),
      href: `${mailPath(entered.operation.id)}/${row.id}/files/${one.id}`,
      picture:
        one.previewId === null ? undefined : `${mailPath(entered.operation.id)}/${row.id}/files/${one.id}/picture`,
      icon: one.kind === 'xlsx' || one.kind === 'ods' || one.kind === 'csv' ? 'file-spreadsheet' : 'file-text',
    })),
  };
}

/** A text in Markdown as HTML: what members write is never code. */
export function bodyHtml(body: string, idPrefix: string, words: Words): string {
  return renderMarkdown(body, bodyOptions(idPrefix, words));
}

/** The same for a text that is being written. */
export function draftHtml(body: string, words: Words): Promise<string> {
  return renderDraft(body, bodyOptions('preview-', words));
}

function bodyOptions(idPrefix: string, { t }: Words): RenderOptions {
  return {
    externalLabel: t('cencommmail:externalLabel'),
    tableLabel: t('cencommmail:tableLabel'),
    topLevel: 3,
    idPrefix,
  };
}

/**
 * Renders the texts of a thread one after the other before they are shown: a long thread does not keep everybody
 * waiting.
 */
export async function renderBodies(
  { current, others }: Pick<MessageSources, 'current' | 'others'>,
  words: Words,
): Promise<void> {
  for (const { row, opened } of [current, ...others]) {
    if (!opened?.isWhole) continue;
    bodyHtml(opened.message.body, idPrefixOf(row), words);
    await setImmediate();
  }
}

function idPrefixOf({ seq }: Pick<ThreadRow, 'seq'>): string {
  return `m-${seq}-`;
}

export function foldedOf(message: ThreadMessage, sources: MessageSources) {
  const { row } = message;
  const { words, list } = sources;
  return {
    ...presentBody(message, sources),
    href: messagePath(row.operationId, row.id, list),
    tag: kindTag(row.kind, words),
    who: senderText(row),
    meta: headOf(row, namedOf(message), sources),
    time: longTime(row.createdMs, words),
    iso: new Date(row.createdMs).toISOString(),
    isUnread: row.isUnread,
    isOpened: message.opened !== undefined,
  };
}
