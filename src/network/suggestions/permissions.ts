import { rights, type Viewer } from '../../access/index.ts';
import { isPending, type State } from './suggestion.ts';

export const actions = ['endorse', 'comment', 'support', 'decide', 'see'] as const;
export type Action = (typeof actions)[number];

/** Facts of a suggestion that decide who may do what with it. */
interface Actable {
  readonly officeId: number;
  /** Country of the administration that made it. */
  readonly country: string | null;
  readonly state: State;
  readonly endorsedAt: string | null;
}

/**
 * Who may act on a suggestion: the RILO whose Member made it endorses and comments; contact points and RILOs of other
 * offices support; CENMaT decides; the contact point that made it acknowledges the outcome. Pure.
 */
export function can(viewer: Viewer, action: Action, one: Actable): boolean {
  const isOwnRilo = rights.rilo(viewer) && one.country !== null && viewer.office.memberCountries.includes(one.country);
  if (action === 'endorse') return isOwnRilo && isPending(one.state) && one.endorsedAt === null;
  if (action === 'comment') return isOwnRilo;
  if (action === 'support')
    return rights['suggestion:support'](viewer) && viewer.office.id !== one.officeId && isPending(one.state);
  if (action === 'decide') return rights.cenmat(viewer);
  return rights.ncp(viewer) && viewer.office.id === one.officeId;
}
