import type { Viewer } from '../../../access/index.ts';
import { sql, type Sql } from '../../../db/sql.ts';
import type { Offices } from '../../../reference/index.ts';

/** Offices whose indicators a viewer sees: the own, and for a RILO those of its Members today. */
export function officesSeen({ office }: Pick<Viewer, 'office'>, offices: Offices): readonly number[] {
  if (office.kind !== 'rilo') return [office.id];
  const members = offices.all.filter(
    ({ kind, country }) => kind === 'administration' && office.memberCountries.includes(country ?? ''),
  );
  return [office.id, ...members.map(({ id }) => id)];
}

/** Alias of the table: `i`. */
export function visibleIndicators(offices: readonly number[]): Sql {
  return sql`i.office_id = any(${[...offices]}::int[])`;
}
