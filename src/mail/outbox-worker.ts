import { inTransaction } from '../db/transaction.ts';
import type { Client, Pool } from '../db/pool.ts';
import { execute, queryRow, sql } from '../db/sql.ts';
import type { MailTransport } from './mail-transport.ts';
import type { LetterSeal } from './seal.ts';

export interface Sending {
  readonly pool: Pool;
  readonly seal: LetterSeal;
  readonly carrier: MailTransport;
  /** Whether a letter may still go, asked in the transaction that sends it: what it tells may not be for its reader any more. */
  readonly isRight?: (on: Client, letter: WaitingLetter) => Promise<boolean>;
  /** Hears of a letter that could not be sent; the problem holds no text of the letter. */
  readonly onProblem: (problem: { id: number; kind: string; tries: number; message: string }) => void;
}

/** Tries a letter has in all, over some 34 hours: a link it may carry lives 72. */
const mostTries = 12;

/** A letter about to leave, without its text. `about` is what its writer gave it. */
export interface WaitingLetter {
  readonly kind: string;
  readonly recipient: string;
  readonly about: string | null;
}

interface Waiting extends WaitingLetter {
  id: number;
  sealed: Buffer;
  tries: number;
}

/**
 * Sends what waits in the outbox and is due; any number of processes may do so at once, each takes letters of its own.
 * A letter whose process dies between the mail server's word and ours goes out twice rather than never.
 * Returns how many went out.
 */
export async function sendDue(sending: Sending): Promise<number> {
  let sent = 0;
  for (;;) {
    const outcome = await inTransaction(sending.pool, client => sendNext(client, sending));
    if (outcome === 'none') return sent;
    if (outcome === 'sent') sent += 1;
  }
}

async function sendNext(
  client: Client,
  { seal, carrier, isRight, onProblem }: Sending,
): Promise<'none' | 'sent' | 'dropped' | 'failed'> {
  const letter = await queryRow<Waiting>(
    client,
    sql`
      select id, kind, recipient, about, sealed, tries from outgoing_letters where next_try_at <= now()
      order by next_try_at limit 1 for update skip locked`,
  );
  if (!letter) return 'none';
  if (isRight && !(await isRight(client, letter))) {
    await execute(
      client,
      sql`update outgoing_letters set dropped_at = now(), next_try_at = null, sealed = null where id = ${letter.id}`,
    );
    return 'dropped';
  }
  try {
    await carrier.carry(seal.open(letter.sealed));
  } catch (error) {
    const tries = letter.tries + 1;
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    await putOff(client, letter.id, tries, message);
    onProblem({ id: letter.id, kind: letter.kind, tries, message });
    return 'failed';
  }
  await execute(
    client,
    sql`
      update outgoing_letters set sent_at = now(), next_try_at = null, sealed = null, tries = tries + 1, problem = null
      where id = ${letter.id}`,
  );
  return 'sent';
}

/** After 1, 2, 4 … minutes, at most 6 hours apart; a letter given up keeps no text either. */
async function putOff(client: Client, id: number, tries: number, problem: string): Promise<void> {
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
