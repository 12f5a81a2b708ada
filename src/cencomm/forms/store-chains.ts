import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import type { Entered } from '../operations/operation.ts';
import type { Chain } from './shipment.ts';

const columns = sql`
  c.id, c.operation_id as "operationId", c.number, c.warning_id as "warningId", c.feedback_id as "feedbackId",
  c.seizure_id as "seizureId", c.state,
  c.begun_ms::float8 as "begunMs", c.draft_id as "draftId", c.record_ref as "recordRef"`;

/** Chains of which at least one message is the member's: in their mailbox, and not from before they see anything. */
const visibleTo = (viewer: Viewer, { operation, membership }: Entered): Sql => sql`
  c.operation_id = ${operation.id}
  and exists (select 1 from cencomm_mailbox b
      where b.account_id = ${viewer.accountId} and b.operation_id = c.operation_id
    and b.created_ms >= ${membership.seesFromMs}
  and (b.message_id in (c.warning_id, c.feedback_id, c.seizure_id) or b.thread_id = c.warning_id))`;

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
  const isStep = sql`${id}::uuid in (c.warning_id, c.feedback_id, c.seizure_id)`;
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
      insert into cencomm_chains (id, operation_id, number, warning_id, seizure_id, state, begun_ms)
      values (${id}, ${operationId}, ${number}, ${warningId}, ${seizureId}, ${state}, ${begunMs})`,
  );
}

/** Moves a chain of an operation whose row is locked. */
export async function moveChain(
  client: Client,
  { id }: Pick<Chain, 'id'>,
  to: Partial<Pick<Chain, 'state' | 'feedbackId' | 'seizureId' | 'draftId' | 'recordRef'>>,
): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_chains set moved_at = now(), state = coalesce(${to.state ?? null}, state),
        feedback_id = coalesce(${to.feedbackId ?? null}, feedback_id),
        seizure_id = coalesce(${to.seizureId ?? null}, seizure_id),
      draft_id = coalesce(${to.draftId ?? null}, draft_id), record_ref = coalesce(${to.recordRef ?? null}, record_ref)
      where id = ${id}`,
  );
}

/** The chain a draft was made of, locked. */
export async function lockOfDraft(client: Client, draftId: string): Promise<Chain | undefined> {
  return queryRow<Chain>(client, sql`select ${columns} from cencomm_chains c where c.draft_id = ${draftId} for update`);
}
