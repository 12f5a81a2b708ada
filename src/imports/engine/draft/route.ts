import type { Draft } from './draft.ts';
import type { RowProblem } from '../problems.ts';

/**
 * The country behind a stretch of border becomes departure or destination by the direction of the row; inside the
 * country it is neither. Where the row says both, a contradiction is a remark: nothing is turned round.
 */
export function settleRoute({ facts, problems }: Draft): void {
  const { border, direction } = facts;
  delete facts.border;
  if (border !== undefined && direction === 'IMP') facts.departure ??= border;
  if (border !== undefined && direction === 'EXP') facts.destination ??= border;
  if (contradicts(facts)) problems.push(remark);
}

const remark: RowProblem = { level: 'warning', code: 'route_against_direction', field: 'direction' };

/** Goods that enter and come from here to elsewhere, or leave and come from elsewhere to here. */
function contradicts({ country, direction, departure, destination }: Draft['facts']): boolean {
  if (departure === undefined || destination === undefined || departure === destination) return false;
  if (direction === 'IMP') return departure === country;
  return direction === 'EXP' && destination === country;
}
