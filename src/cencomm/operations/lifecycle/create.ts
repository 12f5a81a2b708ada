import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import { NotFound } from '../../../errors.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { newSalt, openText, sealText } from '../../keys/seal.ts';
import type { Sealed } from '../../keys/seal.ts';
import type { Operation } from '../operation.ts';

/** What a request for an operation says. Dates are YYYY-MM-DD. */
export type OperationRequest = Pick<
  Operation,
  'title' | 'startsOn' | 'endsOn' | 'headings' | 'countries' | 'langs' | 'joining' | 'retentionDays'
> & {
  readonly clientUuid: string;
  readonly details: Details;
  /** Fields of its three messages; the usual ones where left out. */
  readonly forms?: Operation['forms'];
};

/** The sealed part of an operation. */
export interface Details {
  readonly aim: string;
  /** What members are told on the front page of the operation, in Markdown. */
  readonly notice?: string;
}

/**
 * A requested operation with a key of its own; one that was asked for before is found again by the number of its form. Answers
 * its id and whether it is new. `at` is for samples only. Throws KeysAway.
 */
export async function insertOperation(
  keys: KeyProvider,
  client: Client,
  viewer: Viewer,
  wish: OperationRequest,
  synthetic = false,
  at = Date.now(),
): Promise<{ id: string; isNew: boolean }> {
  const [id, createdMs, salt] = [randomUUID(), at, newSalt()];
  const { rowCount } = await client.query(
    `
    insert into cencomm_operations (id, client_uuid, title, requested_by, office_id, created_ms, salt, details_ct, starts_on, ends_on, headings, countries, langs, joining, retention_days, synthetic, forms)
    values ($1, $2, $3, $4, $5, $6, $7, ''::bytea, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb) on conflict (client_uuid) do nothing`,
    [
      id,
      wish.clientUuid,
      wish.title,
      viewer.accountId,
      viewer.office.id,
      createdMs,
      salt,
      wish.startsOn,
      wish.endsOn,
      wish.headings,
      wish.countries,
      wish.langs,
      wish.joining,
      wish.retentionDays,
      synthetic,
      JSON.stringify(wish.forms ?? {}),
    ],
  );
  if (rowCount === 0) {
    const {
      rows: [known],
    } = await client.query<{ id: string }>(
      'select id from cencomm_operations where client_uuid = $1 and requested_by = $2',
      [wish.clientUuid, viewer.accountId],
    );
    if (!known) throw new NotFound('no such operation');
    return { id: known.id, isNew: false };
  }
  await keys.beginEpoch(client, id, 'opened');
  await saveDetails(keys, client, id, wish.details);
  return { id, isNew: true };
}

interface Row {
  readonly createdMs: string;
  readonly salt: Buffer;
  readonly authorId: number;
  readonly epoch: number;
  readonly currentEpoch: number;
  readonly details: Buffer;
}

async function rowOf(client: Pick<Client, 'query'>, id: string): Promise<Row> {
  const {
    rows: [row],
  } = await client.query<Row>(
    `select created_ms as "createdMs", salt, requested_by as "authorId", details_epoch as epoch,
    current_epoch as "currentEpoch", details_ct as details from cencomm_operations where id = $1`,
    [id],
  );
  if (!row) throw new NotFound('no such operation');
  return row;
}

function thingOf(id: string, row: Row, epoch: number): Sealed {
  return {
    kind: 'operation',
    operationId: id,
    epoch,
    id,
    authorId: row.authorId,
    createdMs: Number(row.createdMs),
    salt: row.salt,
  };
}

/** Seals what the operation is about, in its present epoch. */
export async function saveDetails(keys: KeyProvider, client: Client, id: string, details: Details): Promise<void> {
  const row = await rowOf(client, id);
  const sealed = sealText(
    await keys.keyOf(client, id, row.currentEpoch),
    thingOf(id, row, row.currentEpoch),
    'details',
    JSON.stringify(details),
  );
  await client.query('update cencomm_operations set details_ct = $2, details_epoch = current_epoch where id = $1', [
    id,
    sealed,
  ]);
}

/** What the operation is about. For who has entered it, or decides on the request. Throws BrokenSeal. */
export async function readDetails(keys: KeyProvider, on: Pick<Client, 'query'>, id: string): Promise<Details> {
  const row = await rowOf(on, id);
  return JSON.parse(
    openText(await keys.keyOf(on, id, row.epoch), thingOf(id, row, row.epoch), 'details', row.details),
  ) as Details;
}
