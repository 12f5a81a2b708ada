import { randomUUID, type KeyObject } from 'node:crypto';
import type { KeyProvider } from '../src/cencomm/keys/keyring.ts';
import { newSalt, sealText } from '../src/cencomm/keys/seal.ts';
import { sealOf } from '../src/cencomm/mail/reading/decrypt-message.ts';
import { createOperation } from '../src/cencomm/operations/lifecycle/create.ts';
import { copyRows } from '../src/db/copy.ts';
import type { Client, Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { officersWords } from './drawn-words.ts';
import { viewerOf } from './portal.ts';

/** What CENcomm holds in the bench; every member of the cast is in every operation. */
export const sizes = { operations: 100, messages: 100_000, streams: 2000 };
const members = [
  'rilo.esa',
  'ke.ncp',
  'ke.officer',
  'ke.reader',
  'vn.ncp',
  'vn.reader',
  'rilo.ap',
  'wco.cenmat',
  'unep.partner',
  'wco.admin',
];

const columns = [
  ...['id', 'operation_id', 'epoch', 'seq', 'kind', 'sender_id', 'created_ms', 'client_uuid', 'thread_id', 'parent_id'],
  ...['audience', 'salt', 'subject_ct', 'body_ct'],
];

const say = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, at) => officersWords[(seed * 31 + at * at * 7 + at) % officersWords.length]).join(
    ' ',
  );

/** Fills CENcomm once, through the product's own sealing. Answers false where it was filled before. */
export async function fillCencomm(
  pool: Pool,
  keys: KeyProvider,
  { operations, messages }: Pick<typeof sizes, 'operations' | 'messages'> = sizes,
): Promise<boolean> {
  const {
    rows: [there],
  } = await pool.query<{ n: number }>('select count(*)::int as n from cencomm_messages');
  if ((there?.n ?? 0) >= messages) return false;
  for (let number = 0; number < operations; number += 1)
    await inTransaction(pool, client => fillOperation(pool, keys, client, number, messages / operations));
  await pool.query('vacuum analyze');
  return true;
}

async function fillOperation(
  pool: Pool,
  keys: KeyProvider,
  client: Client,
  number: number,
  each: number,
): Promise<void> {
  const owner = await viewerOf(pool, 'rilo.esa');
  const { id } = await createOperation(
    client,
    owner,
    keys,
    {
      clientUuid: randomUUID(),
      title: `SandboxProcess ${number}`,
      startsOn: '2026-01-01',
      endsOn: '2027-12-31',
      headings: ['CITES'],
      countries: ['KE', 'VN'],
      langs: ['en'],
      joining: 'history',
      retentionDays: 1825,
      details: { aim: 'Bench' },
    },
    true,
  );
  await client.query(`update cencomm_operations set state = 'open' where id = $1`, [id]);
  await client.query(
    `insert into cencomm_members (operation_id, account_id, role, country, added_by)
    select $1, a.id, case a.login_id when 'rilo.esa' then 'owner' else 'member' end, case when o.kind =
      'administration' then o.country end, $3
    from accounts a join offices o on o.id = a.office_id where a.login_id = any($2::text[])`,
    [id, members, owner.accountId],
  );
  const { rows: senders } = await client.query<{ id: number }>(
    `select account_id as id from cencomm_members where operation_id = $1 order by 1`,
    [id],
  );
  const operation = { id, number, key: await keys.keyOf(client, id, 1), senders: senders.map(sender => sender.id) };
  await copyRows(client, 'cencomm_messages', columns, messagesOf(operation, each));
  await client.query('update cencomm_operations set message_seq = $2 where id = $1', [id, each]);
  await client.query(
    `
    insert into cencomm_mailbox (account_id, message_id, operation_id, thread_id, created_ms, kind, box,
      is_unread, is_latest, first_read_at)
    select b.account_id, m.id, m.operation_id, m.thread_id, m.created_ms, m.kind, case when m.sender_id =
      b.account_id then 'sent' else 'in' end, m.sender_id <> b.account_id and m.seq > $2,
      m.seq = max(m.seq) over (partition by b.account_id, m.thread_id), case when m.seq <= $2 then now() end
    from cencomm_messages m join cencomm_members b on b.operation_id = m.operation_id where m.operation_id = $1`,
    [id, each - 30],
  );
}

interface Filled {
  readonly id: string;
  readonly number: number;
  readonly key: KeyObject;
  readonly senders: readonly number[];
}

/** Threads of three, a minute between two messages, the last one now. */
function* messagesOf({ id, number, key, senders }: Filled, each: number): Generator<(string | number | null)[]> {
  const now = Date.now();
  let thread = '';
  for (let seq = 1; seq <= each; seq += 1) {
    const [messageId, salt] = [randomUUID(), newSalt()];
    const isFirst = seq % 3 === 1;
    if (isFirst) thread = messageId;
    const [senderId, createdMs] = [senders[seq % senders.length] ?? 0, now - (each - seq) * 60_000 - number * 500];
    const thing = sealOf({ id: messageId, operationId: id, epoch: 1, senderId, createdMs, salt, bound: null });
    const [subject, body] = [say(seq + number, 5), say(seq * number, 250)];
    const sealed = [salt, sealText(key, thing, 'subject', subject), sealText(key, thing, 'body', body)];
    const parent = isFirst ? null : thread;
    yield [
      ...[messageId, id, 1, seq, 'plain', senderId, createdMs, randomUUID(), thread, parent, 'all'],
      ...sealed.map(bytes => `\\x${bytes.toString('hex')}`),
    ];
  }
}
