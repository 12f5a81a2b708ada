import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { hasRoom, readyz } from '../../src/web/server/health.ts';
import { mayMount, smallDisk } from '../support/small-disk.ts';

const well = (): Promise<void> => Promise.resolve();
const ill = (): Promise<never> => Promise.reject(new Error('away'));

test.each([
  ['everything answers', { database: well }, { scanner: well }, 200, 'ready\n'],
  [
    'what is only missed is named, and the portal is not taken away for it',
    { database: well },
    { scanner: ill },
    200,
    'ready, without: scanner\n',
  ],
  ['what it needs is away', { database: ill, disk: well }, { scanner: ill }, 503, 'not ready: database\n'],
])('%s', async (_what, checks, missed, status, text) => {
  const server = createServer(express().get('/', readyz(checks, missed))).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect([answer.status, await answer.text()]).toEqual([status, text]);
  server.closeAllConnections();
  server.close();
});

test.runIf(mayMount())('a disk that is nearly full is missed', async () => {
  const { disk, root, close } = smallDisk(1);
  try {
    await expect(hasRoom(disk)).rejects.toThrow('nearly full');
    await expect(hasRoom(root)).resolves.toBeUndefined();
  } finally {
    close();
  }
});
