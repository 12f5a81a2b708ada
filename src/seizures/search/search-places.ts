import { textQuery, vocabularyOf, type Lists } from '../../reference/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * A place is asked for by any of its names: its code, or the name an officer wrote, in whichever language. The index of
 * words finds who has it anywhere; of those, it must be the place of seizure.
 */
export function placeFilter(place: string, lists: Lists): Sql {
  const clauses = vocabularyOf(lists).read(place);
  const codes = clauses.flatMap(({ any }) => any.flatMap(one => one.codes)).filter(code => code.startsWith('place:'));
  const coded = codes.map(code => `'${code}'`).join(' | ');
  const named = textQuery(clauses, { beginnings: 'last' }) ?? sql`''::tsquery`;
  const text = sql`coalesce(s.place_name, '')`;
  const written = sql`to_tsvector('cen_en', ${text}) || to_tsvector('cen_fr', ${text})`;
  return sql`
    s.document @@ (${named} || ${coded}::tsquery)
    and (s.document @@ ${coded}::tsquery or (${written}) @@ ${named})`;
}
