import { inTransaction } from '../db/transaction.ts';
import type { Client, Pool } from '../db/pool.ts';
import type { MailTransport } from './mail-transport.ts';
import type { LetterSeal } from './seal.ts';
import { markDropped, markFailed, markSent, takeDueLetter } from './store.ts';
import type { WaitingLetter } from './store.ts';

interface Sending {
  readonly pool: Pool;
  readonly seal: LetterSeal;
  readonly carrier: MailTransport;
  /**
   * Whether a letter may still go, asked in the transaction that sends it: what it tells may not be for its reader any
   * more.
   */
  readonly isRight?: (on: Client, letter: WaitingLetter) => Promise<boolean>;
  /** Hears of a letter that could not be sent; the problem holds no text of the letter. */
  readonly onProblem: (problem: { id: number; kind: string; tries: number; message: string }) => void;
}

/**
 * Sends what waits in the outbox and is due; any number of processes may do so at once, each takes letters of its own.
 * A letter whose process dies between the mail server's word and ours goes out twice rather than never. Returns how
 * many went out.
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
  const letter = await takeDueLetter(client);
  if (!letter) return 'none';
  if (isRight && !(await isRight(client, letter))) {
    await markDropped(client, letter.id);
    return 'dropped';
  }
  try {
    await carrier.carry(seal.open(letter.sealed));
  } catch (error) {
    const tries = letter.tries + 1;
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    await markFailed(client, letter.id, tries, message);
    onProblem({ id: letter.id, kind: letter.kind, tries, message });
    return 'failed';
  }
  await markSent(client, letter.id);
  return 'sent';
}
