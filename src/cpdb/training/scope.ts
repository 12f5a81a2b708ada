import { rights, type Viewer } from '../../access/index.ts';
import type { TrainingSet } from './set.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Open sets a viewer may take: those for all, of the own office, and of offices under the same RILO. The one place
 * where it is decided. Alias `s`.
 */
export function openSets({ office }: Viewer): Sql {
  return sql`
    (s.state = 'open' and (s.audience = 'all' or s.office_id = ${office.id}::int
      or s.audience = 'region' and s.region_id = ${office.riloId ?? -1}::int))`;
}

/**
 * Sets a viewer keeps as a trainer: a trainer is who contributes pictures, and keeps the sets of the own office in
 * every state. Alias `s`.
 */
export function ownSets(viewer: Viewer): Sql {
  return sql`(${rights['database:write'](viewer)}::boolean and s.office_id = ${viewer.office.id}::int)`;
}

export function visibleSets(viewer: Viewer): Sql {
  const [open, kept] = [openSets(viewer), ownSets(viewer)];
  return sql`(${open} or ${kept})`;
}

/** Whether the viewer is a trainer of the set's office. Pure. */
export function isTrainer(viewer: Viewer, { officeId }: Pick<TrainingSet, 'officeId'>): boolean {
  return rights['database:write'](viewer) && viewer.office.id === officeId;
}
