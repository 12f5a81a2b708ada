import { note, type Deed } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { tellOwner } from '../account/tell-owner.ts';
import { endSessions } from '../session/store-sessions.ts';
import { lockAccount } from '../store.ts';
import type { Viewer } from '../viewer.ts';
import type { Factors } from './factors.ts';
import { readEnrolment } from './passkeys.ts';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import {
  deletePasskey,
  deleteSeed,
  findFactors,
  hasFactor,
  insertPasskey,
  insertSeed,
  replaceRecoveryCodes,
  takeChallenge,
} from './store.ts';
import { stepOf } from './totp.ts';

/** Whose factors, from which session: that one stays, the account's others end. */
export interface Owner {
  readonly viewer: Viewer;
  readonly sid: string;
}

/** `codes` are the recovery codes, to be shown this once; with the first factor only. */
export type Added =
  | { readonly ok: true; readonly codes?: readonly string[] }
  | { readonly ok: false; readonly why: 'wrong' | 'known' };

/** Adds an authenticator app once a code proves that it has the seed. */
export function addApp(factors: Factors, owner: Owner, seed: Buffer, code: string, now = Date.now()): Promise<Added> {
  const { accountId } = owner.viewer;
  return change(factors, owner, async client => {
    const step = stepOf(seed, code, now);
    if (step === undefined) return { ok: false, why: 'wrong' };
    const isNew = await insertSeed(client, accountId, factors.seal.seal(accountId, seed), step);
    return isNew ? { deed: { action: 'factor.added', subject: 'app' } } : { ok: false, why: 'known' };
  });
}

/** Adds the passkey a browser made for the challenge of this session. `answer` is JSON text. */
export async function addPasskey(factors: Factors, owner: Owner, name: string, answer: string): Promise<Added> {
  const { accountId } = owner.viewer;
  // Taken before the rest and for good: an answer is looked at once, right or wrong.
  const challenge = await takeChallenge(factors.pool, owner.sid, accountId, 'enrol');
  const passkey = challenge === undefined ? undefined : await readEnrolment(factors.site, answer, challenge);
  if (!passkey) return { ok: false, why: 'wrong' };
  return change(factors, owner, async client =>
    (await insertPasskey(client, accountId, name, passkey))
      ? { deed: { action: 'factor.added', subject: 'passkey', detail: { name } } }
      : { ok: false, why: 'known' },
  );
}

type Refused = Extract<Added, { ok: false }>;

/**
 * One transaction: the factor, recovery codes with the first one, the end of the account's other sessions, the audit
 * row.
 */
function change(
  factors: Factors,
  { viewer, sid }: Owner,
  add: (client: Client) => Promise<Refused | { deed: Deed }>,
): Promise<Added> {
  return inTransaction(factors.pool, async client => {
    await lockAccount(client, viewer.accountId);
    const isFirst = !hasFactor(await findFactors(client, viewer.accountId));
    const done = await add(client);
    if (!('deed' in done)) return done;
    await note(client, viewer, done.deed);
    await tellOwner(client, factors.outbox, viewer.accountId, 'factorAdded');
    await endSessions(client, viewer.accountId, { except: sid });
    return isFirst ? { ok: true, codes: await newCodes(client, viewer) } : { ok: true };
  });
}

async function newCodes(client: Client, viewer: Viewer): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    client,
    viewer.accountId,
    codes.map(code => recoveryHash(viewer.accountId, code)),
  );
  await note(client, viewer, { action: 'recoveryCodes.made', detail: { count: codes.length } });
  return codes;
}

/**
 * Makes new recovery codes; the old ones are worth nothing from then on. Throws Conflict for an account without a
 * factor.
 */
export function renewRecoveryCodes({ pool, outbox }: Factors, { viewer, sid }: Owner): Promise<readonly string[]> {
  return inTransaction(pool, async client => {
    await lockAccount(client, viewer.accountId);
    if (!hasFactor(await findFactors(client, viewer.accountId))) throw new Conflict('no second factor to recover');
    await endSessions(client, viewer.accountId, { except: sid });
    await tellOwner(client, outbox, viewer.accountId, 'recoveryCodesMade');
    return newCodes(client, viewer);
  });
}

/**
 * Removes the app, or the passkey of that number. Throws NotFound, and Conflict for the last one of an account that
 * must have one.
 */
export function removeFactor(factors: Factors, { viewer, sid }: Owner, which: 'app' | number): Promise<void> {
  return inTransaction(factors.pool, async client => {
    await lockAccount(client, viewer.accountId);
    const name =
      which === 'app'
        ? (await deleteSeed(client, viewer.accountId)) && 'app'
        : await deletePasskey(client, viewer.accountId, which);
    if (!name) throw new NotFound('no such factor');
    const isLast = !hasFactor(await findFactors(client, viewer.accountId));
    if (isLast && factors.requires(viewer))
      throw new Conflict('the last second factor of an account that must have one');
    if (isLast) await replaceRecoveryCodes(client, viewer.accountId, []);
    await endSessions(client, viewer.accountId, { except: sid });
    await tellOwner(client, factors.outbox, viewer.accountId, 'factorRemoved');
    await note(client, viewer, {
      action: 'factor.removed',
      subject: which === 'app' ? 'app' : 'passkey',
      detail: { name },
    });
  });
}
