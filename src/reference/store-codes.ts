import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRow, sql } from '../db/sql.ts';

/** A code as it is changed. `seen` changes with every change; dates are plain. */
export interface StoredCode {
  readonly code: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly successor: string | null;
  readonly seen: string;
}

/** A code of a list, locked until the transaction ends where it is asked for; undefined for one there is not. */
export async function findCode(
  on: Queryable,
  kind: string,
  code: string,
  isLocked = false,
): Promise<StoredCode | undefined> {
  return queryRow<StoredCode>(
    on,
    sql`
      select code, name_en as "nameEn", name_fr as "nameFr", valid_from as "validFrom", valid_to as "validTo",
        successor, coalesce(extract(epoch from edited_at)::text, '') as seen
      from reference_codes where kind = ${kind} and code = ${code} ${isLocked ? sql`for update` : sql``}`,
  );
}

/** Adds a code behind the last of its group; false where the list has it, retired or not. */
export async function insertCode(
  client: Client,
  kind: string,
  { code, nameEn, nameFr, beside }: Pick<StoredCode, 'code' | 'nameEn' | 'nameFr'> & { readonly beside: string },
): Promise<boolean> {
  const made = await execute(
    client,
    sql`
      insert into reference_codes (kind, code, name_en, name_fr, parent, position, details, edited_at)
      select ${kind}, ${code}, ${nameEn}, ${nameFr}, b.parent, (
          select max(l.position) from reference_codes l where l.kind = b.kind and l.code not like '%OTH'
            and l.parent is not distinct from b.parent
            and l.details -> 'group' is not distinct from b.details -> 'group'),
        b.details - array['note', 'note_fr', 'examples', 'examples_fr', 'hs_code', 'schedule'], clock_timestamp()
      from reference_codes b where b.kind = ${kind} and b.code = ${beside}
      on conflict do nothing`,
  );
  return made === 1;
}

export async function renameCode(
  client: Client,
  kind: string,
  { code, nameEn, nameFr }: Pick<StoredCode, 'code' | 'nameEn' | 'nameFr'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update reference_codes set name_en = ${nameEn}, name_fr = ${nameFr}, edited_at = clock_timestamp()
      where kind = ${kind} and code = ${code}`,
  );
}

/** Gives a code its last day and what takes its place, or takes both away. */
export async function retireCode(
  client: Client,
  kind: string,
  { code, validTo, successor }: Pick<StoredCode, 'code' | 'validTo' | 'successor'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update reference_codes set valid_to = ${validTo}::date, successor = ${successor}, edited_at = clock_timestamp()
      where kind = ${kind} and code = ${code}`,
  );
}
