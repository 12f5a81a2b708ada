import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CencommContext } from '../../context.ts';
import { removeContent } from './remove-content.ts';

export type Disposing = Pick<CencommContext, 'jobPool' | 'files' | 'log'>;

/**
 * Disposes of what was kept long enough after it was closed (or refused): first nobody can enter any more, then messages, files and all
 * that hangs on them go, at last the keys, without which no copy of them can be opened. The register's row stays. What was
 * interrupted is found again and finished; nothing under legal hold is begun, and the database refuses it too.
 */
export async function dispose(context: Disposing): Promise<void> {
  await beginDue(context);
  const { rows } = await context.jobPool.query<{ id: string }>(
    `select id from cencomm_operations where state = 'disposed' and disposed_at is null order by closed_at`,
  );
  for (const { id } of rows) {
    await finish(context, id).catch((error: unknown) =>
      context.log.error({ err: error, operation: id }, 'an operation could not be disposed of; it is tried again'),
    );
  }
}

async function beginDue({ jobPool }: Disposing): Promise<void> {
  await inTransaction(jobPool, async client => {
    const { rows } = await client.query<{ id: string }>(`
      update cencomm_operations set state = 'disposed', version = version + 1 where id in (
        select id from cencomm_operations where not legal_hold
          and (state in ('closed', 'archived') and closed_at + make_interval(days => retention_days) < now() or state = 'refused' and decided_at + make_interval(days => retention_days) < now())
        for update skip locked)
      returning id`);
    for (const { id } of rows)
      await note(client, {}, { action: 'operation.disposalBegun', subject: `operation:${id}` });
  });
}

async function finish(context: Disposing, id: string): Promise<void> {
  const removed = await removeContent(context, id);
  await inTransaction(context.jobPool, async client => {
    await client.query('select 1 from cencomm_operations where id = $1 for update', [id]);
    await client.query(
      'update cencomm_operation_keys set wrapped_dek = null, shredded_at = now() where operation_id = $1 and wrapped_dek is not null',
      [id],
    );
    await client.query('update cencomm_members set removed_at = now() where operation_id = $1 and removed_at is null', [
      id,
    ]);
    await client.query(
      `update cencomm_invitations set state = 'withdrawn', settled_at = now() where operation_id = $1 and state = 'open'`,
      [id],
    );
    await client.query(
      `update cencomm_operations set details_ct = ''::bytea, forms = '{}', disposed_at = now() where id = $1`,
      [id],
    );
    await note(client, {}, { action: 'operation.disposed', subject: `operation:${id}`, detail: { ...removed } });
  });
}
