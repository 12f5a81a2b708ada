import { beforeAll, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { castPassword } from '../support/cast.ts';
import { recordByForm } from '../support/entry.ts';
import type { Browser } from '../support/portal.ts';
import { served } from '../support/served.ts';
import type { Served } from '../support/served.ts';

let portal: Served;
let contactPoint: Browser;
beforeAll(async () => {
  portal = await served();
  contactPoint = portal.visitor();
  await contactPoint.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in');
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
    expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds', { process })).toBeDefined();
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
