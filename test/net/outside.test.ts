import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net';
import { generate } from 'selfsigned';
import { afterAll, describe, expect, test } from 'vitest';
import { isPublic } from '../../src/net/addresses.ts';
import { checkUrl, type OutsideOptions } from '../../src/net/safe-fetch.ts';

const open: Server[] = [];
afterAll(() => {
  for (const server of open) server.close();
});

interface Site {
  readonly url: string;
  readonly port: number;
  readonly at: string;
  readonly asked: { method: string; url: string; headers: Record<string, unknown> }[];
}

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function site(handler: RequestListener): Promise<Site> {
  const asked: Site['asked'] = [];
  const port = await listen(
    createServer((req, res) => {
      asked.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers });
      handler(req, res);
    }),
  );
  return { url: `http://127.0.0.1:${port}/`, port, at: `127.0.0.1:${port}`, asked };
}

/** Asks a site of this machine, which is let through by its exact address and port. */
const ask = (one: Site, path = '', more: OutsideOptions = {}) =>
  checkUrl(`${one.url}${path}`, { allowed: [one.at], ...more });
const names = (known: Record<string, string[]>): Required<Pick<OutsideOptions, 'lookup'>> => ({
  lookup: name => Promise.resolve(known[name] ?? []),
});

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.0.0.8',
    '192.88.99.1',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:a00:1::1',
    '2001::1',
    '2001:0:7f00:1::',
    '2001:db8::1',
    '3fff::1',
    '100::1',
    'fec0::1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    'localhost',
    '',
    '8.8.8.8.8',
    '2606:4700::1%1',
  ])('%s is nobody’s public server', address => expect(isPublic(address)).toBe(false));

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '193.5.93.80',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2001:4860:4860::8888',
    '2a00:1450:4007::1',
  ])('%s may be one', address => expect(isPublic(address)).toBe(true));
});

describe('what is never asked', () => {
  test.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data/',
    'http://192.168.0.1/',
    'http://0.0.0.0/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[2002:7f00:1::]/',
    'http://①②⑦.0.0.1/',
    'http://localhost/',
    'https://localhost/',
  ])('%s', async address => expect(await checkUrl(address)).toEqual({ state: 'fails', why: 'forbidden' }));

  test.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:1',
    'https://user:word@example.org/',
    'example.org',
    'http://',
    'gopher://x/',
  ])('%s', async address => expect(await checkUrl(address)).toEqual({ state: 'fails', why: 'malformed' }));

  test('a name that means a private address, also beside a public one', async () => {
    for (const addresses of [
      ['10.0.0.5'],
      ['8.8.8.8', '127.0.0.1'],
      ['::ffff:10.0.0.1'],
      ['2606:4700::1111', 'fd00::1'],
    ]) {
      expect(await checkUrl('https://inside.example/', names({ 'inside.example': addresses }))).toEqual({
        state: 'fails',
        why: 'forbidden',
      });
    }
  });

  test('a port nobody’s site is at, whatever its address', async () => {
    for (const port of [22, 25, 8080, 5432])
      expect(await checkUrl(`http://public.example:${port}/`, names({ 'public.example': ['8.8.8.8'] }))).toEqual({
        state: 'fails',
        why: 'forbidden',
      });
  });

  test('an allowance is for one address and one port', async () => {
    const [one, other] = [await site((_req, res) => res.end()), await site((_req, res) => res.end())];
    expect((await ask(one)).state).toBe('works');
    expect(await checkUrl(other.url, { allowed: [one.at] })).toEqual({ state: 'fails', why: 'forbidden' });
    expect(other.asked).toEqual([]);
  });
});

describe('names', () => {
  test('are resolved once, and the connection goes to what was judged', async () => {
    const one = await site((_req, res) => res.end());
    let times = 0;
    const lookup = (): Promise<string[]> => {
      times += 1;
      return Promise.resolve(times === 1 ? ['127.0.0.1'] : ['169.254.169.254']);
    };
    expect(await checkUrl(`http://rebinding.example:${one.port}/`, { lookup, allowed: [one.at] })).toEqual({
      state: 'works',
      status: 200,
    });
    expect([times, one.asked.map(({ headers }) => headers.host)]).toEqual([1, [`rebinding.example:${one.port}`]]);
  });

  test('that nobody knows, and a resolver that is silent', async () => {
    expect(await checkUrl('https://nobody.invalid/', names({}))).toEqual({ state: 'fails', why: 'name' });
    expect(await checkUrl('https://slow.example/', { lookup: () => new Promise(() => undefined), limit: 200 })).toEqual(
      { state: 'fails', why: 'time' },
    );
  });
});

describe('redirects', () => {
  test('to this machine are not followed', async () => {
    const inner = await site((_req, res) => res.end('secret'));
    for (const target of [
      inner.url,
      `http://localhost:${inner.port}/`,
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://169.254.169.254/',
      `http://0x7f000001:${inner.port}/`,
    ]) {
      const outer = await site((_req, res) => res.writeHead(302, { Location: target }).end());
      expect(await ask(outer)).toEqual({ state: 'fails', why: 'forbidden' });
    }
    expect(inner.asked).toEqual([]);
  });

  test('to what is no web address are none', async () => {
    for (const target of ['file:///etc/passwd', 'javascript:1', 'http://user:word@example.org/', 'http://']) {
      const outer = await site((_req, res) => res.writeHead(301, { Location: target }).end());
      expect(await ask(outer)).toEqual({ state: 'fails', why: 'malformed' });
    }
  });

  test('for good tell that the page moved, for now do not', async () => {
    const one = await site((req, res) =>
      req.url === '/new' ? res.end() : res.writeHead(req.url === '/old' ? 301 : 302, { Location: '/new' }).end(),
    );
    expect(await ask(one, 'old')).toEqual({ state: 'moved', status: 200, location: `${one.url}new` });
    expect(await ask(one, 'now')).toEqual({ state: 'works', status: 200, location: `${one.url}new` });
  });

  test('end after five', async () => {
    const one = await site((req, res) => res.writeHead(301, { Location: `/${Number(req.url?.slice(1)) + 1}` }).end());
    expect(await ask(one, '0')).toEqual({ state: 'fails', why: 'redirects' });
    expect(one.asked.length).toBe(6);
  });
});

describe('answers', () => {
  test('of a page that is there: asked by HEAD, without a cookie or a word of the portal', async () => {
    const one = await site((_req, res) => res.writeHead(200, { 'Set-Cookie': 'a=b' }).end());
    expect(await ask(one, 'page#part')).toEqual({ state: 'works', status: 200 });
    expect(one.asked.map(({ method, url }) => [method, url])).toEqual([['HEAD', '/page']]);
    expect(Object.keys(one.asked[0]?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host', 'user-agent']);
  });

  test('of servers that do not like HEAD are asked again by GET', async () => {
    for (const refuse of [405, 404, 500, 0]) {
      const one = await site((req, res) =>
        req.method === 'HEAD' ? (refuse === 0 ? res.destroy() : res.writeHead(refuse).end()) : res.end('here'),
      );
      expect([refuse, await ask(one)]).toEqual([refuse, { state: 'works', status: 200 }]);
    }
  });

  test.each([
    [404, 'fails'],
    [410, 'fails'],
    [500, 'fails'],
    [503, 'fails'],
    [401, 'works'],
    [403, 'works'],
    [429, 'works'],
  ])('%i: %s', async (status, state) => {
    const one = await site((_req, res) => res.writeHead(status).end());
    expect(await ask(one)).toEqual({ state, status, ...(state === 'fails' ? { why: 'status' } : {}) });
  });

  test('without an end are not read', async () => {
    let sent = 0;
    let ended: (() => void) | undefined;
    const closed = new Promise<void>(resolve => {
      ended = resolve;
    });
    const one = await site((req, res) => {
      if (req.method === 'HEAD') return void res.writeHead(405).end();
      const part = Buffer.alloc(65_536);
      const more = (): void => {
        while (!res.destroyed && sent < 1e9) {
          sent += part.length;
          if (!res.write(part)) return void res.once('drain', more);
        }
      };
      res.on('close', () => ended?.());
      more();
    });
    const start = performance.now();
    expect(await ask(one)).toEqual({ state: 'works', status: 200 });
    await closed;
    expect(performance.now() - start).toBeLessThan(2000);
    expect(sent).toBeLessThan(20_000_000);
  });

  test('that do not come are not waited for', async () => {
    const silent = await site(() => undefined);
    const dripping = await site((_req, res) => {
      const timer = setInterval(() => res.socket?.write('X-A: b\r\n'), 50);
      res.socket?.write('HTTP/1.1 200 OK\r\n');
      res.on('close', () => clearInterval(timer));
    });
    for (const one of [silent, dripping]) {
      const start = performance.now();
      expect(await ask(one, '', { limit: 300 })).toEqual({ state: 'fails', why: 'time' });
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });

  test('that are no HTTP, or whose head has no end, fail', async () => {
    for (const answer of ['SSH-2.0-OpenSSH_9.6\r\n', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`]) {
      const port = await listen(
        createPlainServer(socket => {
          socket.on('error', () => undefined);
          socket.end(answer);
        }),
      );
      expect(await checkUrl(`http://127.0.0.1:${port}/`, { allowed: [`127.0.0.1:${port}`] })).toEqual({
        state: 'fails',
        why: 'connection',
      });
    }
    expect((await checkUrl('http://127.0.0.1:1/', { allowed: ['127.0.0.1:1'] })).why).toBe('connection');
  });

  test('over TLS need a certificate that is believed, for the name that was asked', async () => {
    const made = await generate([{ name: 'commonName', value: 'site.example' }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: 'site.example' }] },
      ],
    });
    const port = await listen(createTlsServer({ cert: made.cert, key: made.private }, (_req, res) => res.end()));
    const options = {
      ...names({ 'site.example': ['127.0.0.1'], 'other.example': ['127.0.0.1'] }),
      allowed: [`127.0.0.1:${port}`],
    };
    expect(await checkUrl(`https://site.example:${port}/`, options)).toEqual({ state: 'fails', why: 'certificate' });
    expect(await checkUrl(`https://site.example:${port}/`, { ...options, ca: made.cert })).toEqual({
      state: 'works',
      status: 200,
    });
    expect(await checkUrl(`https://other.example:${port}/`, { ...options, ca: made.cert })).toEqual({
      state: 'fails',
      why: 'certificate',
    });
  });
});
