import type { Viewer } from '../access/index.ts';
import { sql } from '../db/sql.ts';
import type { Sql } from '../db/sql.ts';

/**
 * Which seizures a viewer may see: the one place where release is decided. List, count, facets, detail, history, export
 * and files all start from it, so they cannot disagree. Alias of the table: `s`.
 *
 * Own office always. Its RILO always. Under embargo nobody else. Then by release: all customs; own region; RILOs and
 * Secretariat; named offices (and Secretariat); through the RILO (RILOs and Secretariat: who else is told, is told by
 * them).
 */
export function visibleSeizures(viewer: Viewer): Sql {
  const { id, kind, riloId } = viewer.office;
  const desk = kind === 'rilo' || kind === 'secretariat';
  return sql`(s.release = 'all' and s.embargo_until is null
      or s.office_id = ${id}::int or s.region_id = ${kind === 'rilo' ? id : -1}::int
      or (s.embargo_until is null or s.embargo_until <= current_date) and (
        s.release = 'all'
        or s.release = 'region' and (s.region_id = ${riloId ?? -1}::int or ${kind === 'secretariat'}::boolean)
        or s.release in ('rilos', 'through_rilo') and ${desk}::boolean
        or s.release = 'named' and (s.release_offices @> array[${id}::int] or ${kind === 'secretariat'}::boolean)))`;
}

/**
 * What may be told to everybody: records every Member's officer may open today, whoever asks. Published figures count
 * these alone, so that a count tells no reader of a record released more narrowly. Narrower than `visibleSeizures` of
 * any viewer.
 */
export function publishableSeizures(): Sql {
  return sql`s.release = 'all' and (s.embargo_until is null or s.embargo_until <= current_date)`;
}

/** Two viewers of one key see the same rows: what a cache of counts may be shared by. */
export function scopeKey(viewer: Viewer): string {
  return `${viewer.office.id}/${viewer.office.kind}/${viewer.office.riloId ?? '-'}`;
}
