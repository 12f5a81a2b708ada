import type { Client } from '../../../db/pool.ts';
import { queryRows, sql } from '../../../db/sql.ts';

/** A member of an operation who works for another office now, and who owns the operation. */
export interface MovedMember {
  readonly operationId: string;
  readonly login: string;
  readonly from: string;
  readonly to: string;
  readonly owner: string | null;
}

/** Takes the moves whose operations were not told, each once. Own moves of an owner are theirs to know. */
export async function takeMoved(client: Client): Promise<MovedMember[]> {
  return queryRows<MovedMember>(
    client,
    sql`
      with taken as (update account_moves set operations_told_at = now()
        where state = 'agreed' and operations_told_at is null
        returning account_id, from_office, to_office, decided_at)
      select m.operation_id as "operationId", a.login_id as login, f.code as from, t.code as to, w.login_id as owner
      from taken v join cencomm_members m on m.account_id = v.account_id and m.removed_at is null
        join cencomm_operations p on p.id = m.operation_id and p.state in ('open', 'closed', 'archived')
        join accounts a on a.id = v.account_id
        join offices f on f.id = v.from_office join offices t on t.id = v.to_office
        left join cencomm_members o on o.operation_id = p.id and o.role = 'owner' and o.removed_at is null
          and o.account_id <> v.account_id
        left join accounts w on w.id = o.account_id
      where m.joined_at <= v.decided_at
      order by m.operation_id, a.login_id`,
  );
}
