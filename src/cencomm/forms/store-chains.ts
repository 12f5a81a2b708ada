import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import type { Entered } from '../operations/operation.ts';
import type { Chain } from './shipment.ts';

const columns = `c.id, c.operation_id as "operationId", c.number, c.warning_id as "warningId", c.feedback_id as "feedbackId", c.seizure_id as "seizureId", c.state,
  c.begun_ms::float8 as "begunMs", c.draft_id as "draftId", c.record_ref as "recordRef"`;

/** Chains of which at least one message is the member's: in their mailbox, and not from before they see anything. */
const visible = `exists (select 1 from cencomm_mailbox b where b.account_id = $1 and b.operation_id = c.operation_id and b.created_ms >= $3
  and (b.message_id in (c.warning_id, c.feedback_id, c.seizure_id) or b.thread_id = c.warning_id))`;

export async function listChains(viewer: Viewer, on: Queryable, { operation, membership }: Entered): Promise<Chain[]> {
  const { rows } = await on.query<Chain>({
    name: 'cencomm_chains',
    text: `select ${columns} from cencomm_chains c where c.operation_id = $2 and ${visible} order by c.number desc`,
    values: [viewer.accountId, operation.id, membership.seesFromMs],
  });
  return rows;
}

/** The chain a message belongs to: the one it is a step of, else the one of the warning it answers. */
export async function chainOfMessage(
  viewer: Viewer,
  on: Queryable,
  { operation, membership }: Entered,
  { id, threadId }: { id: string; threadId: string },
): Promise<Chain | undefined> {
  const {
    rows: [row],
  } = await on.query<Chain>({
    name: 'cencomm_chain_of_message',
    text: `select ${columns} from cencomm_chains c where c.operation_id = $2 and ($4 in (c.warning_id, c.feedback_id, c.seizure_id) or c.warning_id = $5) and ${visible}
      order by ($4 in (c.warning_id, c.feedback_id, c.seizure_id)) desc, c.number limit 1`,
    values: [viewer.accountId, operation.id, membership.seesFromMs, id, threadId],
  });
  return row;
}

/** A chain by its number; undefined where there is none for this member. */
export async function chainNumbered(
  viewer: Viewer,
  on: Queryable,
  { operation, membership }: Entered,
  number: number,
): Promise<Chain | undefined> {
  const {
    rows: [row],
  } = await on.query<Chain>({
    name: 'cencomm_chain_numbered',
    text: `select ${columns} from cencomm_chains c where c.operation_id = $2 and c.number = $4 and ${visible}`,
    values: [viewer.accountId, operation.id, membership.seesFromMs, number],
  });
  return row;
}

/** Next number of an operation whose row is locked. */
export async function nextNumber(client: Client, operationId: string): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from cencomm_chains where operation_id = $1',
    [operationId],
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
  await client.query(
    'insert into cencomm_chains (id, operation_id, number, warning_id, seizure_id, state, begun_ms) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, operationId, number, warningId, seizureId, state, begunMs],
  );
}

/** Moves a chain of an operation whose row is locked. */
export async function moveChain(
  client: Client,
  { id }: Pick<Chain, 'id'>,
  to: Partial<Pick<Chain, 'state' | 'feedbackId' | 'seizureId' | 'draftId' | 'recordRef'>>,
): Promise<void> {
  await client.query(
    `update cencomm_chains set moved_at = now(), state = coalesce($2, state), feedback_id = coalesce($3, feedback_id), seizure_id = coalesce($4, seizure_id),
    draft_id = coalesce($5, draft_id), record_ref = coalesce($6, record_ref) where id = $1`,
    [id, to.state ?? null, to.feedbackId ?? null, to.seizureId ?? null, to.draftId ?? null, to.recordRef ?? null],
  );
}

/** The chain a draft was made of, locked. */
export async function lockOfDraft(client: Client, draftId: string): Promise<Chain | undefined> {
  const {
    rows: [row],
  } = await client.query<Chain>(`select ${columns} from cencomm_chains c where c.draft_id = $1 for update`, [draftId]);
  return row;
}
