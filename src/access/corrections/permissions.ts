import type { Account } from '../accounts/account.ts';
import { administers, looksAfterOffice } from '../accounts/permissions.ts';
import type { Viewer } from '../viewer.ts';

type Actable = Pick<Account, 'id' | 'officeId' | 'state'>;

/** Whether an account still has data to be put right: one that has ended stays as it was. */
export function isOpenToCorrection({ state }: Pick<Account, 'state'>): boolean {
  return state !== 'ended';
}

/**
 * Who may put right the name, the unit and the address of somebody else: the administrator of all, a contact point or
 * RILO officer of the own office's, colleagues with a duty too. Pure.
 */
export function mayCorrect(viewer: Viewer, account: Actable): boolean {
  if (!isOpenToCorrection(account) || viewer.accountId === account.id) return false;
  return administers(viewer) || (looksAfterOffice(viewer) && viewer.office.id === account.officeId);
}
