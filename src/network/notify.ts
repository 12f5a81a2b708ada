import type { Viewer } from '../access/index.ts';
import { note } from '../audit/index.ts';
import type { Client } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { NotFound, type FieldProblem } from '../errors.ts';
import type { Office } from '../reference/index.ts';
import type { Notification } from './office.ts';
import { Refused, refusalOf } from '../forms/index.ts';
import type { NetworkContext } from './context.ts';
import { insertChange, lockOffice } from './store.ts';
import { insertPoint, listPoints, supersedePoint } from './store-points.ts';

const taken: Readonly<Record<string, FieldProblem>> = {
  contact_points_one_a_day: { path: 'validFrom', key: 'network:problem.dayTaken' },
  contact_points_reference_once: { path: 'reference', key: 'network:problem.referenceTaken' },
};

/** Enters an administration's formal notification of its National Contact Point; its effect may lie ahead. */
export async function notify(
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  notification: Notification,
): Promise<void> {
  await refusalOf(taken, () =>
    inTransaction(context.pool, async client => {
      const office = await lockAdministration(client, code);
      const id = await insertPoint(client, viewer, office.id, notification);
      await insertChange(client, viewer, { officeId: office.id, kind: 'notified', detail: { ...notification } });
      await note(client, viewer, { action: 'ncp.notified', subject: code, detail: { id, ...notification } });
    }),
  );
}

/**
 * Puts a mistaken notification right: the old row stays, out of force, with the reason; the new one says what it
 * corrects. A notification is corrected once; what was wrong about the correction is put right on the correction.
 */
export async function correctNotification(
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  id: number,
  correction: Notification & { reason: string },
): Promise<void> {
  const { reason, ...notification } = correction;
  await refusalOf(taken, () =>
    inTransaction(context.pool, async client => {
      const office = await lockAdministration(client, code);
      const wrong = (await listPoints(client, viewer, office.id)).find(point => point.id === id);
      if (!wrong) throw new NotFound(`no notification ${id} of ${code}`);
      if (wrong.supersededAt !== null) throw new Refused({ path: 'reason', key: 'network:problem.correctedAlready' });
      await supersedePoint(client, id, reason);
      const newId = await insertPoint(client, viewer, office.id, notification, id);
      await insertChange(client, viewer, {
        officeId: office.id,
        kind: 'corrected',
        reason,
        detail: { before: notificationOf(wrong), after: notification },
      });
      await note(client, viewer, {
        action: 'ncp.corrected',
        subject: code,
        detail: { corrects: id, id: newId, ...notification, reason },
      });
    }),
  );
}

/** Locks the administration's row: two notifications at once come one after the other. */
async function lockAdministration(client: Client, code: string): Promise<Office> {
  const office = await lockOffice(client, code);
  if (office.kind !== 'administration') throw new NotFound(`${code} is no administration`);
  return office;
}

function notificationOf({
  reference,
  letterDate,
  validFrom,
  function: post,
  email,
  phone,
  account,
}: Notification): Notification {
  return { reference, letterDate, validFrom, function: post, email, phone, account: account ?? null };
}
