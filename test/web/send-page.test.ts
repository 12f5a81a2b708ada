import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import express from 'express';
import { beforeAll, expect, test } from 'vitest';
import { sendPage } from '../../src/web/send-page.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

interface Answer {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function ask(url: string, accepted: string, method = 'GET'): Promise<Answer> {
  const headers = { 'X-Forwarded-Proto': 'https', Accept: 'text/html', 'Accept-Encoding': accepted };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method, headers }, resolve).on('error', reject).end();
  });
  return { headers: answer.headers, body: Buffer.concat(await answer.toArray()) };
}

const stable = (page: string): string => page.replaceAll(/name="_csrf" value="[^"]*"/g, '');

test.each([
  ['gzip, deflate, br, zstd', 'zstd', zlib.zstdDecompressSync],
  ['gzip, deflate, br', 'br', zlib.brotliDecompressSync],
  ['gzip, deflate', 'gzip', zlib.gunzipSync],
  ['gzip, zstd;q=0', 'gzip', zlib.gunzipSync],
] as const)('to whoever accepts %s a page comes as %s', async (accepted, packing, unpack) => {
  const [packed, plain] = [
    await ask(`${portal.url}/sign-in`, accepted),
    await ask(`${portal.url}/sign-in`, 'identity'),
  ];
  expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual([packing, undefined]);
  for (const { headers, body } of [packed, plain])
    expect([headers['content-length'], headers['content-type'], headers.vary]).toEqual([
      String(body.length),
      'text/html; charset=utf-8',
      'Accept-Encoding',
    ]);
  expect(stable(unpack(packed.body).toString())).toBe(stable(plain.body.toString()));
  expect(packed.body.length).toBeLessThan(plain.body.length / 2);
});

test.each([
  ['shorter than is worth it', 'é', 1000, undefined],
  ['usual', '漢', 100_000, 'zstd'],
  ['longer than the room kept for it', '漢', 300_000, 'zstd'],
])('a page %s is whole', async (_which, letter, times, packing) => {
  const page = letter.repeat(times);
  const pieces = [page.slice(0, 300), Buffer.from(page.slice(300, 700)), page.slice(700)];
  const server = createServer(express().get('/', (_req, res) => sendPage(res, pieces))).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { headers, body } = await ask(url, 'zstd');
  server.close();
  expect(headers['content-encoding']).toBe(packing);
  expect((packing === undefined ? body : zlib.zstdDecompressSync(body)).toString()).toBe(page);
});

test('HEAD says how long the packed page is, and sends none of it', async () => {
  const { headers, body } = await ask(`${portal.url}/sign-in`, 'zstd', 'HEAD');
  expect([headers['content-encoding'], Number(headers['content-length']) > 0, body.length]).toEqual(['zstd', true, 0]);
});
