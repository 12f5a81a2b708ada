import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { queryRows, sql, type Sql } from '../../db/sql.ts';
import type { CodeChange, Seizures } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import type { Facts } from './picture.ts';
import { indexPicture } from './store-words.ts';

const columns: Readonly<Record<string, Sql>> = {
  concealment: sql`concealment`,
  transport: sql`transport`,
  detection: sql`detection`,
};

type Changed = Facts & { readonly id: number; readonly ref: string };
const factColumns = sql`
  p.id, p.ref, p.captions, p.heading, p.product, p.concealment, p.transport, p.detection, p.country,
  p.seized_on::text as "seizedOn"`;

/** Has pictures follow when a code is called otherwise, or every record of it gets another one: they are found so. */
export function followCodes({ counts, lists }: Pick<CpdbContext, 'counts' | 'lists'>, { context }: Seizures): void {
  context.onCodeChange(async (client, change) => {
    const column = columnOf(change.list);
    if (!column) return;
    const changed = await rowsOf(client, column, change);
    for (const { id, ref, ...facts } of changed) await indexPicture(client, lists, { id, ref }, facts);
    counts.changed();
    if (changed.length > 0 && change.from !== change.to)
      await note(client, change.by, {
        action: 'picture.recoded',
        subject: `recoding:${change.recoding}`,
        detail: {
          list: change.list,
          from: change.from,
          to: change.to,
          undone: change.isUndo,
          pictures: changed.length,
        },
      });
  });
}

/** A kind of place is of records alone; products are called by codes of one list each. */
function columnOf(list: string): Sql | undefined {
  return list === 'location' ? undefined : (columns[list] ?? sql`product`);
}

/** The pictures that a change is about, changed. */
function rowsOf(client: Client, column: Sql, { recoding, from, to, isUndo }: CodeChange): Promise<Changed[]> {
  if (from === to)
    return queryRows<Changed>(client, sql`select ${factColumns} from cpdb_pictures p where p.${column} = ${from}`);
  if (isUndo)
    return queryRows<Changed>(
      client,
      sql`
        update cpdb_pictures p set ${column} = ${from}, version = p.version + 1 from cpdb_recoded r
        where r.recoding_id = ${recoding}::bigint and p.id = r.picture_id and p.version = r.version
        returning ${factColumns}`,
    );
  return queryRows<Changed>(
    client,
    sql`
      with changed as (
        update cpdb_pictures p set ${column} = ${to}, version = p.version + 1
        where p.${column} = ${from} and p.state <> 'discarded' returning ${factColumns}, p.version),
      noted as (
        insert into cpdb_recoded (recoding_id, picture_id, version)
        select ${recoding}::bigint, id, version from changed on conflict do nothing)
      select * from changed`,
  );
}
