import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { planMove } from './membership.ts';
import { Refused, refusalOf } from '../../forms/index.ts';
import { reread, type NetworkContext } from '../context.ts';
import { insertChange, lockOffice } from '../store.ts';
import { endMembership, insertMembership, lockMemberships } from '../store-offices.ts';

interface MemberMove {
  /** Code of the RILO it goes to. */
  readonly rilo: string;
  /** First day there. */
  readonly from: string;
  readonly reason: string;
}

/**
 * Moves a Member to another RILO from a day on: the old membership ends the day before and stays as history. Seizures
 * are counted under the RILO of their own date, so those from that day on change region with it, in the same
 * transaction.
 */
export async function moveMember(
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  move: MemberMove,
): Promise<void> {
  const overlap = { path: 'from', key: 'network:problem.overlap', values: { date: move.from } };
  await refusalOf({ rilo_memberships_one_at_a_time: overlap }, () =>
    inTransaction(context.pool, client => moveWithin(client, context, viewer, code, move)),
  );
  await reread(context);
}

async function moveWithin(
  client: Client,
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  { rilo, from, reason }: MemberMove,
): Promise<void> {
  const member = await lockOffice(client, code);
  if (member.kind !== 'administration' || member.country === null) throw new NotFound(`${code} is no Member`);
  const to = await lockOffice(client, rilo);
  if (to.kind !== 'rilo') throw new Refused({ path: 'rilo', key: 'forms:problem.notListed' });
  const plan = planMove(await lockMemberships(client, member.country), to, from);
  if ('problem' in plan) throw new Refused(plan.problem);
  const { ends } = plan.move;
  const left = ends && context.offices.byId(ends.membership.riloId);
  if (ends) await endMembership(client, ends.membership.id, ends.lastDay);
  await insertMembership(client, { riloId: to.id, country: member.country, validFrom: from, note: reason });
  const detail = { member: code, from: left?.code ?? null, to: rilo, date: from };
  await insertChange(client, viewer, { officeId: member.id, kind: 'moved', reason, detail });
  await insertChange(client, viewer, { officeId: to.id, kind: 'joined', reason, detail });
  if (left) await insertChange(client, viewer, { officeId: left.id, kind: 'left', reason, detail });
  await note(client, viewer, { action: 'membership.moved', subject: code, detail: { ...detail, reason } });
}
