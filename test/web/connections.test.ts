import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import express from 'express';
import { expect, test } from 'vitest';
import { listen } from '../../src/web/server/listen.ts';
import { limitBodies } from '../../src/web/requests/body-time.ts';
import { freePort } from '../support/free-port.ts';

function open(port: number, text = ''): { readonly socket: Socket; said(): string; readonly closed: Promise<unknown> } {
  const socket = connect(port, '127.0.0.1');
  let all = '';
  socket.setEncoding('utf8').on('data', (piece: string) => {
    all += piece;
  });
  socket.on('error', () => undefined);
  socket.write(text);
  return { socket, said: () => all, closed: once(socket, 'close') };
}

const head = (type: string, more = 'Content-Length: 5000000'): string =>
  `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\n${more}\r\n\r\na=`;

test('a body that does not come ends its connection; an upload keeps its time until it is answered', async () => {
  const app = express();
  app.use(limitBodies({ form: 200, answered: 200 }));
  app.post('/', (req, res) => {
    if (req.is('multipart/form-data') && req.get('x-answer')) res.send('no');
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const upload = open(port, head('multipart/form-data; boundary=a'));
  const small = open(port, head('multipart/form-data; boundary=a', 'Content-Length: 500'));
  const form = open(port, head('application/x-www-form-urlencoded'));
  const chunked = open(port, head('text/plain', 'Transfer-Encoding: chunked'));
  const answered = open(port, head('multipart/form-data; boundary=a', 'X-Answer: 1\r\nContent-Length: 5000000'));
  await Promise.all([small.closed, form.closed, chunked.closed, answered.closed]);
  expect(answered.said()).toContain('no');
  expect(upload.socket.closed).toBe(false);
  upload.socket.destroy();
  server.close();
});

test('beyond the most connections a further one is closed, and the portal goes on with the others', async () => {
  const port = await freePort();
  const server = await listen((_req, res) => res.end('here'), {
    host: '127.0.0.1',
    port,
    tls: { kind: 'proxy' },
    dataDir: tmpdir(),
    baseUrl: 'https://cen.test',
    mostConnections: 3,
  });
  const three = [open(port), open(port), open(port)];
  await Promise.all(three.map(({ socket }) => once(socket, 'connect')));
  await open(port).closed;
  three[0]?.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => three[0]?.said()).toContain('here');
  for (const { socket } of three) socket.destroy();
  await server.close(100);
});
