import { inTransaction } from '../db/transaction.ts';
import type { Client, Pool } from '../db/pool.ts';
import type { MailTransport } from './mail-transport.ts';
import type { LetterSeal } from './seal.ts';
import { markDropped, markFailed, markSent, putOff, takeDueLetter, type WaitingLetter } from './store.ts';

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
 * While the mail server is away no letter counts as tried, and all are sent soon after it is back.
 * A letter whose process dies between the mail server's word and ours goes out twice rather than never. Returns how
 * many went out.
 */
export async function sendDue(sending: Sending): Promise<number> {
  let sent = 0;
  for (;;) {
    const outcome = await inTransaction(sending.pool, client => sendNext(client, sending));
    if (outcome === 'none' || outcome === 'away') return sent;
    if (outcome === 'sent') sent += 1;
  }
}

async function sendNext(
  client: Client,
  { seal, carrier, isRight, onProblem }: Sending,
): Promise<'none' | 'sent' | 'dropped' | 'failed' | 'away'> {
  const letter = await takeDueLetter(client);
  if (!letter) return 'none';
  if (isRight && !(await isRight(client, letter))) {
    await markDropped(client, letter.id);
    return 'dropped';
  }
  try {
    await carrier.carry(seal.open(letter.sealed));
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    // Broken off in the midst of a letter it may be the letter, and the server may have it: that is a try.
    if (isAway(error) && !(await carrier.answers())) {
      await putOff(client, letter.id, message);
      onProblem({ id: letter.id, kind: letter.kind, tries: letter.tries, message });
      return 'away';
    }
    const tries = letter.tries + 1;
    await markFailed(client, letter.id, tries, message);
    onProblem({ id: letter.id, kind: letter.kind, tries, message });
    return 'failed';
  }
  await markSent(client, letter.id);
  return 'sent';
}

/** Codes of nodemailer and of the system for a server that cannot be reached or spoken to. */
const awayCodes: ReadonlySet<unknown> = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOSPC',
]);

function isAway(error: unknown): boolean {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  return awayCodes.has(code) && (responseCode === undefined || code === 'EAUTH');
}
