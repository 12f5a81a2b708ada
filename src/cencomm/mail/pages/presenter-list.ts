import { addressOf } from '../../../fields/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { messagePath } from '../writing/addresses.ts';
import { narrowings, parametersOf, type BoxQuery } from '../reading/mailbox.ts';
import { kindTag, placeOf, shortTime } from '../reading/message-style.ts';
import { senderText } from '../../words.ts';
import type { Line } from '../reading/open-lines.ts';
import { mailActions } from '../reading/store-arrange.ts';
import type { Folder } from '../reading/store-folders.ts';

interface ListSources {
  /** Address of the list. */
  readonly path: string;
  readonly query: BoxQuery;
  readonly lines: readonly Line[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  readonly folders: readonly Folder[];
  readonly offices: Offices;
  readonly words: Words;
  /** The message shown next to it. */
  readonly currentId?: string;
  /** Whether lines say which operation they belong to. */
  readonly isOverAll?: true;
}

/** A list of messages, as shown next to the one that is read. Pure but for the clock. */
export function presentList(sources: ListSources) {
  const { path, query, lines, hasNewer, hasOlder, words } = sources;
  const { t } = words;
  const parameters = parametersOf(query);
  const to = (more: Readonly<Record<string, string>>): string =>
    addressOf(path, { ...parameters, after: '', before: '', ...more });
  const place = (line: Line | undefined): string => (line ? `${line.createdMs}_${line.id}` : '');
  return {
    lines: lines.map(line => lineOf(line, sources)),
    blank: isFirstOfInbox(query) ? blankLine : undefined,
    narrow: {
      isOn: query.only !== undefined,
      label: t(`cencommmail:only.${query.only ?? 'all'}`),
      items: [undefined, ...narrowings].map(only => ({
        label: t(`cencommmail:only.${only ?? 'all'}`),
        href: to({ only: only ?? '' }),
        current: query.only === only,
      })),
    },
    empty: {
      text: t(
        query.only
          ? 'cencommmail:none.fits'
          : query.kind || query.folder || query.label
            ? 'cencommmail:none.there'
            : `cencommmail:none.${query.box}`,
      ),
      ...(query.only ? { action: { label: t('cencommmail:only.all'), href: to({ only: '' }) } } : {}),
    },
    newer: hasNewer ? to({ before: place(lines[0]) }) : undefined,
    older: hasOlder ? to({ after: place(lines.at(-1)) }) : undefined,
  };
}

/** Whether new messages come in at the head of this list. */
function isFirstOfInbox({ box, folder, label, kind, only, after, before }: BoxQuery): boolean {
  return box === 'inbox' && ![folder, label, kind, only, after, before].some(one => one !== undefined);
}

/** A line with everything a line can have, which the script of an open page copies and fills for a new message. */
const blankLine = {
  id: '',
  thread: '',
  href: '#',
  current: false,
  isUnread: true,
  isFlagged: false,
  isUrgent: true,
  hasFiles: true,
  tag: { tone: '', label: '' },
  who: '',
  time: '',
  iso: '2026-01-01T00:00:00Z',
  subject: '',
  isBroken: false,
  start: '',
  count: 2,
  labels: [] as string[],
  answerBy: ' ',
  operation: ' ',
};

/** One line: a thread, or a message. Pure but for the clock. */
function lineOf(
  line: Line,
  {
    query,
    folders,
    offices,
    words,
    currentId,
    isOverAll,
  }: Pick<ListSources, 'query' | 'folders' | 'offices' | 'words' | 'currentId' | 'isOverAll'>,
) {
  const { t } = words;
  const who = line.box === 'sent' ? t('cencommmail:you') : senderText(line);
  return {
    id: line.id,
    thread: line.threadId,
    href: messagePath(line.operationId, line.id, isOverAll ? {} : parametersOf(query)),
    current: line.id === currentId,
    isUnread: line.isUnread,
    isFlagged: line.isFlagged,
    isUrgent: line.priority === 'high',
    hasFiles: line.hasFiles,
    tag: kindTag(line.kind, words),
    who: `${who} · ${placeOf(line.senderOfficeId, offices, words)}`,
    time: shortTime(line.createdMs, words),
    iso: new Date(line.createdMs).toISOString(),
    subject: line.subject ?? t(line.isAway ? 'cencommmail:awayLine' : 'cencommmail:brokenLine'),
    isBroken: line.subject === undefined,
    start: line.start,
    count: line.count > 1 ? line.count : undefined,
    labels: folders
      .filter(({ id }) => line.labelIds.includes(id))
      .map(({ name }) => name ?? t('cencommmail:brokenName')),
    answerBy: line.answerBy === null ? undefined : t('cencommmail:answerBy', { time: words.time(line.answerBy) }),
    operation: isOverAll ? line.operationTitle : undefined,
  };
}

/** What can be done with ticked lines: one select and one button. Pure. */
export function presentActs(folders: readonly Folder[], words: Words) {
  const { t } = words;
  const own = (kind: Folder['kind'], act: 'move' | 'label' | 'unlabel') =>
    folders
      .filter(one => one.kind === kind && one.name !== undefined)
      .map(({ id, name }) => ({ value: `${act}:${id}`, label: t(`cencommmail:actOn.${act}`, { name }) }));
  const group = (label: string, options: readonly { value: string; label: string }[]) => ({ label, options });
  return [
    group(
      t('cencommmail:acts'),
      mailActions
        .filter(act => !['move', 'label', 'unlabel'].includes(act))
        .map(act => ({ value: act, label: t(`cencommmail:act.${act}`) })),
    ),
    group(t('cencommmail:act.move'), [
      { value: 'move', label: t('cencommmail:actOn.move', { name: t('cencommmail:box.inbox') }) },
      ...own('folder', 'move'),
    ]),
    group(t('cencommmail:act.label'), own('label', 'label')),
    group(t('cencommmail:act.unlabel'), own('label', 'unlabel')),
  ].filter(({ options }) => options.length > 0);
}
