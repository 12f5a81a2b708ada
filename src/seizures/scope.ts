import type { Viewer } from '../access/index.ts';
import { sql, type Sql } from '../db/sql.ts';
import { openToAll } from './copy/store-ready.ts';

/**
 * Which seizures a viewer may see: the one place where release is decided. List, count, facets, detail, history, export
 * and files all start from it, so they cannot disagree. Alias of the table: `s`.
 *
 * Own office always. Its RILO always. Under embargo nobody else. Then by release: all customs; own region; RILOs and
 * Secretariat; named offices (and Secretariat); through the RILO (the Secretariat: everybody else asks the RILO, and
 * learns no more than `countedThroughRilo` tells).
 */
export function visibleSeizures(viewer: Pick<Viewer, 'office'>): Sql {
  const { id, kind, riloId } = viewer.office;
  const desk = kind === 'rilo' || kind === 'secretariat';
  return sql`(${openToAll}
      or s.office_id = ${id}::int or s.region_id = ${kind === 'rilo' ? id : -1}::int
      or (s.embargo_until is null or s.embargo_until <= current_date) and (
        s.release = 'all'
        or s.release = 'region' and (s.region_id = ${riloId ?? -1}::int or ${kind === 'secretariat'}::boolean)
        or s.release = 'rilos' and ${desk}::boolean
        or s.release = 'through_rilo' and ${kind === 'secretariat'}::boolean
        or s.release = 'named' and (s.release_offices @> array[${id}::int] or ${kind === 'secretariat'}::boolean)))`;
}

/**
 * Records that are counted for everybody and opened by few: released through the RILO of their region. Whoever counts
 * them beyond `visibleSeizures` tells the region and never the country, office, reference or place, and counts none
 * where the question itself names one of these (`masksOf` of search/search-masked.ts).
 */
export function countedThroughRilo(): Sql {
  return sql`(s.release = 'through_rilo' and s.region_id is not null
    and (s.embargo_until is null or s.embargo_until <= current_date))`;
}

/**
 * The record as a viewer reads it: words that wait for a second person are hidden from all but the own office, its
 * RILO and the administrator on behalf. `of` is the row of seizure_records or seizure_versions, by its alias.
 */
export function recordFor(viewer: Viewer, of: Sql): Sql {
  const { id, kind } = viewer.office;
  const onBehalf = kind === 'secretariat' && viewer.duties.includes('administrator');
  return sql`case when ${of}.masked is null or s.office_id = ${id}::int
    or s.region_id = ${kind === 'rilo' ? id : -1}::int or ${onBehalf}::boolean then ${of}.record else ${of}.masked end`;
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
