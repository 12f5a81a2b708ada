import { namedPlaces, type Lists } from '../../reference/index.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import { placeFilter } from './search-places.ts';
import { anyWritten, readPort, writtenAs, type Port, type PortRole } from './ports.ts';

interface Asked {
  readonly port: string;
  readonly portAs?: PortRole | undefined;
}

type End = 'departure' | 'destination';
const columns = { departure: sql`s.departure`, destination: sql`s.destination` };

/** Whether an end of the route is written as the port, and its country is not another. */
function isAt(end: End, { keys, countries }: Port): Sql {
  const written = sql`s.document @@ ${writtenAs(end, keys)}::tsquery`;
  if (countries.length === 0) return sql`(${written})`;
  return sql`(${written} and coalesce(nullif(${columns[end]}, 'ZZ'), '') = any(${['', ...countries]}::text[]))`;
}

/** Whether an end in the country of the port is written as a place that the list does not have. */
function isUnknown(end: End, { countries }: Port, lists: Lists): Sql {
  const parts = countries.map(country => {
    const keys = namedPlaces(lists).keysIn(country);
    return sql`${columns[end]} = ${country} and s.document @@ ${anyWritten(end)}::tsquery
      and not s.document @@ ${writtenAs(end, keys)}::tsquery`;
  });
  return parts.length === 0 ? sql`false` : sql`(${join(parts, ' or ')})`;
}

/** What a case does at a port, once: it ends there before it begins there, and it was only seized there. */
export function portRole(typed: string, lists: Lists): Sql {
  const port = readPort(typed, lists);
  return sql`case when ${isAt('destination', port)} then 'comes' when ${isAt('departure', port)} then 'leaves'
    else 'seized' end`;
}

/** Records of a port: whose route begins or ends there, or that were seized there. */
export function portFilter({ port: typed, portAs }: Asked, lists: Lists): Sql {
  const port = readPort(typed, lists);
  const [comes, leaves] = [isAt('destination', port), isAt('departure', port)];
  const seized = sql`(${placeFilter(typed, lists)})`;
  switch (portAs) {
    case 'comes':
      return comes;
    case 'leaves':
      return sql`(${leaves} and not ${comes})`;
    case 'seized':
      return sql`(${seized} and not ${comes} and not ${leaves})`;
    case 'unknown':
      return sql`((${isUnknown('departure', port, lists)} or ${isUnknown('destination', port, lists)})
        and not (${comes} or ${leaves} or ${seized}))`;
    default:
      return sql`(${comes} or ${leaves} or ${seized})`;
  }
}
