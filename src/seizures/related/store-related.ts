import { quotedLexeme } from '../../db/lexeme.ts';
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
  /** Whether it is counted itself by whoever counts all. */
  readonly isInForce: boolean;
}

/** Other records of the same goods, by what else they share. */
export interface AlikeCounts {
  readonly likeThisYear: number;
  readonly route: number;
  readonly hidden: number;
}

/** Records of the same goods that PostgreSQL counts for a page: it fetches each of them. */
const mostFetched = 2000;

/**
 * Counts other records in force, of what the viewer may see, that share goods and place or route with one. Undefined
 * where they are too many to be fetched.
 */
export async function countAlike(on: Queryable, viewer: Viewer, of: Shared): Promise<AlikeCounts | undefined> {
  const isHidden = sql`s.concealment = nullif(${of.concealment}::text, '')`;
  const isRoute = sql`s.departure = nullif(${of.departure}::text, '')
    and s.destination = nullif(${of.destination}::text, '')`;
  const alike = sql`s.products && ${[of.product]}::text[] and (${isHidden} or ${isRoute})
    and s.id <> ${of.id}::bigint and s.status in ('submitted', 'queried', 'verified') and ${visibleSeizures(viewer)}`;
  const counts = sql`
    select count(*)::int as found, (count(*) filter (where ${isHidden}))::int as hidden,
      (count(*) filter (where ${isRoute}))::int as route,
      (count(*) filter (where ${isHidden} and s.seizure_date between ${`${of.year}-01-01`}::date
        and ${`${of.year}-12-31`}::date))::int as "likeThisYear"`;
  const fetched = sql`
    select s.concealment, s.departure, s.destination, s.seizure_date from seizures s
    where s.document @@ ${sharedTerms(of)}::tsquery and ${alike} limit ${literal(mostFetched)}`;
  const row = await queryRow<AlikeCounts & { readonly found: number }>(
    on,
    sql`${counts} from (${fetched}) s`,
    'count_alike',
  );
  return row && row.found < mostFetched ? row : undefined;
}

/**
 * What a record that shares goods and place or route has in its document: two codes in one index leave far fewer
 * records to look at than the goods alone.
 */
function sharedTerms({ productTerm, concealment, departure, destination }: Shared): string {
  const place = concealment === '' ? [] : [quotedLexeme(termOf('concealment', concealment))];
  const stops = [departure, destination].map(code => quotedLexeme(termOf('country', code)));
  const route = departure === '' || destination === '' ? [] : [stops.join(' & ')];
  const either = [...place, ...route];
  return either.length === 0 ? '' : `${quotedLexeme(productTerm)} & (${either.join(' | ')})`;
}
