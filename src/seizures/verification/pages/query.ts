import { choice, cursorOf, instant, packCursor, shaped, text, whole } from '../../../fields/index.ts';
import { headingCodes } from '../../goods/heading.ts';
import { channels } from '../../seizure.ts';
import { queueKinds, type QueueFilter, type QueuePlace } from '../store-queue.ts';

const optional = { optional: true } as const;
const place = cursorOf(
  [whole(0, 32_767), instant, whole(1)],
  (doubts, changedAt, id): QueuePlace => ({ doubts, changedAt, id }),
);

/** A reference of a record, as an address or a form names it. */
export const recordRef = text({ max: 20, pattern: /^[A-Z]{2}-\d{4}-\d{6,9}$/, ...optional });

/** What the desk may be narrowed by; the fields of its address, and hidden ones of its forms. */
export const filterFields = {
  kind: choice(queueKinds, optional),
  member: text({ max: 2, pattern: /^[A-Z]{2}$/, ...optional }),
  heading: choice(headingCodes, optional),
  channel: choice(channels, optional),
};

/** What else the desk's address may say: where the page begins, which record is open, what was just done. */
export const deskFields = {
  ...filterFields,
  after: place,
  open: recordRef,
  done: choice(['verified', 'later', 'settled', 'confirmed'], optional),
  n: shaped(/^\d{1,4}$/, 'forms:problem.malformed', optional),
  about: recordRef,
};

type Texts = { readonly [N in keyof typeof filterFields]: string };

export function filterOf({ kind, member, heading, channel }: Texts): QueueFilter {
  return { kind: queueKinds.find(one => one === kind) ?? 'all', member, heading, channel };
}

/** The desk's address with a filter and what else it says; nothing usual is written out. */
export function deskHref(filter: QueueFilter, more: Readonly<Record<string, string | undefined>> = {}): string {
  const { kind, ...rest } = filter;
  const stated = Object.entries({ ...rest, kind: kind === 'all' ? '' : kind, ...more });
  const query = new URLSearchParams(stated.filter((entry): entry is [string, string] => Boolean(entry[1])));
  return `/seizures/verification${query.size > 0 ? `?${query}` : ''}`;
}

export function placeText({ doubts, changedAt, id }: QueuePlace): string {
  return packCursor([doubts, changedAt, id]);
}
