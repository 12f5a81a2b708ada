import { rights, type Viewer } from '../../access/index.ts';
import { mayEnterFor } from '../../seizures/index.ts';
import type { Referral } from './referral.ts';

export const actions = ['take', 'record', 'pass', 'answer', 'reopen', 'ask', 'say', 'withdraw', 'see'] as const;
export type Action = (typeof actions)[number];

type Actable = Pick<Referral, 'madeBy' | 'officeId' | 'state' | 'takenBy' | 'country'> & {
  readonly isRecordWithdrawn?: boolean;
};

export function isSender(viewer: Viewer, { madeBy }: Pick<Referral, 'madeBy'>): boolean {
  return madeBy === viewer.accountId;
}

/** Whether the viewer handles it for the office it is with now. */
export function isDesk(viewer: Viewer, { officeId }: Pick<Referral, 'officeId'>): boolean {
  return rights['referral:handle'](viewer) && officeId === viewer.office.id;
}

/** Whose act it is, whatever the state. Pure. */
export function isTheirs(viewer: Viewer, action: Action, referral: Pick<Referral, 'madeBy' | 'officeId'>): boolean {
  if (action === 'see') return isSender(viewer, referral) || isDesk(viewer, referral);
  return action === 'say' || action === 'withdraw' ? isSender(viewer, referral) : isDesk(viewer, referral);
}

/** Whether a viewer may do something with a referral as it stands. Pure. */
export function can(viewer: Viewer, action: Action, referral: Actable): boolean {
  if (!isTheirs(viewer, action, referral)) return false;
  const { state, takenBy } = referral;
  const waits = state === 'sent';
  const pending = waits || state === 'taken';
  switch (action) {
    case 'take':
      return waits || (state === 'taken' && takenBy !== viewer.accountId);
    case 'record':
      return (waits || (state === 'taken' && takenBy === viewer.accountId)) && mayEnterFor(viewer, referral.country);
    case 'pass':
    case 'answer':
      return pending;
    case 'reopen':
      return state === 'answered' || (state === 'recorded' && referral.isRecordWithdrawn === true);
    case 'withdraw':
      return waits;
    case 'ask':
    case 'say':
      return state !== 'withdrawn';
    case 'see':
      return true;
  }
}
