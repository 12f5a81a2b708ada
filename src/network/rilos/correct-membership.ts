import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { Refused, refusalOf } from '../../forms/index.ts';
import { isActiveOn, type Office } from '../../reference/index.ts';
import { reread, type NetworkContext } from '../context.ts';
import { dayBefore } from '../office.ts';
import { insertChange, lockOffice } from '../store.ts';
import {
  changeMembership,
  deleteMembership,
  endMembership,
  isSeeded,
  lockMemberships,
  type HeldMembership,
} from '../store-offices.ts';

export interface MembershipCorrection {
  /** The membership as it was seen: `seenOf`. */
  readonly seen: string;
  readonly act: 'correct' | 'undo';
  /** Code of the RILO it should have been, and the first day there; both '' for `undo`. */
  readonly rilo: string;
  readonly from: string;
  readonly reason: string;
}

/** What a form was opened over: another correction in between is told. */
export function seenOf({ id, riloId, validFrom }: Pick<HeldMembership, 'id' | 'riloId' | 'validFrom'>): string {
  return `${id}.${riloId}.${validFrom}`;
}

/**
 * Puts the last membership of a Member right: another RILO or another first day, or it is taken back as if it had never
 * been. What is wrong leaves what is valid; the histories of all offices keep it, with the reason. The seizures of its
 * days are counted under the right RILO, in the same transaction.
 */
export async function correctMembership(
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  correction: MembershipCorrection,
): Promise<void> {
  const overlap = { path: 'from', key: 'network:problem.overlap', values: { date: correction.from } };
  await refusalOf({ rilo_memberships_one_at_a_time: overlap }, () =>
    inTransaction(context.pool, client => correctWithin(client, context, viewer, code, correction)),
  );
  await reread(context);
}

async function correctWithin(
  client: Client,
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  correction: MembershipCorrection,
): Promise<void> {
  const member = await lockOffice(client, code);
  if (member.kind !== 'administration' || member.country === null) throw new NotFound(`${code} is no Member`);
  const held = await lockMemberships(client, member.country);
  const [before, wrong] = [held.at(-2), held.at(-1)];
  if (!wrong || seenOf(wrong) !== correction.seen)
    throw new Refused({ path: 'reason', key: 'network:problem.membershipChanged' });
  if (await isSeeded(client, wrong.id)) throw new Refused({ path: 'act', key: 'network:problem.seededMembership' });
  const was = context.offices.byId(wrong.riloId);
  const becomes =
    correction.act === 'undo'
      ? await undo(client, context, before, wrong)
      : await putRight(client, { before, wrong, correction });
  const detail = {
    member: code,
    from: was?.code ?? null,
    to: becomes?.code ?? null,
    date: correction.act === 'undo' ? wrong.validFrom : correction.from,
    before: { rilo: was?.code ?? null, validFrom: wrong.validFrom },
    after: { rilo: becomes?.code ?? null, validFrom: correction.act === 'undo' ? null : correction.from },
  };
  const kind = correction.act === 'undo' ? 'moveUndone' : 'moveCorrected';
  const { reason } = correction;
  const told = new Map([member, was, becomes].flatMap(office => (office ? [[office.id, office] as const] : [])));
  for (const officeId of told.keys()) await insertChange(client, viewer, { officeId, kind, reason, detail });
  await note(client, viewer, { action: 'membership.corrected', subject: code, detail: { ...detail, reason } });
}

/** The membership of before goes on as if there had been no move. Answers its RILO. */
async function undo(
  client: Client,
  context: NetworkContext,
  before: HeldMembership | undefined,
  wrong: HeldMembership,
): Promise<Office | undefined> {
  await deleteMembership(client, wrong.id);
  if (before) await endMembership(client, before.id, wrong.validTo);
  return before && context.offices.byId(before.riloId);
}

interface PuttingRight {
  readonly before: HeldMembership | undefined;
  readonly wrong: HeldMembership;
  readonly correction: MembershipCorrection;
}

/** Another RILO, another first day, or both. Answers the right RILO. */
async function putRight(client: Client, { before, wrong, correction }: PuttingRight): Promise<Office> {
  const { rilo, from } = correction;
  const to = await lockOffice(client, rilo);
  const refuse = (path: string, key: string, date = from): never => {
    throw new Refused({ path, key: `network:problem.${key}`, values: { date } });
  };
  if (to.kind !== 'rilo' || !isActiveOn(to, from)) refuse('rilo', 'riloNotActive');
  if (to.id === wrong.riloId && from === wrong.validFrom) refuse('rilo', 'sameMembership');
  if (before?.riloId === to.id) refuse('rilo', 'sameRilo');
  if (before && from <= before.validFrom) refuse('from', 'overlap', before.validFrom);
  if (wrong.validTo !== null && from > wrong.validTo) refuse('from', 'overlap', wrong.validTo);
  // What gives days away goes first: there is never more than one RILO on a day.
  const moveEnd = () => (before ? endMembership(client, before.id, dayBefore(from)) : undefined);
  if (from < wrong.validFrom) await moveEnd();
  await changeMembership(client, wrong.id, { riloId: to.id, validFrom: from });
  if (from >= wrong.validFrom) await moveEnd();
  return to;
}
