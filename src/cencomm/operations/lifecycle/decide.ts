import type { Viewer } from '../../../access/index.ts';
import { viewerOfAccount } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { countryFor } from '../members/invite.ts';
import { addMember } from '../members/members.ts';
import type { Operation } from '../operation.ts';
import { lockRegistered } from './store-register.ts';
import { tellOfficer } from './tell.ts';

type Deciding = Pick<CencommContext, 'pool' | 'outbox' | 'offices'>;
type Waiting = Pick<Operation, 'id' | 'joining' | 'requestedBy'>;

/** Opens a requested operation: who asked becomes its owner and is told; nobody else is. Throws ChangedMeanwhile where it was decided already. */
export async function openRequested({ pool, outbox, offices }: Deciding, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const waiting = await lockWaiting(client, viewer, id);
    const owner = await viewerOfAccount(client, waiting.requestedBy);
    if (owner?.level !== 'unlimited') throw new Refused({ path: 'decision', key: 'cencommops:problem.requesterGone' });
    await client.query(
      `update cencomm_operations set state = 'open', decided_by = $2, decided_at = now(), version = version + 1 where id = $1`,
      [id, viewer.accountId],
    );
    await addMember(
      client,
      viewer,
      { ...waiting, joining: 'history' },
      { accountId: owner.accountId, role: 'owner', country: countryFor(owner.office.id, 'owner', '', offices) },
    );
    await note(client, viewer, {
      action: 'operation.opened',
      subject: `operation:${id}`,
      detail: { login: owner.loginId },
    });
    await tellOfficer({ outbox }, client, owner.loginId, 'Opened');
  });
}

/** Refuses it, with a reason who asked is shown. */
export async function refuseRequested(
  { pool, outbox }: Deciding,
  viewer: Viewer,
  id: string,
  reason: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const waiting = await lockWaiting(client, viewer, id);
    await client.query(
      `update cencomm_operations set state = 'refused', decided_by = $2, decided_at = now(), decision = $3, version = version + 1 where id = $1`,
      [id, viewer.accountId, reason],
    );
    await note(client, viewer, { action: 'operation.refused', subject: `operation:${id}` });
    const {
      rows: [asker],
    } = await client.query<{ login: string }>('select login_id as login from accounts where id = $1', [
      waiting.requestedBy,
    ]);
    if (asker) await tellOfficer({ outbox }, client, asker.login, 'Refused');
  });
}

async function lockWaiting(client: Client, viewer: Viewer, id: string): Promise<Waiting> {
  const { state } = await lockRegistered(viewer, client, id);
  const {
    rows: [row],
  } = await client.query<Waiting>(
    'select id, joining, requested_by as "requestedBy" from cencomm_operations where id = $1',
    [id],
  );
  if (state !== 'requested' || !row) throw new ChangedMeanwhile('the request was decided already');
  return row;
}
