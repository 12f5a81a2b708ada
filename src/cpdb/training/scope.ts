import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Fragment } from '../../db/sql.ts';
import type { TrainingSet } from './set.ts';

/**
 * Open sets a viewer may take: those for all, of the own office, and of offices under the same RILO. The one place where it is decided.
 * Alias `s`.
 */
export function openSets({ office }: Viewer): Fragment {
  return {
    text: `(s.state = 'open' and (s.audience = 'all' or s.office_id = ?::int or s.audience = 'region' and s.region_id = ?::int))`,
    bindings: [office.id, office.riloId ?? -1],
  };
}

/** Sets a viewer keeps as a trainer: a trainer is who contributes pictures, and keeps the sets of the own office in every state. Alias `s`. */
export function keptSets(viewer: Viewer): Fragment {
  return {
    text: '(?::boolean and s.office_id = ?::int)',
    bindings: [rights['database:write'](viewer), viewer.office.id],
  };
}

export function visibleSets(viewer: Viewer): Fragment {
  const [open, kept] = [openSets(viewer), keptSets(viewer)];
  return { text: `(${open.text} or ${kept.text})`, bindings: [...open.bindings, ...kept.bindings] };
}

/** Whether the viewer is a trainer of the set's office. Pure. */
export function isTrainer(viewer: Viewer, { officeId }: Pick<TrainingSet, 'officeId'>): boolean {
  return rights['database:write'](viewer) && viewer.office.id === officeId;
}
