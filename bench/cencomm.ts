import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openKeyring, type CencommContext } from '../src/cencomm/index.ts';
import type { KeyProvider } from '../src/cencomm/keys/keyring.ts';
import { takeFirstKey } from '../src/cencomm/keys/first-key.ts';
import { listLines } from '../src/cencomm/mail/reading/store-list.ts';
import { listEntered } from '../src/cencomm/operations/store.ts';
import { openSearch } from '../src/cencomm/search/search.ts';
import type { Pool } from '../src/db/pool.ts';
import { measureStreams } from './cencomm-streams.ts';
import { fillCencomm, sizes } from './fill-cencomm.ts';
import { ms, timed } from './measure.ts';
import { verdict } from './pages.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

type Report = (line: string) => void;

/** What the portal of this part is started with. */
const sessionSecret = 'a secret of the bench, of more than 32 characters';
const directory = resolve('.data/bench-cencomm/keys');
export const cencommEnvironment = { SESSION_SECRET: sessionSecret, CENCOMM_KEYS: directory };

async function keysOf(pool: Pool, of = directory): Promise<KeyProvider> {
  await takeFirstKey({ pool, directory: of, make: true });
  return openKeyring({ pool, directory: of });
}

export async function prepareCencomm(pool: Pool, report: Report): Promise<void> {
  const began = performance.now();
  if (await fillCencomm(pool, await keysOf(pool)))
    report(`CENcomm filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** Messages beside everything else, sealed by the keys of a portal whose data is in `portalDir`. */
export async function fillPortalMail(pool: Pool, portalDir: string, messages: number, report: Report): Promise<void> {
  const began = performance.now();
  await mkdir(portalDir, { recursive: true, mode: 0o700 });
  const keys = await keysOf(pool, resolve(portalDir, 'cencomm-keys'));
  if (await fillCencomm(pool, keys, { operations: sizes.operations, messages }))
    report(`${messages} messages filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** One operation and open streams alone, which need no filling. */
export async function measureLive(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  await measureStreams(pool, portal, { keys: await keysOf(pool), secret: sessionSecret }, report);
}

export async function prepareLive(pool: Pool): Promise<void> {
  await fillCencomm(pool, await keysOf(pool), { operations: 1, messages: 200 });
}

/** Inbox, message and search at 100,000 messages in 100 operations, and open streams. */
export async function measureCencomm(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  // First, while the process has asked for no memory beyond a few pages.
  for (let turn = 0; turn < 30; turn += 1) await page(portal, '/cencomm');
  await measureStreams(pool, portal, { keys: await keysOf(pool), secret: sessionSecret }, report);
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
  const ids = (await listEntered(pool, viewer)).map(({ operation }) => operation.id);
  const anything = {
    senderIds: undefined,
    fromMs: undefined,
    beforeMs: undefined,
    kind: '',
    after: undefined,
  } as const;
  const perMessage: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = performance.now();
    const { looked } = await search.search(viewer, ids, { ...anything, words: ['nowhere'] });
    perMessage.push((performance.now() - began) / looked.messages);
  }
  const best = perMessage.sort((a, b) => a - b)[2] ?? 0;
  report(
    `search of 10,000        ${ms(best * 10_000)} (median of 5, messages of 2 kB); target 1500 ms ` +
      `${verdict(best * 10_000 < 1500)}`,
  );
}
