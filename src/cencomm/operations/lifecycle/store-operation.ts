import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, sql } from '../../../db/sql.ts';
import { NotFound } from '../../../errors.ts';
import type { Operation, OperationState } from '../operation.ts';

/** What a request for an operation says, short of the sealed part. Dates are YYYY-MM-DD. */
export type PlainRequest = Pick<
  Operation,
  'title' | 'startsOn' | 'endsOn' | 'headings' | 'countries' | 'langs' | 'joining' | 'retentionDays'
> & {
  readonly clientUuid: string;
  /** Fields of its three messages; the usual ones where left out. */
  readonly forms?: Operation['forms'];
};

/** Inserts a request unless its form was sent before. Returns whether it is new. */
export async function insertRequest(
  client: Client,
  viewer: Viewer,
  { id, createdMs, salt, synthetic }: { id: string; createdMs: number; salt: Buffer; synthetic: boolean },
  request: PlainRequest,
): Promise<boolean> {
  const inserted = await execute(
    client,
    sql`
      insert into cencomm_operations
        (id, client_uuid, title, requested_by, office_id, created_ms, salt, details_ct, starts_on, ends_on, headings,
        countries, langs, joining, retention_days, synthetic, forms)
      values (${id}, ${request.clientUuid}, ${request.title}, ${viewer.accountId}, ${viewer.office.id}, ${createdMs},
        ${salt}, ''::bytea, ${request.startsOn}, ${request.endsOn}, ${request.headings}, ${request.countries},
        ${request.langs}, ${request.joining}, ${request.retentionDays}, ${synthetic},
        ${JSON.stringify(request.forms ?? {})}::jsonb)
      on conflict (client_uuid) do nothing`,
  );
  return inserted > 0;
}

/** The viewer's request that this form made. Throws NotFound. */
export async function getIdOfRequest(on: Queryable, viewer: Viewer, clientUuid: string): Promise<string> {
  const row = await queryRow<{ id: string }>(
    on,
    sql`
      select id from cencomm_operations where client_uuid = ${clientUuid} and requested_by = ${viewer.accountId}`,
  );
  if (!row) throw new NotFound('no such operation');
  return row.id;
}

/** Requests of the viewer waiting for a decision. */
export async function countOwnWaiting(on: Queryable, viewer: Viewer): Promise<number> {
  const row = await queryRow<{ count: number }>(
    on,
    sql`
      select count(*)::int as count from cencomm_operations
      where requested_by = ${viewer.accountId} and state = 'requested'`,
  );
  return row?.count ?? 0;
}

/** The sealed part of an operation and what its seal is bound to. */
export interface SealedDetails {
  readonly createdMs: string;
  readonly salt: Buffer;
  readonly authorId: number;
  readonly epoch: number;
  readonly currentEpoch: number;
  readonly sealed: Buffer;
}

/** Throws NotFound. */
export async function getSealedDetails(on: Queryable, id: string): Promise<SealedDetails> {
  const row = await queryRow<SealedDetails>(
    on,
    sql`
      select created_ms as "createdMs", salt, requested_by as "authorId", details_epoch as epoch,
        current_epoch as "currentEpoch", details_ct as sealed
      from cencomm_operations where id = ${id}`,
  );
  if (!row) throw new NotFound('no such operation');
  return row;
}

export async function updateSealedDetails(client: Client, id: string, sealed: Buffer): Promise<void> {
  await execute(
    client,
    sql`update cencomm_operations set details_ct = ${sealed}, details_epoch = current_epoch where id = ${id}`,
  );
}

export async function updateSettings(
  client: Client,
  id: string,
  settings: Pick<Operation, 'startsOn' | 'endsOn' | 'langs' | 'joining' | 'titleInRecords' | 'forms' | 'limits'>,
): Promise<void> {
  const { startsOn, endsOn, langs, joining, titleInRecords, forms, limits } = settings;
  await execute(
    client,
    sql`
      update cencomm_operations
      set title_in_records = ${titleInRecords}, starts_on = ${startsOn}, ends_on = ${endsOn}, langs = ${langs},
        joining = ${joining}, forms = ${JSON.stringify(forms)}::jsonb,
        limits = ${JSON.stringify(limits)}::jsonb, version = version + 1
      where id = ${id}`,
  );
}

/** Records the Secretariat's decision on a request; `reason` where it is refused. */
export async function updateDecision(
  client: Client,
  viewer: Viewer,
  id: string,
  state: 'open' | 'refused',
  reason: string | null,
): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_operations
      set state = ${state}, decided_by = ${viewer.accountId}, decided_at = now(), decision = ${reason},
        version = version + 1
      where id = ${id}`,
  );
}

/** Moves an operation to another state, with the time of closing or archiving. */
export async function updateState(client: Client, id: string, state: OperationState): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_operations
      set state = ${state}, version = version + 1,
        closed_at = case ${state} when 'closed' then now() when 'open' then null else closed_at end,
        archived_at = case ${state} when 'archived' then now() end
      where id = ${id}`,
  );
}

/** The office that owns the operation. */
export async function updateOffice(client: Client, id: string, officeId: number): Promise<void> {
  await execute(
    client,
    sql`update cencomm_operations set office_id = ${officeId}, version = version + 1 where id = ${id}`,
  );
}
