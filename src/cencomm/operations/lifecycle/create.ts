import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../keys/seal.ts';
import {
  getIdOfRequest,
  getSealedDetails,
  insertRequest,
  updateSealedDetails,
  type PlainRequest,
  type SealedDetails,
} from './store-operation.ts';

export type OperationRequest = PlainRequest & { readonly details: Details };

/** The sealed part of an operation. */
export interface Details {
  readonly aim: string;
  /** What members are told on the front page of the operation, in Markdown. */
  readonly notice?: string;
}

/**
 * Creates a requested operation with a key of its own; if its form was sent before, returns the one created then. `at`
 * (milliseconds since 1970) is for samples only. Throws KeysAway.
 */
export async function createOperation(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  request: OperationRequest,
  synthetic = false,
  at = Date.now(),
): Promise<{ id: string; isNew: boolean }> {
  const id = randomUUID();
  if (!(await insertRequest(client, viewer, { id, createdMs: at, salt: newSalt(), synthetic }, request)))
    return { id: await getIdOfRequest(client, viewer, request.clientUuid), isNew: false };
  await keys.beginEpoch(client, id, 'opened');
  await saveDetails(client, keys, id, request.details);
  return { id, isNew: true };
}

function sealOf(id: string, { authorId, createdMs, salt }: SealedDetails, epoch: number): Sealed {
  return { kind: 'operation', operationId: id, epoch, id, authorId, createdMs: Number(createdMs), salt };
}

/** Seals what the operation is about, in its present epoch. */
export async function saveDetails(client: Client, keys: KeyProvider, id: string, details: Details): Promise<void> {
  const row = await getSealedDetails(client, id);
  const key = await keys.keyOf(client, id, row.currentEpoch);
  const sealed = sealText(key, sealOf(id, row, row.currentEpoch), 'details', JSON.stringify(details));
  await updateSealedDetails(client, id, sealed);
}

/** What the operation is about. For members who entered it, and for deciding on the request. Throws BrokenSeal. */
export async function readDetails(on: Queryable, keys: KeyProvider, id: string): Promise<Details> {
  const row = await getSealedDetails(on, id);
  const key = await keys.keyOf(on, id, row.epoch);
  return JSON.parse(openText(key, sealOf(id, row, row.epoch), 'details', row.sealed)) as Details;
}

/** The same, undefined where the seal is broken: the rest of a page can still be shown. */
export async function readIntactDetails(on: Queryable, keys: KeyProvider, id: string): Promise<Details | undefined> {
  return readDetails(on, keys, id).catch((error: unknown) => {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  });
}
