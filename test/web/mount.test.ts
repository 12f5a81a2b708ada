import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { mount } from '../../src/web/mount.ts';
import type { Room, Route } from '../../src/web/route.ts';

const open = (): RequestHandler => (_req, _res, next) => next();

function page(path: string): Route<'anyone'> {
  return { method: 'get', path, access: 'anyone', handler: (_req, res) => res.send(path) };
}

/** What failed, told as its status, what it says and why. */
const told: ErrorRequestHandler = (error: { status?: number; message: string; cause?: Error }, _req, res, _next) => {
  res.status(error.status ?? 500).send(`${error.message}: ${error.cause?.message}`);
};

function portalOf(...rooms: readonly Room<'anyone'>[]) {
  const app = express();
  app.use(mount(rooms, { enter: open, confirm: open }));
  app.use((_req, res) => res.status(404).send('nothing here'));
  app.use(told);
  return (path: string) => request(app).get(path);
}

describe('a room', () => {
  test('is loaded at its first request, once for all that come meanwhile', async () => {
    const { promise: loaded, resolve } = Promise.withResolvers<readonly Route<'anyone'>[]>();
    let loads = 0;
    const get = portalOf(
      {
        at: '/maps',
        load() {
          loads += 1;
          return loaded;
        },
      },
      { at: '/', load: async () => [page('/')] },
    );
    expect((await get('/')).text).toBe('/');
    expect(loads).toBe(0);
    const first = Promise.all([get('/maps'), get('/maps/:of'), get('/maps/of/nothing')]);
    await expect.poll(() => loads).toBe(1);
    resolve([page('/maps'), page('/maps/:of')]);
    expect((await first).map(({ text }) => text)).toEqual(['/maps', '/maps/:of', 'nothing here']);
    expect((await get('/maps')).text).toBe('/maps');
    expect(loads).toBe(1);
  });

  test('loses nothing of what is sent to it while it is loaded', async () => {
    const app = express();
    const count: Route<'anyone'> = {
      ...page('/maps'),
      method: 'post',
      body: 'upload',
      handler: async (req, res) => res.send(String((await buffer(req)).length)),
    };
    const load = () => sleep(200).then(() => [count]);
    app.use(mount([{ at: '/maps', load }], { enter: open, confirm: open }));
    const sent = await request(app).post('/maps').type('application/octet-stream').send(Buffer.alloc(3_000_000));
    expect(sent.text).toBe('3000000');
  });

  test('that cannot be loaded answers 503 with the reason, and the next request tries again', async () => {
    let loads = 0;
    const get = portalOf({
      at: '/maps',
      load() {
        loads += 1;
        if (loads < 3) throw new Error(`too many open files ${loads}`);
        return Promise.resolve([page('/maps')]);
      },
    });
    for (const time of [1, 2]) {
      const { status, text } = await get('/maps');
      expect([status, text]).toEqual([503, `the room at /maps could not be loaded: too many open files ${time}`]);
    }
    expect((await get('/maps')).text).toBe('/maps');
  });

  test('of two parts goes before the one of its first part', async () => {
    const get = portalOf(
      { at: '/maps', load: async () => [page('/maps/:of'), page('/maps/:of/print')] },
      { at: '/maps/sea', load: async () => [page('/maps/sea')] },
    );
    const asked = ['/maps/land', '/maps/sea', '/maps/land/print', '/maps/sea/print', '/maps', '/map', '/Maps/land'];
    const answers = await Promise.all(asked.map(async path => (await get(path)).text));
    expect(answers).toEqual(['/maps/:of', '/maps/sea', '/maps/:of/print', ...Array<string>(4).fill('nothing here')]);
  });

  test('has no address of another, and none with a session where it has none itself', async () => {
    const get = portalOf(
      { at: '/maps', load: async () => [page('/mapsandmore')] },
      { at: '/', load: async () => [page('/:any')] },
      { at: '/healthz', sessionless: true, load: async () => [page('/healthz')] },
    );
    for (const path of ['/maps', '/', '/healthz']) {
      const { status, text } = await get(path);
      expect([status, text]).toEqual([503, expect.stringContaining(`is no address of the room at ${path}`)]);
    }
  });
});
