import { rights, type Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Collection } from './collection.ts';

/** Collections a viewer may see: own ones, those of the own office, and those for all. Alias `c`. */
export function visibleCollections({ accountId, office }: Viewer): Sql {
  return sql`
    (c.removed_at is null and (c.account_id = ${accountId} or c.audience = 'all'
      or c.audience = 'office' and c.office_id = ${office.id}::int))`;
}

/** Its maker changes a collection; one of the office also whoever of the office contributes pictures. Pure. */
export function mayChange(
  viewer: Viewer,
  { accountId, officeId, audience }: Pick<Collection, 'accountId' | 'officeId' | 'audience'>,
): boolean {
  return (
    accountId === viewer.accountId ||
    (audience !== 'own' && officeId === viewer.office.id && rights['database:write'](viewer))
  );
}
