import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, join, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Entered } from '../operations/operation.ts';
import type { Chain } from './shipment.ts';
import { firstOf } from './versions/store-versions.ts';

const columns = sql`
  c.id, c.operation_id as "operationId", c.number, c.warning_id as "warningId", c.feedback_id as "feedbackId",
  c.seizure_id as "seizureId", c.last_warning_id as "lastWarningId", c.last_seizure_id as "lastSeizureId",
  (select v.act from cencomm_form_versions v where v.message_id = c.last_warning_id) as "warningAct",
  (select v.act from cencomm_form_versions v where v.message_id = c.last_seizure_id) as "seizureAct", c.state,
  c.begun_ms::float8 as "begunMs", c.draft_id as "draftId", c.record_ref as "recordRef",
  c.recorded_from as "recordedFrom", c.amendment_id as "amendmentId", c.amendment_from as "amendmentFrom"`;

/** Chains of which at least one message is the member's: in their mailbox, and not from before they see anything. */
const visibleTo = (viewer: Viewer, { operation, membership }: Entered): Sql => sql`
  c.operation_id = ${operation.id}
  and exists (select 1 from cencomm_mailbox b
      where b.account_id = ${viewer.accountId} and b.operation_id = c.operation_id
    and b.created_ms >= ${membership.seesFromMs}
  and (b.message_id in (c.warning_id, c.feedback_id, c.seizure_id, c.last_seizure_id)
    or b.thread_id = c.warning_id or b.thread_id = c.seizure_id))`;

export async function listChains(on: Queryable, viewer: Viewer, entered: Entered): Promise<Chain[]> {
  return queryRows<Chain>(
    on,
    sql`select ${columns} from cencomm_chains c where ${visibleTo(viewer, entered)} order by c.number desc`,
    'cencomm_chains',
  );
}

/** The chain a message belongs to: the one it is a step of, else the one of the warning it answers. */
export async function chainOfMessage(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  { id, threadId }: { id: string; threadId: string },
): Promise<Chain | undefined> {
  const isStep = sql`${firstOf(id)} in (c.warning_id, c.feedback_id, c.seizure_id)`;
  return queryRow<Chain>(
    on,
    sql`
      select ${columns} from cencomm_chains c
      where ${visibleTo(viewer, entered)} and (${isStep} or c.warning_id = ${threadId})
      order by ${isStep} desc, c.number limit 1`,
    'cencomm_chain_of_message',
  );
}

/** A chain by its number; undefined where there is none for this member. */
export async function chainNumbered(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  number: number,
): Promise<Chain | undefined> {
  return queryRow<Chain>(
    on,
    sql`select ${columns} from cencomm_chains c where ${visibleTo(viewer, entered)} and c.number = ${number}`,
    'cencomm_chain_numbered',
  );
}

/** Next number of an operation whose row is locked. */
export async function nextNumber(client: Client, operationId: string): Promise<number> {
  const row = await queryRow<{ next: number }>(
    client,
    sql`select coalesce(max(number), 0) + 1 as next from cencomm_chains where operation_id = ${operationId}`,
  );
  return row?.next ?? 1;
}

export async function insertChain(
  client: Client,
  {
    id,
    operationId,
    number,
    warningId,
    seizureId,
    state,
    begunMs,
  }: Pick<Chain, 'id' | 'operationId' | 'number' | 'warningId' | 'seizureId' | 'state' | 'begunMs'>,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cencomm_chains
        (id, operation_id, number, warning_id, seizure_id, last_warning_id, last_seizure_id, state, begun_ms)
      values (${id}, ${operationId}, ${number}, ${warningId}, ${seizureId}, ${warningId}, ${seizureId}, ${state},
        ${begunMs})`,
  );
}

/** Columns of a chain that change, by their names here. */
const movable = {
  state: sql`state`,
  feedbackId: sql`feedback_id`,
  seizureId: sql`seizure_id`,
  lastWarningId: sql`last_warning_id`,
  lastSeizureId: sql`last_seizure_id`,
  draftId: sql`draft_id`,
  recordRef: sql`record_ref`,
  recordedFrom: sql`recorded_from`,
  amendmentId: sql`amendment_id`,
  amendmentFrom: sql`amendment_from`,
} as const;

/** Moves a chain of an operation whose row is locked. */
export async function moveChain(
  client: Client,
  { id }: Pick<Chain, 'id'>,
  to: Partial<Pick<Chain, keyof typeof movable>>,
): Promise<void> {
  const set = (Object.keys(movable) as (keyof typeof movable)[])
    .filter(name => to[name] !== undefined)
    .map(name => sql`${movable[name]} = ${to[name]}`);
  await execute(client, sql`update cencomm_chains set ${join([sql`moved_at = now()`, ...set])} where id = ${id}`);
}

/** The chain a draft was made of, locked. */
export async function lockOfDraft(client: Client, draftId: string): Promise<Chain | undefined> {
  return queryRow<Chain>(client, sql`select ${columns} from cencomm_chains c where c.draft_id = ${draftId} for update`);
}
