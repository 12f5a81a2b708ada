import type { Queryable } from '../db/pool.ts';
import { execute, sql } from '../db/sql.ts';

/** A backup that was made, or a restore that came to its end; `of` and `at` as ISO. */
export interface MadeCopy {
  readonly kind: 'backup' | 'restore';
  readonly at: string;
  /** The moment the backup is of. */
  readonly of: string;
  readonly rows: number;
}

/** Keeps it once, however often it is told of. Needs the owner. */
export async function keepCopy(on: Queryable, { kind, at, of, rows }: MadeCopy): Promise<void> {
  await execute(
    on,
    sql`
      insert into portal_copies (kind, at, of, row_count) values (${kind}, ${at}, ${of}, ${rows})
      on conflict do nothing`,
  );
}
