import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Composed } from './seal.ts';

/** What takes letters away. Rejects when one could not be handed over; it is tried again later. */
export interface MailTransport {
  carry(letter: Composed): Promise<void>;
  /** Whether letters are taken at all, asked where one could not be handed over. */
  answers(): Promise<boolean>;
  close(): void;
}

const common = { disableFileAccess: true, disableUrlAccess: true } as const;

/**
 * Over SMTP, encrypted unless the server is this machine: a letter may carry a link that opens an account. Every wait
 * is bounded, so that a silent server holds up one letter and not the queue for long.
 */
export function smtpTransport({ url, from }: { url: string; from: string }): MailTransport {
  const { opened, close } = openedAtFirst({
    ...common,
    url,
    requireTLS: !isLoopback(url),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  } as object);
  return {
    async carry({ to, subject, text, leave }) {
      await (await opened()).sendMail({ from, to, subject, text, headers: headersOf(leave) });
    },
    answers: async () =>
      (await opened()).verify().then(
        () => true,
        () => false,
      ),
    close,
  };
}

/** Opens the transport with the first letter: the library is large, and a process that sends none goes without. */
function openedAtFirst(options: object) {
  const open = async () => (await import('nodemailer')).createTransport(options);
  let transport: ReturnType<typeof open> | undefined;
  return { opened: () => (transport ??= open()), close: () => void transport?.then(one => one.close()) };
}

/** One click in a mail program ends such letters (RFC 2369, RFC 8058). */
function headersOf(leave: string | undefined): Record<string, string> {
  return leave === undefined
    ? {}
    : { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);
}

/** As files of a directory (`*.eml`), for an evaluation without a mail server: nobody is written to. */
export function directoryTransport({ directory, from }: { directory: string; from: string }): MailTransport {
  const { opened } = openedAtFirst({ ...common, streamTransport: true, buffer: true });
  return {
    async carry({ to, subject, text, leave }) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const { message } = (await (
        await opened()
      ).sendMail({ ...{ from, to, subject, text, headers: headersOf(leave) } })) as unknown as { message: Buffer };
      const name = path.join(
        directory,
        `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`,
      );
      await writeFile(`${name}.part`, message, { mode: 0o600 });
      await rename(`${name}.part`, `${name}.eml`);
    },
    answers: async () => false,
    close: () => undefined,
  };
}
