import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { openKeyring } from '../src/cencomm/index.ts';
import type { KeyProvider } from '../src/cencomm/keys/keyring.ts';
import { takeFirstKey } from '../src/cencomm/keys/first-key.ts';
import { listLines } from '../src/cencomm/mail/reading/store-list.ts';
import { openSearch } from '../src/cencomm/mail/reading/search.ts';
import { sendMessage } from '../src/cencomm/mail/writing/send.ts';
import { enterToWrite, listEntered } from '../src/cencomm/operations/store.ts';
import type { CencommContext } from '../src/cencomm/index.ts';
import type { Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { memoryOf, openSessions, openStreams } from './cencomm-streams.ts';
import { fillCencomm, sizes } from './fill-cencomm.ts';
import { ms, timed } from './measure.ts';
import { verdict } from './pages.ts';
import { page, viewerOf } from './portal.ts';
import type { RunningPortal } from './portal.ts';

type Report = (line: string) => void;

/** What the portal of this part is started with. */
const sessionSecret = 'a secret of the bench, of more than 32 characters';
const directory = resolve('.data/bench-cencomm/keys');
export const cencommEnvironment = { SESSION_SECRET: sessionSecret, CENCOMM_KEYS: directory };

async function keysOf(pool: Pool): Promise<KeyProvider> {
  await takeFirstKey({ pool, directory, make: true });
  return openKeyring({ pool, directory });
}

export async function prepareCencomm(pool: Pool, report: Report): Promise<void> {
  const began = performance.now();
  if (await fillCencomm(pool, await keysOf(pool)))
    report(`CENcomm filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** Inbox, message and search at 100,000 messages in 100 operations, and open streams. */
export async function measureCencomm(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  // First, while the process has asked for no memory beyond a few pages.
  for (let turn = 0; turn < 30; turn += 1) await page(portal, '/cencomm');
  await measureStreams(pool, portal, report);
  const viewer = await viewerOf(pool, 'ke.ncp');
  const operations = await listEntered(pool, viewer);
  const operation = operations[0]?.operation.id ?? '';
  const raw = await timed(200, () => listLines(pool, viewer, undefined, { box: 'inbox' }));
  const inbox = await timed(200, () => page(portal, '/cencomm/inbox'));
  report(
    `inbox of all            page p50 ${ms(inbox.p50)} p95 ${ms(inbox.p95)}; raw p50 ${ms(raw.p50)}; target ` +
      `p50 20 ms ${verdict(inbox.p50 < 20)}`,
  );
  const one = await timed(200, () => page(portal, `/cencomm/operations/${operation}/mail`));
  report(
    `inbox of one            page p50 ${ms(one.p50)} p95 ${ms(one.p95)}; target p50 20 ms ${verdict(one.p50 < 20)}`,
  );
  const { rows } = await pool.query<{ id: string }>(
    `
      select message_id as id from cencomm_mailbox where account_id = $1 and operation_id = $2 order by
      created_ms desc limit 300`,
    [viewer.accountId, operation],
  );
  // As many as make the code as fast as it is in a process that has worked for a minute.
  const message = await timed(1500, at =>
    page(portal, `/cencomm/operations/${operation}/mail/${rows[at % rows.length]?.id ?? ''}`),
  );
  report(
    `a message               page p50 ${ms(message.p50)} p95 ${ms(message.p95)}; target p50 10 ms ` +
      `${verdict(message.p50 < 10)}`,
  );
  await measureSearch(pool, report);
}

async function measureSearch(pool: Pool, report: Report): Promise<void> {
  const [viewer, keys] = [await viewerOf(pool, 'ke.ncp'), await keysOf(pool)];
  const search = openSearch({ pool, keys } as unknown as CencommContext);
  const perMessage: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = performance.now();
    const { scanned } = await search.search(viewer, undefined, 'a word that is nowhere');
    perMessage.push((performance.now() - began) / scanned);
  }
  const best = perMessage.sort((a, b) => a - b)[2] ?? 0;
  report(
    `search of 10,000        ${ms(best * 10_000)} (median of 5, messages of 2 kB); target 1500 ms ` +
      `${verdict(best * 10_000 < 1500)}`,
  );
}

async function measureStreams(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  const cookies = await openSessions(pool, sessionSecret, sizes.streams);
  const operation = (await listEntered(pool, await viewerOf(pool, 'rilo.esa')))[0]?.operation.id ?? '';
  await pool.query(
    `insert into cencomm_members (operation_id, account_id, role, added_by) select $1, id, 'member', id from
      accounts where login_id like 'bench.stream%' on conflict do nothing`,
    [operation],
  );
  const before = await memoryOf(portal.pid);
  const streams = await openStreams(portal, cookies);
  const after = await memoryOf(portal.pid);
  const sender = await viewerOf(pool, 'rilo.esa');
  const keys = await keysOf(pool);
  const waited: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    streams.told.length = 0;
    await inTransaction(pool, async client =>
      sendMessage(client, sender, keys, await enterToWrite(client, sender, operation), {
        clientUuid: crypto.randomUUID(),
        kind: 'plain',
        subject: 'Bench',
        body: randomBytes(20).toString('hex'),
        audience: 'all',
      }),
    );
    const sent = performance.now();
    for (let tries = 0; tries < 100 && streams.told.length < streams.open; tries += 1)
      await new Promise(done => setTimeout(done, 50));
    waited.push(streams.told.length < streams.open ? Infinity : Math.max(...streams.told) - sent);
  }
  streams.close();
  const slowest = Math.max(...waited);
  report(
    `${streams.open} open streams      ${(after - before).toFixed(0)} MB more, target 200 MB ` +
      `${verdict(after - before < 200 && streams.open === sizes.streams)}; the last is told of mail within ` +
      `${ms(slowest)}, target 2000 ms ${verdict(slowest < 2000)}`,
  );
  // The next run finds the operation as it was.
  await pool.query(
    `delete from cencomm_mailbox where account_id in (select id from accounts where login_id like 'bench.stream%')`,
  );
  await pool.query(
    `delete from sessions where sid in (select sid from account_sessions s join accounts a on a.id =
      s.account_id where a.login_id like 'bench.stream%')`,
  );
}
