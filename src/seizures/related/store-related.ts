import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { literal, queryRow, sql } from '../../db/sql.ts';
import { termOf } from '../record/search-columns.ts';
import { visibleSeizures } from '../scope.ts';

/** What records are counted that share something with one. Empty texts share nothing. */
export interface Shared {
  readonly id: number;
  readonly year: number;
  readonly product: string;
  /** Its lexeme in a record's document. */
  readonly productTerm: string;
  readonly concealment: string;
  readonly departure: string;
  readonly destination: string;
  /** Lexemes of the words of a brand or press mark. */
  readonly mark: readonly string[];
  /** Four letters of a container number. */
  readonly prefix: string;
}

export interface RelatedCounts {
  readonly likeThisYear: number;
  readonly route: number;
  readonly hidden: number;
  readonly container: number;
  readonly mark: number;
}

/** Records counted at most by container or mark; those of the same goods are all counted, so that a year is too. */
const mostCounted = 1000;

/** Counts other records in force, of what the viewer may see, that share goods, route, place or container with one. */
export async function countRelated(on: Queryable, viewer: Viewer, of: Shared): Promise<RelatedCounts> {
  const others = sql`s.id <> ${of.id}::bigint and s.status in ('submitted', 'queried', 'verified')
    and ${visibleSeizures(viewer)}`;
  const most = literal(mostCounted);
  const isHidden = sql`concealment = nullif(${of.concealment}::text, '')`;
  const isRoute = sql`departure = nullif(${of.departure}::text, '')::bpchar
    and destination = nullif(${of.destination}::text, '')::bpchar`;
  const row = await queryRow<RelatedCounts>(
    on,
    sql`
      with goods as (
        select s.concealment, s.departure, s.destination, s.seizure_date from seizures s
        where s.document @@ ${sharedTerms(of)}::tsquery and s.products @> array[${of.product}::text]
          and (${isHidden} or ${isRoute}) and ${others}),
      alike as (
        select count(*) filter (where ${isHidden} and seizure_date
            between make_date(${of.year}::int, 1, 1) and make_date(${of.year}::int, 12, 31))::int as "likeThisYear",
          count(*) filter (where ${isHidden})::int as hidden, count(*) filter (where ${isRoute})::int as route
        from goods)
      select a.*,
        (select count(*)::int from (select from seizures s where ${of.prefix}::text <> ''
          and s.document @@ (quote_literal('box=' || lower(${of.prefix}::text)) || ':*')::tsquery and ${others}
          limit ${most}) x) as container,
        (select count(*)::int from (select from seizures s where cardinality(${[...of.mark]}::text[]) > 0
          and s.document @@ ${of.mark.map(quoted).join(' & ')}::tsquery and ${others} limit ${most}) x) as mark
      from alike a`,
    'count_related',
  );
  return row ?? { likeThisYear: 0, route: 0, hidden: 0, container: 0, mark: 0 };
}

/**
 * What a record that shares goods and place or route has in its document: two codes in one index leave far fewer
 * records to look at than the goods alone.
 */
function sharedTerms({ productTerm, concealment, departure, destination }: Shared): string {
  const place = concealment === '' ? [] : [quoted(termOf('concealment', concealment))];
  const stops = [departure, destination].map(code => quoted(termOf('country', code)));
  const route = departure === '' || destination === '' ? [] : [stops.join(' & ')];
  const either = [...place, ...route];
  return either.length === 0 ? '' : `${quoted(productTerm)} & (${either.join(' | ')})`;
}

function quoted(lexeme: string): string {
  return `'${lexeme.replace(/[\\']/g, '$&$&')}'`;
}
