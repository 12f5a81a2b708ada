import type { Office } from '../../reference/index.ts';
import type { Account, AccountState } from '../accounts/account.ts';
import { administers, looksAfterOffice } from '../accounts/permissions.ts';
import type { Level, OfficeKind, Viewer } from '../viewer.ts';
import type { Move } from './store.ts';

const movable: readonly AccountState[] = ['live', 'pending', 'suspended'];

/** Who may ask that somebody else moves: the administrator, and the contact point or RILO officer who gives. Pure. */
export function mayAsk(viewer: Viewer, account: Pick<Account, 'id' | 'officeId' | 'officeKind' | 'state'>): boolean {
  if (!movable.includes(account.state) || account.officeKind === 'partner' || viewer.accountId === account.id)
    return false;
  return administers(viewer) || (looksAfterOffice(viewer) && viewer.office.id === account.officeId);
}

/**
 * Who decides: those who look after the office that receives, and the administrators; never who asked, nor the officer.
 * Pure.
 */
export function mayDecide(viewer: Viewer, move: Pick<Move, 'accountId' | 'toOffice' | 'madeBy'>): boolean {
  if (viewer.accountId === move.madeBy || viewer.accountId === move.accountId) return false;
  return administers(viewer) || (looksAfterOffice(viewer) && viewer.office.id === move.toOffice);
}

/** Who sees it, and may withdraw it: the office that asked and the administrators. Pure. */
export function mayWithdraw(viewer: Viewer, move: Pick<Move, 'accountId' | 'fromOffice'>): boolean {
  if (viewer.accountId === move.accountId) return false;
  return administers(viewer) || (looksAfterOffice(viewer) && viewer.office.id === move.fromOffice);
}

type Place = Pick<Office, 'id' | 'kind' | 'country'>;

/**
 * Where an officer may move: offices of the same Member, RILOs, and from a RILO or the Secretariat any Member. Pure.
 */
export function isTarget(from: Place, to: Place): boolean {
  if (to.id === from.id || to.kind === 'partner' || to.kind === 'secretariat') return false;
  if (to.kind === 'rilo') return from.kind !== 'partner';
  return from.kind === 'administration' ? to.country === from.country : from.kind !== 'partner';
}

/**
 * Levels that can be given on arrival: it is judged anew. Unlimited comes with the move only where one administrator
 * may give it, which is inside an administration; elsewhere two give it afterwards, as always. Pure.
 */
export function levelsOnArrival(viewer: Viewer, kind: OfficeKind): readonly Level[] {
  return administers(viewer) && kind === 'administration'
    ? ['limited', 'read_only', 'unlimited']
    : ['limited', 'read_only'];
}
