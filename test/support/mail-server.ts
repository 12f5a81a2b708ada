import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedLetter {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: string;
  /** The body, decoded. */
  readonly text: string;
}

export interface MailServer {
  readonly url: string;
  readonly received: ReceivedLetter[];
  /** Whether letters are refused for now (451). */
  refuse: boolean;
  /** Whether it hangs up on whoever has handed a letter over, without a word. */
  hangUp: boolean;
  close(): Promise<void>;
}

/** A real SMTP server on this machine, at a port where one is asked for, that keeps what it is given. */
export async function mailServer(at = 0): Promise<MailServer> {
  const received: ReceivedLetter[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (kept.hangUp) return sockets.forEach(socket => socket.destroy());
        if (kept.refuse) return done(Object.assign(new Error('refused for now'), { responseCode: 451 }));
        const from = session.envelope.mailFrom;
        received.push({
          from: from ? from.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          ...read(Buffer.concat(chunks).toString('utf8')),
        });
        done();
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(at, '0.0.0.0', resolve));
  const { port } = server.server.address() as AddressInfo;
  const kept: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: false,
    hangUp: false,
    close() {
      // A portal keeps its connection for letters to come: asked to end, it would be waited for.
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
  return kept;
}

function read(message: string): { headers: string; text: string } {
  const split = message.indexOf('\r\n\r\n');
  const [headers, body] = [message.slice(0, split), message.slice(split + 4)];
  const encoding = /^content-transfer-encoding: (\S+)/im.exec(headers)?.[1]?.toLowerCase();
  if (encoding === 'base64') return { headers, text: Buffer.from(body, 'base64').toString('utf8') };
  if (encoding !== 'quoted-printable') return { headers, text: body };
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { headers, text: Buffer.from(bytes, 'latin1').toString('utf8') };
}
