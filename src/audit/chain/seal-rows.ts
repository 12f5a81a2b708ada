import type { Client, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Chain } from '../context.ts';
import { beginning, closeSeal, currentForm, isGenuine, noSeal, sealKey, type Seal } from './seal.ts';
import { keepFirstSeal } from './store-trust.ts';
import { raiseTrailAlarm } from './trust.ts';
import { digestOfSeal, insertSeal, lastSeal, readHorizon, sumOpenRows, tryLockSeals } from './store-seals.ts';

/** Rows of one seal: a statement of about a tenth of a second. */
const mostRows = 20_000;

/**
 * Seals every row whose transaction has ended and every other below it has, too; such a stretch can never gain a row.
 * One process seals at a time; another leaves at once. Returns how much was sealed.
 */
export async function sealRows(
  trail: Chain,
  limit = mostRows,
): Promise<{ readonly seals: number; readonly rows: number }> {
  let [seals, rows] = [0, 0];
  for (;;) {
    const seal = await inTransaction(trail.jobPool, client => sealNext(client, trail.key, limit));
    if (!seal) return { seals, rows };
    await keepHead(trail, seal);
    seals += 1;
    rows += seal.rowCount;
    if (seal.rowCount < limit) return { seals, rows };
  }
}

/** Whether the chain so far was sealed with the key that derives from this one, or was not begun. */
export async function isSealedWith(on: Queryable, masterKey: Buffer): Promise<boolean> {
  const last = await lastSeal(on);
  return last === undefined || isGenuine(last, sealKey(masterKey));
}

async function sealNext(client: Client, key: Buffer, limit: number): Promise<Seal | undefined> {
  if (!(await tryLockSeals(client))) return undefined;
  const last = await lastSeal(client);
  const horizon = await readHorizon(client);
  const from = last?.to ?? beginning;
  const stretch = await sumOpenRows(client, from, horizon, limit);
  if (!stretch) return undefined;
  const seal = closeSeal(
    {
      number: (last?.number ?? 0) + 1,
      form: currentForm,
      from,
      horizon,
      ...stretch,
      previous: last?.digest ?? noSeal,
      at: new Date().toISOString(),
    },
    key,
  );
  await insertSeal(client, seal);
  if (last === undefined) await keepFirstSeal(client, seal.digest);
  return seal;
}

/**
 * Keeps the newest seal in the other place; where none is kept although there were seals before, that is an alarm. A
 * head that the chain contradicts stays: it is the witness that seals were taken away, and the next check tells.
 */
async function keepHead({ jobPool, head, log }: Chain, seal: Seal): Promise<void> {
  try {
    const kept = await head.read();
    if (kept === undefined && seal.number > 1)
      await raiseTrailAlarm(jobPool, 'head', String(seal.number), { count: 1, values: [String(seal.number)] });
    if (kept === undefined || (await digestOfSeal(jobPool, kept.number)) === kept.digest)
      await head.write({ number: seal.number, digest: seal.digest.toString('hex') });
    else
      log.error(
        { seal: seal.number, kept: kept.number },
        'the head of the trail kept outside the database does not fit the chain',
      );
  } catch (error) {
    log.error({ err: error, seal: seal.number }, 'the head of the trail cannot be kept');
  }
}
