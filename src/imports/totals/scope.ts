import { hasDuty, type Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Which published totals a viewer may see, of `published_statistics s` and `published_totals t`: those in force that
 * their office opened to all Members, those the own office keeps, those of the own country or, for a RILO, of its
 * Members, and all for an administrator.
 */
export function visibleTotals(viewer: Viewer): Sql {
  const { id, kind, country, memberCountries } = viewer.office;
  const countries = kind === 'rilo' ? memberCountries : kind === 'administration' && country !== null ? [country] : [];
  return sql`(s.kept_at is not null and s.withdrawn_at is null and (s.audience = 'members' or s.office_id = ${id}::int
    or t.country = any(${countries}::text[]) or ${hasDuty(viewer, 'administrator')}::boolean))`;
}
