import { hash } from 'node:crypto';
import type { QueryResult, QueryResultRow } from 'pg';
import { raw, type Sql } from 'sql-template-tag';
import { followStatement } from '../metrics/traces.ts';
import { movedDays } from '../text/clock.ts';
import type { Queryable } from './pool.ts';

/**
 * SQL is written with the tag: sql`… where id = ${id}`. A value in `${}` is sent beside the text as a parameter, an
 * `Sql` in `${}` becomes part of the statement with its own values. `raw` takes text as it is: only ever give it text
 * of our own. A value written twice is two parameters, so give PostgreSQL the type (`${day}::date`) wherever the place
 * does not tell it.
 */
export { default as sql, empty, join, raw } from 'sql-template-tag';
export type { Sql } from 'sql-template-tag';

/** A number as part of the text, for places that take no parameter and for limits a kept plan must know. */
export function literal(number: number): Sql {
  return raw(String(number));
}

/**
 * All rows of a statement. With `name`, PostgreSQL keeps its text, and often its plan, on the connection: only for a
 * text of few forms, and where the plan hangs little on the values.
 */
export async function queryRows<R extends QueryResultRow>(on: Queryable, statement: Sql, name?: string): Promise<R[]> {
  return (await run<R>(on, statement, name)).rows;
}

/** The first row of a statement; undefined when there is none. */
export async function queryRow<R extends QueryResultRow>(
  on: Queryable,
  statement: Sql,
  name?: string,
): Promise<R | undefined> {
  return (await run<R>(on, statement, name)).rows[0];
}

/** Runs a statement for what it does. Returns the number of rows it touched. */
export async function execute(on: Queryable, statement: Sql, name?: string): Promise<number> {
  return (await run(on, statement, name)).rowCount ?? 0;
}

function run<R extends QueryResultRow>(on: Queryable, { text, values }: Sql, name?: string): Promise<QueryResult<R>> {
  const days = movedDays();
  const dated = days === 0 ? text : atMovedDate(text, days);
  // A name is of one text: forms of a statement are told apart by their hash.
  const named = name === undefined ? {} : { name: nameOf(name, dated) };
  return followStatement(dated, () => on.query<R>({ ...named, text: dated, values }));
}

const names = new Map<string, string>();
const mostNames = 2000;

/** Told apart by the hash of the text, which is worked out once: a page asks the same few texts again and again. */
export function nameOf(name: string, text: string): string {
  const known = names.get(text);
  if (known?.startsWith(name)) return known;
  const made = `${name}.${hash('sha1', text, 'base64url')}`;
  if (names.size >= mostNames) names.clear();
  names.set(text, made);
  return made;
}

/** The trail, its alarms and the mail are kept by the real time, and so is what guards the door. */
const keptReal = /\b(?:audit_\w+|alarms?|alarm_\w+|outgoing_letters|evaluation_clock)\b/;
const atDoor = /\b(?:account_sessions|sessions|account_challenges|account_sign_ins|account_devices)\b/;

/** A statement as of the moved date of an evaluation. Limits of use count by `epoch`, and by the real time. */
function atMovedDate(text: string, days: number): string {
  if (keptReal.test(text)) return text;
  const dated = text.replaceAll(/\bcurrent_date\b/gi, `(current_date + ${days})`);
  return atDoor.test(text)
    ? dated
    : dated.replaceAll(/(?<!epoch from )\bnow\(\)/gi, `(now() + interval '${days} days')`);
}
