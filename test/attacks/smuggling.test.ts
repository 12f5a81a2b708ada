import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

/** The bytes the portal answers to some bytes on one connection. */
function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(portal.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket
      .setEncoding('latin1')
      .on('data', (part: string) => {
        answer += part;
      })
      .on('error', reject)
      .on('close', () => resolve(answer));
    socket.write(bytes, 'latin1');
    // Half closed: what came in full is still answered, what waits for more is given up.
    setTimeout(() => socket.end(), 150);
  });
}

const statuses = (answer: string): string[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);
const host = 'Host: cen.test\r\n';
const hidden = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
const post = (headers: string, body: string): string => `POST /language HTTP/1.1\r\n${host}${headers}\r\n\r\n${body}`;

describe('a request two readers would cut in two ways', () => {
  test.each([
    ['a length and chunks', post('Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\nX${hidden}`)],
    ['chunks and a length', post('Transfer-Encoding: chunked\r\nContent-Length: 6', `0\r\n\r\nX${hidden}`)],
    ['two lengths', post(`Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden)],
    ['two lengths in one line', post(`Content-Length: 0, ${hidden.length}`, hidden)],
    ['a length with a sign', post('Content-Length: +0', hidden)],
    ['a length in another base', post('Content-Length: 0x0', hidden)],
    ['a length below zero', post('Content-Length: -1', hidden)],
    ['a coding nobody knows', post('Transfer-Encoding: xchunked', `0\r\n\r\n${hidden}`)],
    ['a coding after a space', post('Transfer-Encoding : chunked', `0\r\n\r\n${hidden}`)],
    ['two codings', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${hidden}`)],
    ['a coding that is not the last', post('Transfer-Encoding: chunked, identity', `0\r\n\r\n${hidden}`)],
    ['a coding on a folded line', post('Transfer-Encoding:\r\n chunked', `0\r\n\r\n${hidden}`)],
    ['chunks in HTTP/1.0', post('Transfer-Encoding: chunked', `0\r\n\r\n${hidden}`).replace('HTTP/1.1', 'HTTP/1.0')],
    ['a chunk longer than it says', post('Transfer-Encoding: chunked', `2\r\nabcd\r\n0\r\n\r\n${hidden}`)],
    ['a chunk size with a prefix', post('Transfer-Encoding: chunked', `0x2\r\nab\r\n0\r\n\r\n${hidden}`)],
    ['chunks ended by a bare line feed', post('Transfer-Encoding: chunked', `2\nab\n0\n\n${hidden}`)],
  ])('%s: refused, the connection closed, nothing behind it answered', async (_what, bytes) => {
    const answer = await exchange(bytes);
    // What begins well may be refused for other reasons before its end is seen.
    expect(['400 closed', '403', '403,400 closed']).toContain(
      `${statuses(answer).join()}${/^Connection: close/im.test(answer) ? ' closed' : ''}`,
    );
    expect(answer).not.toContain('ok\n');
  });

  test.each([
    ['a folded line', `GET /healthz HTTP/1.1\r\n${host}X-A: b\r\n c\r\n\r\n`],
    ['NUL in a line', `GET /healthz HTTP/1.1\r\n${host}X-A: b\0c\r\n\r\n`],
    ['a bare carriage return', `GET /healthz HTTP/1.1\r\n${host}X-A: b\rX-B: c\r\n\r\n`],
    ['bare line feeds', 'GET /healthz HTTP/1.1\nHost: cen.test\n\n'],
    ['a space before the colon', `GET /healthz HTTP/1.1\r\n${host}Content-Length : 5\r\n\r\nhello`],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['two hosts', `GET /healthz HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`],
    ['a host of its own in the target', `GET http://evil.example/healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ['a target that is no path', `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
  ])('%s', async (_what, bytes) => {
    const answer = await exchange(bytes);
    expect(statuses(answer)).toEqual(['400']);
    expect(answer).not.toContain('ok\n');
  });

  test('CONNECT and an upgrade lead nowhere', async () => {
    expect(await exchange(`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`)).toBe('');
    const upgrade = await exchange(
      `GET /healthz HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ` +
        'AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nOrigin: https://evil.example\r\n\r\n',
    );
    expect(statuses(upgrade)).toEqual(['200']);
  });

  test('two proper requests on one connection are two, and a body is never read as a request', async () => {
    expect(statuses(await exchange(`${hidden}${hidden}`))).toEqual(['200', '200']);
    expect(
      statuses(await exchange(`GET /healthz HTTP/1.1\r\n${host}Content-Length: ${hidden.length}\r\n\r\n${hidden}`)),
    ).toEqual(['200']);
  });
});
