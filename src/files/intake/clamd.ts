import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { waitForDrain } from '../wait-for-drain.ts';

/** Where clamd listens. */
export type ScannerAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * `tooLarge`: more than clamd's StreamMaxLength. `unavailable`: it does not answer, or not as it should; ask again
 * later. With `hungUp` it closed the connection without an answer that was heard: it may have given one in the very
 * moment a piece was written, which is lost then.
 */
type ScanAnswer =
  | { readonly state: 'clean' }
  | { readonly state: 'infected'; readonly threat: string }
  | { readonly state: 'tooLarge' }
  | { readonly state: 'unavailable'; readonly problem: string; readonly hungUp?: true };

/**
 * Asks about a content that can be read anew, again where the scanner hung up: a file it finds too large would be kept
 * waiting for ever.
 */
export async function scanAnew(scanner: Scanner, content: () => Readable): Promise<ScanAnswer> {
  let answer = await scanner.scan(content());
  for (let again = 0; again < mostHangUps && answer.state === 'unavailable' && answer.hungUp; again += 1)
    answer = await scanner.scan(content());
  return answer;
}

export interface Scanner {
  /** Never rejects for the scanner's sake; rejects when the content cannot be read. */
  scan(content: Readable): Promise<ScanAnswer>;
  /** Rejects when the scanner does not answer. */
  ping(): Promise<void>;
}

/** Milliseconds: to connect and for a ping; for a whole scan. */
interface ScannerPatience {
  readonly connect: number;
  readonly scan: number;
}

/** Times a scanner that hung up is asked again. */
const mostHangUps = 3;
/** Characters of an answer; ours are a line. */
const longestAnswer = 4096;

/** ClamAV's daemon, asked by its INSTREAM command over its socket. */
export function openScanner(
  address: ScannerAddress,
  patience: ScannerPatience = { connect: 3000, scan: 120_000 },
): Scanner {
  return {
    async scan(content) {
      try {
        return meaningOf(
          await ask(address, { command: 'INSTREAM', content, connectIn: patience.connect, answerIn: patience.scan }),
        );
      } catch (error) {
        if (!(error instanceof ScannerAway)) throw error;
        return { state: 'unavailable', problem: error.message };
      } finally {
        content.destroy();
      }
    },
    async ping() {
      const answer = await ask(address, { command: 'PING', connectIn: patience.connect, answerIn: patience.connect });
      if (answer !== 'PONG') throw new ScannerAway(`clamd answered ${JSON.stringify(answer.slice(0, 100))}`);
    },
  };
}

class ScannerAway extends Error {}

function meaningOf(answer: string): ScanAnswer {
  if (answer === 'stream: OK') return { state: 'clean' };
  const threat = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (threat !== undefined) return { state: 'infected', threat: threat.slice(0, 200) };
  if (/^INSTREAM size limit exceeded/.test(answer)) return { state: 'tooLarge' };
  return answer === ''
    ? { state: 'unavailable', problem: 'clamd closed the connection', hungUp: true }
    : { state: 'unavailable', problem: answer.slice(0, 200) };
}

interface Question {
  readonly command: 'INSTREAM' | 'PING';
  readonly content?: Readable;
  readonly connectIn: number;
  readonly answerIn: number;
}

/** One connection, one command, one answer. */
async function ask(address: ScannerAddress, { command, content, connectIn, answerIn }: Question): Promise<string> {
  const socket = connect({ ...address, timeout: connectIn });
  const over = new AbortController();
  try {
    return await Promise.race([
      talk(socket, command, content),
      connected(socket)
        .then(() => sleep(answerIn, undefined, { signal: over.signal }))
        .then(() => {
          throw new ScannerAway('clamd took too long');
        }),
    ]);
  } finally {
    over.abort();
    socket.destroy();
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve();
    });
    socket.once('timeout', () => reject(new ScannerAway('clamd does not take the connection')));
    socket.once('error', error => reject(new ScannerAway(`clamd cannot be reached: ${error.message}`)));
  });
}

/** Sends and listens at once: clamd may answer, and close, before everything is sent. */
async function talk(socket: Socket, command: string, content: Readable | undefined): Promise<string> {
  const answer = heard(socket);
  socket.write(`z${command}\0`);
  if (content) await send(socket, content);
  return answer;
}

/** Each piece behind its length; a length of nothing ends them. Rejects for the content's sake only. */
async function send(socket: Socket, content: Readable): Promise<void> {
  for await (const piece of content as AsyncIterable<Buffer>) {
    // An answer that is there is heard before more is sent: writing to a closed socket would lose it.
    await immediate();
    await immediate();
    if (!socket.writable) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    // One write: clamd refuses a stream by a length, and would be gone before the piece behind it was written.
    socket.cork();
    socket.write(length);
    const taken = socket.write(piece);
    socket.uncork();
    if (!taken) await waitForDrain(socket);
  }
  if (socket.writable) socket.write(Buffer.alloc(4));
}

function heard(socket: Socket): Promise<string> {
  return new Promise(resolve => {
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text = (text + piece).slice(0, longestAnswer);
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')).trim());
    });
    socket.on('error', () => undefined);
    // An answer cut before its end is none.
    socket.once('close', () => resolve(''));
  });
}
