import type { Subjects } from './subscription.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Whether a document is of what is followed: the one place where it is decided, for the front page, feeds and letters.
 * Alias of the table: `d`; the lists are SQL expressions. A document without heading, or of no region and country,
 * concerns everybody.
 */
export function wantedBy({ kinds, headings, regions, countries }: Readonly<Record<keyof Subjects, Sql>>): Sql {
  return sql`((${kinds} = '{}' or d.kind = any(${kinds}))
    and (${headings} = '{}' or d.headings = '{}' or d.headings && ${headings})
    and (${regions} = '{}' and ${countries} = '{}' or d.region_id = any(${regions}) or d.countries && ${countries}
      or d.region_id is null and d.countries = '{}'))`;
}

/** The same for one account's subjects, by its values. */
export function wantedDocuments({ kinds, headings, regions, countries }: Subjects): Sql {
  return wantedBy({
    kinds: sql`${kinds}::text[]`,
    headings: sql`${headings}::text[]`,
    regions: sql`${regions}::int[]`,
    countries: sql`${countries}::text[]`,
  });
}
