import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { TooMany } from '../../../errors.ts';
import { BrokenSeal, openerOf } from '../../keys/seal.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import type { MessageRow } from '../message.ts';
import { sealOf } from './decrypt-message.ts';
import { withoutMarkup } from './open-lines.ts';
import { snippetOf, wordsOfQuery } from './search-words.ts';
import { withoutMarks } from '../../../text/fold.ts';
import { sealOfAttachment } from '../writing/store-attachments.ts';
import type { AttachmentRow } from '../writing/store-attachments.ts';
import type { LineRow } from './store-list.ts';
import { empty, queryRows, sql } from '../../../db/sql.ts';

/** A message in which every word was found. */
type Hit = Pick<
  LineRow,
  'id' | 'operationId' | 'kind' | 'createdMs' | 'senderLogin' | 'senderOfficeId' | 'box' | 'isUnread' | 'operationTitle'
> & { readonly subject: string; readonly snippet: string };

export interface Found {
  readonly hits: readonly Hit[];
  /** Messages searched, the newest first. */
  readonly scanned: number;
  /** The time of the last one, where the search ended before the last message. */
  readonly endedAtMs?: number;
}

type Names = readonly Pick<
  AttachmentRow,
  'id' | 'operationId' | 'epoch' | 'authorId' | 'createdMs' | 'salt' | 'nameCt'
>[];
type Row = Pick<
  MessageRow,
  'id' | 'operationId' | 'epoch' | 'senderId' | 'createdMs' | 'kind' | 'salt' | 'subjectCt' | 'bodyCt' | 'fieldsCt'
> &
  Omit<Hit, 'subject' | 'snippet'>;

/** Limits of one search: messages, milliseconds, hits, and rows read at once. */
const searchBounds = { messages: 20_000, milliseconds: 2000, hits: 100, rows: 500 } as const;

/** Searches messages by opening them, two searches at a time in a process. */
export function openSearch(context: CencommContext) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    /**
     * Searches the viewer's mailbox of one operation they have entered, or of all. Throws TooMany where many are
     * waiting, KeysAway.
     */
    async search(viewer: Viewer, entered: Entered | undefined, query: string): Promise<Found> {
      if (waiting.length >= 8) throw new TooMany(5, 'too many searches at once');
      if (running >= 2)
        await new Promise<void>(resolve => {
          waiting.push(resolve);
        });
      else running += 1;
      try {
        return await look(context, viewer, entered, wordsOfQuery(query));
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

async function look(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered | undefined,
  words: readonly string[],
): Promise<Found> {
  const until = performance.now() + searchBounds.milliseconds;
  const hits: Hit[] = [];
  const keyOf = keysOnce(context);
  let scanned = 0;
  let coming: Promise<Row[]> | undefined = rowsAfter(context, viewer, entered, undefined);
  while (coming) {
    const rows: Row[] = await coming;
    scanned += rows.length;
    const last = rows.at(-1);
    const isMore = rows.length === searchBounds.rows && scanned < searchBounds.messages;
    // The next rows are read while these are opened.
    coming = isMore ? rowsAfter(context, viewer, entered, last) : undefined;
    coming?.catch(() => undefined);
    hits.push(...(await hitsIn(context, keyOf, rows, words)));
    const isOver = hits.length >= searchBounds.hits || performance.now() > until;
    if (last && rows.length === searchBounds.rows && (isOver || !isMore))
      return { hits, scanned, endedAtMs: last.createdMs };
  }
  return { hits, scanned };
}

async function hitsIn(
  context: CencommContext,
  keyOf: KeyOf,
  rows: readonly Row[],
  words: readonly string[],
): Promise<Hit[]> {
  const names = Map.groupBy(await namesIn(context, rows), ({ messageId }) => messageId);
  const hits: Hit[] = [];
  for (const row of rows) {
    const hit = await tried(keyOf, row, names.get(row.id) ?? [], words);
    if (hit) hits.push(hit);
  }
  return hits;
}

function rowsAfter(
  { pool }: CencommContext,
  viewer: Viewer,
  entered: Entered | undefined,
  last: Row | undefined,
): Promise<Row[]> {
  return queryRows<Row>(
    pool,
    sql`
      select m.id, m.operation_id as "operationId", m.epoch, m.kind, m.sender_id as "senderId",
        m.created_ms::float8 as "createdMs", m.salt, m.subject_ct as "subjectCt", m.body_ct as "bodyCt",
        m.fields_ct as "fieldsCt", a.login_id as "senderLogin", a.office_id as "senderOfficeId", b.box,
        b.is_unread as "isUnread", o.title as "operationTitle"
      from cencomm_mailbox b
      join cencomm_members mine on mine.operation_id = b.operation_id and mine.account_id = b.account_id
        and mine.removed_at is null
      join cencomm_operations o on o.id = b.operation_id and o.state in ('open', 'closed', 'archived')
      join cencomm_messages m on m.id = b.message_id join accounts a on a.id = m.sender_id
      where b.account_id = ${viewer.accountId}
        and b.created_ms >= mine.sees_from_ms
        ${entered ? sql`and b.operation_id = ${entered.operation.id}::uuid` : empty}
        ${last ? sql`and (b.created_ms, b.message_id) < (${last.createdMs}::bigint, ${last.id}::uuid)` : empty}
      order by b.created_ms desc, b.message_id desc limit ${searchBounds.rows}`,
  );
}

async function namesIn(
  { pool }: CencommContext,
  rows: readonly Row[],
): Promise<(Names[number] & { messageId: string })[]> {
  return queryRows<Names[number] & { messageId: string }>(
    pool,
    sql`
      select id, message_id as "messageId", operation_id as "operationId", epoch, author_id as "authorId",
        created_ms::float8 as "createdMs", salt, name_ct as "nameCt"
      from cencomm_attachments where message_id = any(${rows.map(({ id }) => id)}::uuid[])`,
    'cencomm_search_names',
  );
}

type KeyOf = (of: Pick<Row, 'operationId' | 'epoch'>) => Promise<KeyObject> | KeyObject;

/** The keys of operations, each fetched once in a search. */
function keysOnce({ keys, pool }: CencommContext): KeyOf {
  const known = new Map<string, KeyObject>();
  return ({ operationId, epoch }) =>
    known.get(`${operationId}/${epoch}`) ??
    keys.keyOf(pool, operationId, epoch).then(key => {
      known.set(`${operationId}/${epoch}`, key);
      return key;
    });
}

/**
 * The message if every word is in its subject, text, fields or names of attachments; not one that cannot be verified.
 */
async function tried(keyOf: KeyOf, row: Row, names: Names, words: readonly string[]): Promise<Hit | undefined> {
  try {
    const read = openerOf(await keyOf(row), sealOf(row));
    const [subject, body] = [read('subject', row.subjectCt), read('body', row.bodyCt)];
    const fields = row.fieldsCt === null ? [] : valuesOf(JSON.parse(read('fields', row.fieldsCt)));
    const files: string[] = [];
    for (const name of names) files.push(openerOf(await keyOf(name), sealOfAttachment(name))('name', name.nameCt));
    const all = withoutMarks([subject, body, ...fields, ...files].join('\n'));
    if (!words.every(word => all.includes(word))) return undefined;
    const { salt: _salt, subjectCt: _subject, bodyCt: _body, fieldsCt: _fields, ...shown } = row;
    return {
      ...shown,
      subject,
      snippet: snippetOf(partShown([withoutMarkup(body), ...fields, ...files], words), words),
    };
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}

/** What a hit shows: the text, after the field or name that contains a word where the text does not. */
function partShown([text = '', ...others]: readonly string[], words: readonly string[]): string {
  const holds = (part: string): boolean => words.some(word => withoutMarks(part).includes(word));
  const other = holds(text) ? undefined : others.find(holds);
  return [...(other === undefined ? [] : [other]), ...(text === '' ? [] : [text])].join(' · ');
}

/** Every text in the fields of a form. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesOf) : [];
}

/**
 * Notes a search in the trail without its words. A keyed hash under a key of the operation replaces them, by which
 * those who have the key can recognize the same words.
 */
export async function noteSearch(
  { keys, pool }: CencommContext,
  viewer: Viewer,
  entered: Entered | undefined,
  of: Entered | undefined,
  query: string,
  { hits, scanned }: Found,
): Promise<void> {
  const key = of && (await keys.keyOf(pool, of.operation.id, of.operation.currentEpoch));
  const mark =
    key &&
    createHmac('sha256', key)
      .update(`cencomm/v1/search ${wordsOfQuery(query).sort().join(' ')}`)
      .digest('hex')
      .slice(0, 32);
  await note(pool, viewer, {
    action: 'message.searched',
    ...(entered ? { subject: `operation:${entered.operation.id}` } : {}),
    detail: {
      hits: hits.length,
      scanned,
      ...(mark ? { mark, under: `${of.operation.id}/${of.operation.currentEpoch}` } : {}),
    },
  });
}
