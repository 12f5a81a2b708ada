import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRow, sql } from '../db/sql.ts';

/** A letter about to leave, without its text. `about` is what its writer gave it. */
export interface WaitingLetter {
  readonly kind: string;
  readonly recipient: string;
  readonly about: string | null;
}

interface SealedLetter extends WaitingLetter {
  readonly sealed: Buffer;
}

interface DueLetter extends SealedLetter {
  readonly id: number;
  readonly tries: number;
}

/** Tries a letter has in all, over some 34 hours: a link it may carry lives 72. */
const mostTries = 12;

export async function insertLetter(on: Queryable, { kind, recipient, sealed, about }: SealedLetter): Promise<void> {
  await execute(
    on,
    sql`
      insert into outgoing_letters (kind, recipient, sealed, about)
      values (${kind}, ${recipient}, ${sealed}, ${about})`,
  );
}

/** The letter longest due, locked until the transaction ends; those another transaction has are left out. */
export async function takeDueLetter(client: Client): Promise<DueLetter | undefined> {
  return queryRow<DueLetter>(
    client,
    sql`
      select id, kind, recipient, about, sealed, tries from outgoing_letters where next_try_at <= now()
      order by next_try_at limit 1 for update skip locked`,
  );
}

/** A letter that must not go any more. Whatever becomes of a letter, its text does not stay. */
export async function markDropped(client: Client, id: number): Promise<void> {
  await execute(
    client,
    sql`update outgoing_letters set dropped_at = now(), next_try_at = null, sealed = null where id = ${id}`,
  );
}

export async function markSent(client: Client, id: number): Promise<void> {
  await execute(
    client,
    sql`
      update outgoing_letters set sent_at = now(), next_try_at = null, sealed = null, tries = tries + 1, problem = null
      where id = ${id}`,
  );
}

/** The mail server does not answer: no fault of the letter, which waits behind the others and is tried again soon. */
export async function putOff(on: Queryable, id: number, problem: string): Promise<void> {
  await execute(
    on,
    sql`
      update outgoing_letters set problem = ${problem}, next_try_at = now() + interval '30 seconds' where id = ${id}`,
  );
}

/** Tries again after 1, 2, 4 … minutes, at most 6 hours apart; gives up after the last try. */
export async function markFailed(client: Client, id: number, tries: number, problem: string): Promise<void> {
  await execute(
    client,
    sql`
      update outgoing_letters set tries = ${tries}::int, problem = ${problem},
        next_try_at = case when ${tries}::int < ${mostTries}::int then now() +
        least(interval '1 minute' * power(2, ${tries}::int - 1), interval '6 hours') end,
        given_up_at = case when ${tries}::int >= ${mostTries}::int then now() end,
        sealed = case when ${tries}::int >= ${mostTries}::int then null else sealed end
      where id = ${id}`,
  );
}

/** What waits in the outbox, and what was given up within a day. Seconds. */
export interface LetterQueue {
  readonly waiting: number;
  readonly oldest: number;
  readonly givenUp: number;
  /** Whether none has gone out for a quarter of an hour in which one waited. */
  readonly isStuck: boolean;
}

export async function readLetterQueue(on: Queryable): Promise<LetterQueue> {
  const row = await queryRow<LetterQueue>(
    on,
    sql`
      select w.n as waiting, w.oldest, (
        select count(*)::int from outgoing_letters where given_up_at > now() - interval '1 day') as "givenUp",
        w.oldest > 900 and not exists (
          select from (select sent_at from outgoing_letters order by id desc limit 1000) l
          where sent_at > now() - interval '15 minutes') as "isStuck"
      from (
        select count(*)::int as n, coalesce(extract(epoch from now() - min(made_at)), 0)::float8 as oldest
        from outgoing_letters where next_try_at is not null) w`,
  );
  return row ?? { waiting: 0, oldest: 0, givenUp: 0, isStuck: false };
}
