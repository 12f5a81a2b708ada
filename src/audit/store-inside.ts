import { sql } from '../db/sql.ts';
import { insideActions } from './action-groups.ts';

/**
 * `insideActions` for `= any()` and `<> all()`. As a list in the statement each of them would be weighed against the
 * statistics of every month of the trail, index by index, while the statement is planned: 25 times the work of the
 * page.
 */
export const insideList = sql`(select ${insideActions}::text[])::text[]`;
