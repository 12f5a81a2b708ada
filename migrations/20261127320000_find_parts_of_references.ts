import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Records are found by parts of their references, by containers named in their texts and by the units of their lines:
 * what src/seizures/record/references.ts writes for new ones. Only the search documents change.
 */
const parts = `
  update seizures s set document = s.document || array_to_tsvector(array(
    select distinct term from (
      select 'ref=' || substr(lower(s.ref), 4)
      union all select 'ref=' || split_part(lower(s.ref), '-', 3)
      union all select 'ref=' || part
        from regexp_split_to_table(lower(coalesce(s.national_ref, '')), '[^[:alnum:]]+') part
        where part <> '' and part !~ '^(19|20)[0-9]{2}$'
      union all select 'unit:' || lower(g.unit) from goods_lines g where g.seizure_id = s.id and g.unit is not null
      union all select 'box=' || lower(array_to_string(found, ''))
        from seizure_records r, regexp_matches(r.record::text,
          '(?<![[:alnum:]])([A-Z]{3}[UJZ])[ -]?([0-9]{3})[ -]?([0-9]{3})[ -]?([0-9])(?![0-9])', 'gi') found
        where r.seizure_id = s.id) terms (term)))`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(parts.replaceAll('?', '\\?'));
}
