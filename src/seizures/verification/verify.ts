import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { SeizuresContext } from '../context.ts';
import { can, isDesk } from '../permissions.ts';
import { lockToVerify, markVerified, type ToVerify } from './store-verify.ts';

/** A record and the version of it that was looked at. */
export interface Asked {
  readonly ref: string;
  readonly version: number;
}

/** Why a record was not verified. */
export type NotVerified = 'gone' | 'notYours' | 'own' | 'changed' | 'held' | 'notOpened' | 'notOpen';

interface Verified {
  readonly verified: readonly string[];
  readonly refused: readonly { readonly ref: string; readonly why: NotVerified }[];
}

/** Records verified in one go at most. */
export const mostVerified = 1000;

/**
 * Verifies records in the version that was looked at, all in one transaction; those that cannot be are left as they
 * are, each with its reason. Nobody verifies what he stated himself, what he did not open, or what was amended since.
 */
export async function verify(context: SeizuresContext, viewer: Viewer, asked: readonly Asked[]): Promise<Verified> {
  const outcome = await inTransaction(context.pool, client => verifyWithin(client, viewer, asked));
  if (outcome.verified.length > 0) context.changed();
  return outcome;
}

async function verifyWithin(client: Client, viewer: Viewer, asked: readonly Asked[]): Promise<Verified> {
  const found = await lockToVerify(
    client,
    viewer,
    asked.map(({ ref }) => ref),
  );
  const byRef = new Map(found.map(record => [record.ref, record]));
  const judged = asked.map(one => ({
    ...one,
    record: byRef.get(one.ref),
    why: refusalOf(viewer, one, byRef.get(one.ref)),
  }));
  const passed = judged.flatMap(({ record, why }) => (record && why === undefined ? [record] : []));
  await markVerified(
    client,
    viewer,
    passed.map(({ id }) => id),
  );
  for (const { ref, version } of passed)
    await note(client, viewer, { action: 'seizure.verified', subject: ref, detail: { version } });
  return {
    verified: passed.map(({ ref }) => ref),
    refused: judged.flatMap(({ ref, why }) => (why === undefined ? [] : [{ ref, why }])),
  };
}

function refusalOf(viewer: Viewer, { version }: Asked, record: ToVerify | undefined): NotVerified | undefined {
  if (record === undefined) return 'gone';
  if (!isDesk(viewer, record.country)) return 'notYours';
  if (record.version !== version) return 'changed';
  if (record.status !== 'submitted' && record.status !== 'queried') return 'notOpen';
  if (record.author === viewer.accountId) return 'own';
  if (record.held === true) return 'held';
  if (record.opened !== record.version) return 'notOpened';
  return can(viewer, 'verify', record) ? undefined : 'notYours';
}
