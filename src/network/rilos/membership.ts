import type { FieldProblem } from '../../errors.ts';
import { isActiveOn, type Office } from '../../reference/index.ts';
import { dayBefore } from '../office.ts';
import type { HeldMembership } from '../store-offices.ts';

/** What a move does: the membership that ends, and on which day. Nothing ends where a Member joins its first RILO. */
interface Move {
  readonly ends: { readonly membership: HeldMembership; readonly lastDay: string } | undefined;
}

/**
 * Whether a Member may belong to a RILO from a day on, given all its memberships, oldest first. There is never more
 * than one RILO on a day and never a day without one between two: a move in the midst of what is already decided, and
 * one that would leave days between, are refused with the reason. Pure.
 */
export function planMove(
  held: readonly HeldMembership[],
  rilo: Office,
  from: string,
): { move: Move } | { problem: FieldProblem } {
  if (!isActiveOn(rilo, from))
    return { problem: { path: 'rilo', key: 'network:problem.riloNotActive', values: { date: from } } };
  const last = held.at(-1);
  if (last === undefined) return { move: { ends: undefined } };
  if (last.validFrom >= from)
    return { problem: { path: 'from', key: 'network:problem.overlap', values: { date: last.validFrom } } };
  if (last.validTo !== null && last.validTo < dayBefore(from))
    return { problem: { path: 'from', key: 'network:problem.gap', values: { date: last.validTo } } };
  const goesOn = last.validTo === null || last.validTo >= from;
  if (goesOn && last.riloId === rilo.id) return { problem: { path: 'rilo', key: 'network:problem.sameRilo' } };
  return { move: { ends: goesOn ? { membership: last, lastDay: dayBefore(from) } : undefined } };
}
