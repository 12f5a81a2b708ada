import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { shownPath } from '../../src/web/requests/request.ts';
import { afterFile } from '../support/after-file.ts';
import { sampleRecord } from '../support/builders.ts';
import { castPassword } from '../support/cast.ts';
import { openOperation } from '../support/cencomm.ts';
import { mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { recordByForm } from '../support/entry.ts';
import { codeOf, factorStep, passwordStep, setUpApp } from '../support/factors.ts';
import { linkMaker } from '../support/links.ts';
import type { Browser } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';
import { served, type Served } from '../support/served.ts';

let portal: Served;
let contactPoint: Browser;
const soon = { timeout: 60_000, interval: 200 };
/** What a collector of traces was sent. */
const spans: Span[] = [];
const sent: string[] = [];

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

beforeAll(async () => {
  const collector = createServer((req, res) => {
    void textOf(req).then(body => {
      sent.push(body);
      for (const { scopeSpans } of JSON.parse(body).resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>(resolve => collector.listen(0, '127.0.0.1', resolve));
  afterFile(() => new Promise(resolve => collector.close(resolve)));
  const { port } = collector.address() as AddressInfo;
  portal = await served({ LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  contactPoint = await portal.as('ke.ncp');
});

/** The value of a series: its name and some of its labels, as `name{a="b"}`. Undefined where there is none. */
function valueOf(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const line = text
    .split('\n')
    .find(
      one =>
        (one.startsWith(`${name}{`) || one.startsWith(`${name} `)) &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
}

test('requests are counted by the pattern of their address, never by the address', async () => {
  const reference = await recordByForm(contactPoint, sampleRecord('CITES'));
  const record = `/seizures/${reference}`;
  for (const path of [record, record, '/no-such-page/with-a-name']) await contactPoint.get(path);
  const text = await portal.scrape();
  const page = { route: '/seizures/:ref', method: 'GET', process: 'web 1' };
  expect(valueOf(text, 'cen_http_requests_total', { ...page, status: '2xx' })).toBeGreaterThanOrEqual(2);
  expect(valueOf(text, 'cen_http_requests_total', { route: 'none', status: '4xx' })).toBe(1);
  expect(valueOf(text, 'cen_http_request_duration_seconds_count', page)).toBeGreaterThanOrEqual(2);
  expect(text).not.toContain(reference);
  expect(text).not.toContain('with-a-name');
});

test('no line of the log says two things by one name', () => {
  const lines = portal
    .output()
    .split('\n')
    .filter(line => line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter(line => JSON.stringify(JSON.parse(line)) !== line)).toEqual([]);
});

test('sign-ins are counted, opened and refused', async () => {
  const before = await portal.scrape();
  const visitor = portal.visitor();
  await visitor.post('/sign-in', { loginId: 'nobody.here', password: 'not the password' }, '/sign-in');
  await visitor.post('/sign-in', { loginId: 'ke.officer', password: castPassword }, '/sign-in');
  const after = await portal.scrape();
  const more = (result: string): number =>
    (valueOf(after, 'cen_sign_ins_total', { result }) ?? 0) - (valueOf(before, 'cen_sign_ins_total', { result }) ?? 0);
  expect([more('opened'), more('refused'), more('factor_refused')]).toEqual([1, 1, 0]);
});

test('each process tells of itself, and what all have in common is told once', async () => {
  const text = await portal.scrape();
  for (const process of ['web 1', 'jobs 1']) {
    expect(valueOf(text, 'cen_process_up', { process })).toBe(1);
    expect(valueOf(text, 'process_resident_memory_bytes', { process })).toBeGreaterThan(10_000_000);
    expect(valueOf(text, 'nodejs_eventloop_lag_max_seconds', { process })).toBeGreaterThan(0);
    expect(valueOf(text, 'cen_pool_connections_max', { process, pool: 'pages' })).toBeGreaterThan(1);
    expect(valueOf(text, 'cen_pool_waiting', { process, pool: 'pages' })).toBe(0);
  }
  expect(valueOf(text, 'cen_database_up')).toBe(1);
  expect(valueOf(text, 'cen_figures_engine_up')).toBeDefined();
  expect(valueOf(text, 'cen_trail_seal_lag_seconds')).toBeGreaterThanOrEqual(0);
  expect(valueOf(text, 'cen_imports_at_work', { state: 'checking' })).toBe(0);
  expect(text.split('\n').filter(line => line.startsWith('cen_letters_waiting'))).toHaveLength(1);
});

test('jobs that failed and letters nobody sends are seen', async () => {
  const { rows } = await portal.owner.query<{ name: string }>(
    `insert into pgboss.job (name, state) select name, 'failed' from pgboss.queue order by name limit 1 returning name`,
  );
  await portal.owner.query(
    `insert into outgoing_letters (kind, recipient, made_at, next_try_at)
     values ('test.letter', 'someone@cen.test', now() - interval '2 hours', now() + interval '1 hour')`,
  );
  const text = await portal.scrape();
  expect(valueOf(text, 'cen_jobs', { queue: rows[0]?.name ?? '', state: 'failed' })).toBe(1);
  expect(valueOf(text, 'cen_letters_oldest_seconds')).toBeGreaterThan(7100);
  expect(text).not.toContain('someone@');
});

test('what may fall is no counter: it grows by none of their functions', () => {
  for (const file of ['deploy/prometheus/alerts.yml', 'deploy/grafana/portal.json']) {
    const counted = [...readFileSync(file, 'utf8').matchAll(/\b(?:i?rate|increase)\(([a-z_]+)/g)].map(([, of]) => of);
    expect(counted.length).toBeGreaterThan(1);
    expect(counted.filter(of => !/_(?:total|bucket|count|sum)$/.test(of ?? ''))).toEqual([]);
  }
});

test('each metric that an alert or the board names is told', async () => {
  await portal.owner.query(
    `insert into portal_copies (kind, of, row_count) values ('backup', now(), 1);
     insert into portal_processes (machine, name, pid, release, node, began_at, certificate_until)
       values ('other', 'web 1', 1, '1', '24', now(), now() + interval '9 days')`,
  );
  const named = ['deploy/prometheus/alerts.yml', 'deploy/grafana/portal.json'].map(file => {
    const found = readFileSync(file, 'utf8').match(/\b(?:cen|nodejs|process)_[a-z0-9_]+/g) ?? [];
    return [...new Set(found)].filter(name => name !== 'cen_portal');
  });
  expect(named.map(names => names.length > 10)).toEqual([true, true]);
  // The engine of figures starts last.
  await expect.poll(async () => valueOf(await portal.scrape(), 'cen_figures_engine_up'), { timeout: 60_000 }).toBe(1);
  const told = await portal.scrape();
  // Of replicas only a portal that reads one tells; this one has none.
  const ofReplicas: readonly string[] = readFileSync('src/metrics/measure.ts', 'utf8').match(/cen_replica_\w+/g) ?? [];
  // One has a value only while a job waits.
  const isTold = (name: string): boolean =>
    valueOf(told, name) !== undefined || told.includes(`# TYPE ${name} gauge`) || ofReplicas.includes(name);
  expect(named.flat().filter(name => !isTold(name))).toEqual([]);
});

test.each([
  ['without a token', {}],
  ['with another token', { authorization: `Bearer ${'0'.repeat(48)}` }],
  ['with the token by another way', { authorization: 'Basic' }],
])('%s nothing is told', async (_, headers) => {
  const answer = await fetch(portal.metricsUrl, { headers });
  expect([answer.status, await answer.text()]).toEqual([401, 'a token is needed\n']);
});

test('the address of the people knows no metrics, for nobody', async () => {
  for (const one of [portal.visitor(), contactPoint]) {
    const answer = await one.get('/metrics', { authorization: `Bearer ${portal.token}` });
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('cen_');
  }
});

interface Line {
  readonly level: number;
  readonly request?: string;
  readonly path?: string;
  readonly job?: string;
}
const lines = (): Line[] =>
  portal
    .output()
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Line);

describe('after what people do every day', () => {
  const secrets = new Map<string, string>([['the password', castPassword]]);
  const remember = (what: string, browser: Browser): void => {
    for (const [name, value] of browser.cookies) if (value.length > 15) secrets.set(`${what}: ${name}`, value);
  };

  beforeAll(async () => {
    const tried = 'never the password of anybody';
    secrets.set('a wrong password', tried);
    await portal.visitor().post('/sign-in', { loginId: 'ke.officer', password: tried }, '/sign-in');
    const { browser, seed, codes } = await setUpApp(portal, 'vn.ncp');
    remember('set up', browser);
    secrets.set('seed', seed);
    for (const code of codes) secrets.set(`recovery code ${code.slice(0, 2)}`, code);
    const { browser: again } = await passwordStep(portal, 'vn.ncp');
    remember('half in', again);
    await factorStep(again, { code: codeOf(seed, 1) });
    remember('signed in', again);
    const { link } = await linkMaker(portal);
    const { rows } = await portal.owner.query("select id from accounts where login_id = 'ke.officer'");
    const token = await link(Number(rows[0]?.id), 'reset');
    secrets.set('link', token);
    const visitor = portal.visitor();
    await visitor.get(`/access/links/${token}`);
    const chosen = 'a horse that reads the stars at noon';
    secrets.set('chosen password', chosen);
    await visitor.post(`/access/links/${token}`, { chosen, again: chosen, password: chosen }, `/access/links/${token}`);
    await contactPoint.get(`/cws/feed/${'f'.repeat(43)}`);
    secrets.set('feed', 'f'.repeat(43));
    await contactPoint.get(`/cws/leave/${'g'.repeat(43)}`);
    secrets.set('leave', 'g'.repeat(43));
    const operation = await openOperation(portal, { owner: 'ke.ncp', members: { 'ke.officer': 'member' } });
    const message = { then: 'send', to: 'all', subject: 'ZEBRAMARKER subject', body: 'ZEBRAMARKER body' };
    const posted = await saveDraft(portal, 'ke.ncp', operation, randomUUID(), message);
    expect([posted.status, posted.text.slice(0, 200)]).toEqual([303, expect.anything()]);
    expect(posted.headers.location).toContain(mailOf(operation));
    secrets.set('message', 'ZEBRAMARKER');
    const file = { name: 'a.csv', content: 'remark;date\nQUAGGAMARKER;2026-01-01\n' };
    expect((await contactPoint.upload('/seizures/imports', file)).status).toBe(303);
    secrets.set('file', 'QUAGGAMARKER');
    remember('contact point', contactPoint);
    secrets.set('form token', await contactPoint.token());
    secrets.set('token of metrics', portal.token);
    // Batches of spans leave within five seconds.
    await vi.waitFor(() => expect(spans.map(({ name }) => name)).toContain('POST /seizures/imports'), soon);
  });

  test('neither the log nor a span holds a secret or an address of a mailbox', () => {
    expect(secrets.size).toBeGreaterThan(15);
    const logged = portal.output();
    expect(logged).toContain('/access/links/…');
    for (const [where, told] of [
      ['log', logged],
      ['spans', sent.join('\n')],
    ] as const)
      expect({ where, found: [...secrets].filter(([, one]) => told.includes(one)).map(([what]) => what) }).toEqual({
        where,
        found: [],
      });
    expect(`${logged}${sent.join()}`).not.toMatch(/[\w.]+@[\w.-]+\.example/);
  });

  test('every path that carries a token is kept without it', async () => {
    const withToken = (await routesOf(portal)).map(({ path }) => path).filter(path => path.includes(':token'));
    expect(withToken.length).toBeGreaterThan(4);
    expect(withToken.filter(path => shownPath(path).includes(':token'))).toEqual([]);
  });

  test('a line of the log names its request or its job', () => {
    const all = lines();
    expect(all.filter(({ path, request }) => path !== undefined && request === undefined)).toEqual([]);
    expect(all.some(({ path }) => path === '/seizures/imports')).toBe(true);
  });

  test('statements belong to the request that asked, by their text and never by their values', async () => {
    const request = spans.find(({ name }) => name === 'POST /seizures/imports');
    const own = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
    expect(own.length).toBeGreaterThan(3);
    const inserted = own.filter(({ name }) => name === 'insert').map(({ attributes }) => attributes);
    expect(JSON.stringify(inserted)).toMatch(/insert into imports .*\$1/);
    const ofJobs = () =>
      JSON.stringify(spans.map(({ attributes }) => attributes)).includes('messaging.destination.name');
    await expect.poll(ofJobs, soon).toBe(true);
  });
});
