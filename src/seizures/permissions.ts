import { hasDuty } from '../access/index.ts';
import type { Viewer } from '../access/index.ts';
import type { Status } from './seizure.ts';

/** What may be done to a record beside reading it. */
export const actions = ['amend', 'withdraw'] as const;
export type Action = (typeof actions)[number];

/** Facts of a record that decide who may act on it. */
interface Actable {
  readonly officeId: number;
  readonly country: string;
  readonly status: Status;
}

const open: Readonly<Record<Action, readonly Status[]>> = {
  amend: ['submitted', 'queried', 'verified'],
  withdraw: ['submitted', 'queried', 'verified'],
};

/**
 * Who may act: Unlimited accounts of the record's own office, the RILO officer for a Member of the region, and the WCO
 * administrator on behalf; and only while the record's status allows it. Pure.
 */
export function can(viewer: Viewer, action: Action, seizure: Actable): boolean {
  if (viewer.level !== 'unlimited' || !open[action].includes(seizure.status)) return false;
  return mayEnterFor(viewer, seizure.country, seizure.officeId);
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
