import { hasDuty, type Viewer } from '../access/index.ts';
import type { Status } from './seizure.ts';

/** What may be done to a record beside reading it. */
export const actions = ['amend', 'withdraw', 'restore', 'verify', 'settle', 'confirm', 'merge', 'unmerge'] as const;
export type Action = (typeof actions)[number];

/** Facts of a record that decide who may act on it. */
export interface Actable {
  readonly officeId: number;
  readonly country: string;
  readonly status: Status;
  /** Whether a quantity of it counts in no total until a second person has confirmed it. */
  readonly held?: boolean;
}

const inForce: readonly Status[] = ['submitted', 'queried', 'verified'];
const open: Readonly<Record<Action, readonly Status[]>> = {
  amend: inForce,
  withdraw: inForce,
  restore: ['withdrawn'],
  verify: ['submitted', 'queried'],
  settle: inForce,
  confirm: inForce,
  merge: inForce,
  unmerge: ['merged'],
};

/**
 * Who may act, and only while the record's status allows it. Records are amended, withdrawn and restored, merged with
 * others of their office and linked to those of another by Unlimited accounts of their own office, the RILO officer for
 * a Member of the region, and the WCO administrator on behalf; verified, and their flags settled, by the desk; a held
 * quantity is confirmed by the desk or the office's contact point. That nobody does it for an entry of his own is asked
 * where it is done. Pure.
 */
export function can(viewer: Viewer, action: Action, seizure: Actable): boolean {
  if (viewer.level !== 'unlimited' || !open[action].includes(seizure.status)) return false;
  switch (action) {
    case 'verify':
      return isDesk(viewer, seizure.country) && seizure.held !== true;
    case 'settle':
      return isDesk(viewer, seizure.country);
    case 'confirm':
      return seizure.held === true && (isDesk(viewer, seizure.country) || isContactPoint(viewer, seizure.officeId));
    default:
      return mayEnterFor(viewer, seizure.country, seizure.officeId);
  }
}

/** Whether the viewer verifies records of this country: its RILO, or the administrator on behalf. Pure. */
export function isDesk(viewer: Viewer, country: string): boolean {
  return viewer.office.kind !== 'administration' && mayEnterFor(viewer, country);
}

/**
 * Whether the viewer reads what others did with an office's records: its Unlimited accounts, the RILO officer for a
 * Member of the region and the administrator. Pure.
 */
export function readsUse(viewer: Viewer, owner: { readonly country: string; readonly officeId: number }): boolean {
  return mayEnterFor(viewer, owner.country, owner.officeId);
}

/** Whether the viewer answers for the records of this office. Pure. */
export function isContactPoint(viewer: Viewer, officeId: number): boolean {
  return viewer.office.kind === 'administration' && viewer.office.id === officeId && hasDuty(viewer, 'ncp');
}

/** Whether the viewer may amend a record: what belongs to it, as pictures, is added by the same people. Pure. */
export function mayAmend(viewer: Viewer, seizure: Actable): boolean {
  return can(viewer, 'amend', seizure);
}

/**
 * Whether the viewer may enter records of this country's office: own, a Member of the RILO's region, or any for the
 * administrator.
 */
export function mayEnterFor(viewer: Viewer, country: string, officeId?: number): boolean {
  if (viewer.level !== 'unlimited') return false;
  if (viewer.office.kind === 'administration')
    return officeId === undefined ? viewer.office.country === country : viewer.office.id === officeId;
  if (viewer.office.kind === 'rilo') return hasDuty(viewer, 'rilo') && viewer.office.memberCountries.includes(country);
  return viewer.office.kind === 'secretariat' && hasDuty(viewer, 'administrator');
}
