import type { Knex } from 'knex';
import { termsOfPorts } from '../src/seizures/record/ports.ts';

export { noWayBack as down } from '../src/db/no-way-back.ts';

interface Written {
  readonly id: string;
  readonly departurePlace: string | null;
  readonly destinationPlace: string | null;
}

const atOnce = 5000;

/** Records of before are found by the ports they write, as those recorded from now on. */
export async function up(knex: Knex): Promise<void> {
  let after = '0';
  for (;;) {
    const { rows } = await knex.raw<{ rows: Written[] }>(
      `select r.seizure_id::text as id, r.facts ->> 'departurePlace' as "departurePlace",
          r.facts ->> 'destinationPlace' as "destinationPlace"
        from (select seizure_id, coalesce(masked, record) -> 'facts' as facts from seizure_records
          where seizure_id > ?) r
        where r.facts ->> 'departurePlace' is not null or r.facts ->> 'destinationPlace' is not null
        order by r.seizure_id limit ?`,
      [after, atOnce],
    );
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    await knex.raw(
      `update seizures s set document = s.document || array_to_tsvector(array(
          select jsonb_array_elements_text(x.terms::jsonb)))
        from unnest(?::bigint[], ?::text[]) x (id, terms) where s.id = x.id`,
      [rows.map(({ id }) => id), rows.map(row => JSON.stringify(termsOfPorts(termsFrom(row))))],
    );
  }
}

function termsFrom({ departurePlace, destinationPlace }: Written) {
  return {
    ...(departurePlace === null ? {} : { departurePlace }),
    ...(destinationPlace === null ? {} : { destinationPlace }),
  };
}
