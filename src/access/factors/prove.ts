import { note, type Actor } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { TooMany, Unavailable } from '../../errors.ts';
import { noteFailedTry } from '../session/store-sessions.ts';
import type { Factors } from './factors.ts';
import { readProof } from './passkeys.ts';
import { recoveryHash } from './recovery-codes.ts';
import { findSealedSeed, listPasskeys, takeChallenge, usePasskey, useRecoveryCode, useStep } from './store.ts';
import { stepOf } from './totp.ts';

export const proofKinds = ['code', 'recovery', 'passkey'] as const;
export type ProofKind = (typeof proofKinds)[number];

/** A second factor as given: six digits, a recovery code, or what the browser's passkey answered (JSON). */
export interface Proof {
  readonly kind: ProofKind;
  readonly text: string;
}

/** Whose factor, in which session. */
interface Prover extends Actor {
  readonly accountId: number;
  readonly loginId: string;
  readonly sid: string;
}

export type Proving =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'wrong' }
  | { readonly ok: false; readonly why: 'locked'; readonly seconds: number };

/**
 * Proves a second factor once. Each try is counted before it is looked at, so that of many at once five are; each
 * leaves an audit row. What was used is used up in the statement that decides.
 */
export async function prove(factors: Factors, prover: Prover, proof: Proof, now = Date.now()): Promise<Proving> {
  try {
    await factors.limits.take(prover.accountId);
  } catch (refusal) {
    if (!(refusal instanceof TooMany)) throw refusal;
    await refuse(factors, prover, proof.kind, 'locked');
    return { ok: false, why: 'locked', seconds: refusal.retryAfter };
  }
  const fits = await inTransaction(factors.pool, async client => {
    if (!(await checks[proof.kind](client, factors, prover, proof.text, now))) return false;
    await note(client, prover, { action: 'factor.proved', detail: { by: proof.kind } });
    return true;
  });
  if (!fits) {
    await refuse(factors, prover, proof.kind, 'wrong');
    return { ok: false, why: 'wrong' };
  }
  await factors.limits.forget(prover.accountId);
  return { ok: true };
}

type Check = (client: Client, factors: Factors, prover: Prover, text: string, now: number) => Promise<boolean>;

const checks: Readonly<Record<ProofKind, Check>> = {
  async code(client, { seal }, { accountId }, text, now) {
    const sealed = await findSealedSeed(client, accountId);
    if (!sealed) return false;
    const step = stepOf(opened(seal, accountId, sealed), text, now);
    return step !== undefined && useStep(client, accountId, step);
  },
  recovery: (client, _factors, { accountId }, text) =>
    useRecoveryCode(client, accountId, recoveryHash(accountId, text)),
  async passkey(client, { site }, { accountId, sid }, text) {
    const challenge = await takeChallenge(client, sid, accountId, 'prove');
    if (challenge === undefined) return false;
    const proof = await readProof(site, text, challenge, await listPasskeys(client, accountId));
    return proof !== undefined && usePasskey(client, proof.passkey.id, proof.counter);
  },
};

/** A seed that does not open is our fault (another master key, a damaged row), and no wrong code. */
function opened(seal: Factors['seal'], accountId: number, sealed: Buffer): Buffer {
  try {
    return seal.open(accountId, sealed);
  } catch (error) {
    throw new Unavailable('the seed of an authenticator app cannot be opened', { cause: error });
  }
}

function refuse({ pool }: Factors, prover: Prover, by: ProofKind, why: string): Promise<void> {
  return noteFailedTry(pool, prover, { action: 'factor.refused', detail: { by, why } });
}
