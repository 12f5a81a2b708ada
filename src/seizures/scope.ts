import type { Viewer } from '../access/index.ts';
import type { Fragment } from '../db/sql.ts';

/**
 * Which seizures a viewer may see: the one place where release is decided. List, count, facets, detail, history,
 * export and files all start from it, so they cannot disagree. Alias of the table: `s`.
 *
 * Own office always. Its RILO always. Under embargo nobody else. Then by release: all customs; own region;
 * RILOs and Secretariat; named offices (and Secretariat); through the RILO (RILOs and Secretariat: who else is told, is told by them).
 */
export function visibleSeizures(viewer: Viewer): Fragment {
  const { id, kind, riloId } = viewer.office;
  const desk = kind === 'rilo' || kind === 'secretariat';
  return {
    text: `(s.release = 'all' and s.embargo_until is null
      or s.office_id = ?::int or s.region_id = ?::int
      or (s.embargo_until is null or s.embargo_until <= current_date) and (
        s.release = 'all'
        or s.release = 'region' and (s.region_id = ?::int or ?::boolean)
        or s.release in ('rilos', 'through_rilo') and ?::boolean
        or s.release = 'named' and (s.release_offices @> array[?::int] or ?::boolean)))`,
    bindings: [id, kind === 'rilo' ? id : -1, riloId ?? -1, kind === 'secretariat', desk, id, kind === 'secretariat'],
  };
}

/**
 * What may be told to everybody: records every Member's officer may open today, whoever asks. Published figures count these
 * alone, so that a count tells no reader of a record released more narrowly. Narrower than `visibleSeizures` of any viewer.
 */
export function publishableSeizures(): Fragment {
  return { text: "s.release = 'all' and (s.embargo_until is null or s.embargo_until <= current_date)", bindings: [] };
}

/** Two viewers of one key see the same rows: what a cache of counts may be shared by. */
export function scopeKey(viewer: Viewer): string {
  return `${viewer.office.id}/${viewer.office.kind}/${viewer.office.riloId ?? '-'}`;
}
