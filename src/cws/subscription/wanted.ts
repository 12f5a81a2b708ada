import type { Fragment } from '../../db/sql.ts';
import type { Subjects } from './subscription.ts';

/**
 * Whether a document is of what is followed: the one place where it is decided, for the front page, feeds and letters. Alias
 * of the table: `d`; the lists are SQL expressions. A document without heading, or of no region and country, concerns
 * everybody.
 */
export function wantedBy({ kinds, headings, regions, countries }: Readonly<Record<keyof Subjects, string>>): string {
  return `(${kinds} = '{}' or d.kind = any(${kinds}))
    and (${headings} = '{}' or d.headings = '{}' or d.headings && ${headings})
    and (${regions} = '{}' and ${countries} = '{}' or d.region_id = any(${regions}) or d.countries && ${countries}
      or d.region_id is null and d.countries = '{}')`;
}

/** The same for one account's subjects, by its values. */
export function wantedDocuments({ kinds, headings, regions, countries }: Subjects): Fragment {
  return {
    text: `(${wantedBy({ kinds: '?::text[]', headings: '?::text[]', regions: '?::int[]', countries: '?::text[]' })})`,
    // In the order in which the text names them. Numbers go as texts: knex binds lists of those only.
    bindings: [kinds, kinds, headings, headings, regions, countries, regions, countries].map(list => list.map(String)),
  };
}
