import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let ncp: Browser;
let number = 0;

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  const cigarettes = (seizureDate: string) => {
    number += 1;
    return sampleRecord('TOB', {
      facts: { nationalRef: `M/${number}`, release: 'all', releaseOffices: undefined, seizureDate, place: undefined },
    });
  };
  const months = Array.from({ length: 59 }, (_one, at) =>
    new Date(Date.UTC(2021, 6 + at, 15)).toISOString().slice(0, 10),
  );
  await ground.put(months.flatMap((day, at) => Array.from({ length: 5 + (at % 5) }, () => cigarettes(day))));
  await ground.put(Array.from({ length: 60 }, () => cigarettes('2026-02-10')));
  await ground.put(Array.from({ length: 40 }, () => cigarettes('2025-10-10')));
  ncp = await portal.as('ke.ncp');
});

const year = 'from=2025-06-01&to=2026-05-31';
const trends = `/analysis/trends?heading=TOB&${year}`;
const form = `/analysis/trends/2026-02/apart?heading=TOB&${year}&split=group`;

const textOf = (html: string): string =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#34;', '"');
/** The figure of the unusual month, as words. */
async function figure(browser: Browser, path = trends): Promise<string> {
  const { status, text } = await browser.get(path);
  expect(status).toBe(200);
  return textOf(text.slice(text.indexOf('aria-labelledby="unusual"')).split('</aside>')[0] ?? '');
}
const seenIn = (html: string): string => /name="seen" value="(\d*)"/.exec(html)?.[1] ?? '';
const say = async (browser: Browser, note: string, path = form) =>
  browser.post(path, { note, seen: seenIn((await browser.get(path)).text) });
const flagged = (text: string): number => Number(/Months flagged (\d+)/.exec(text)?.[1]);

describe('a month set apart', () => {
  test('is asked for at the strongest, and an empty note is said at its field', async () => {
    expect(await figure(ncp)).toContain('Set Feb 2026 apart with a note');
    const page = await ncp.get(form);
    expect(textOf(page.text)).toMatch(/Tobacco.*: \d+ cases in Feb 2026 that you may see/i);
    const empty = await ncp.post(form, { note: ' ', seen: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('href="#field-note"');
    const long = await ncp.post(form, { note: 'x'.repeat(501), seen: '' });
    expect([long.status, long.text.includes('x'.repeat(501))]).toEqual([422, true]);
  });

  test('is said with who and when, stays in every count, and gives way to the next strongest', async () => {
    const before = await figure(ncp);
    const said = await say(ncp, 'Known: a <joint> operation');
    expect(said.status).toBe(303);
    expect(said.headers.location).toMatch(/^\/analysis\/trends\?.*heading=TOB.*#unusual$/);
    const after = await figure(ncp);
    expect(after).toMatch(/Feb 2026: set apart\. “Known: a &lt;joint&gt; operation” \(.+, ke\.ncp, .+\)/);
    expect(after).toContain('Set Oct 2025 apart with a note');
    expect(flagged(after)).toBe(flagged(before));
    expect(after).toContain('Set apart as explained 1');
    const { rows } = await portal.owner.query(
      "select subject, detail from audit_events where action = 'trend.setApart' order by id desc limit 1",
    );
    expect(rows).toEqual([
      {
        subject: '2026-02',
        detail: expect.objectContaining({ series: 'heading=TOB', note: 'Known: a <joint> operation' }),
      },
    ]);
  });

  test('is left out of what is expected where that is asked for', async () => {
    const [counted, left] = [await figure(ncp), await figure(ncp, `${trends}&apart=left`)];
    expect(flagged(left)).toBe(flagged(counted) - 1);
    expect(left).toContain('Months set apart have no part in what is expected');
    expect(counted).not.toContain('Months set apart have no part');
    const csv = (await ncp.get(`/analysis/trends/unusual.csv?heading=TOB&${year}&apart=left`)).text;
    expect(csv).toMatch(/Feb 2026,6\d,/);
  });

  test('is seen by the office and its RILO, of the same series whatever page shows it, and by nobody else', async () => {
    expect(await figure(await portal.as('ke.reader'))).toContain('Feb 2026: set apart');
    expect(await figure(await portal.as('ke.reader'))).not.toContain('Take back');
    const rilo = await figure(await portal.as('rilo.esa'));
    expect(rilo).toContain('Feb 2026: set apart');
    expect(rilo).not.toContain('Take back');
    expect(await figure(await portal.as('vn.reader'))).not.toContain('set apart');
    expect(await figure(ncp, `/analysis/trends?split=heading&${year}`)).toMatch(/Tobacco.*, Feb 2026: set apart/i);
    expect(await figure(ncp, `${trends}&country=KE`)).not.toContain('set apart');
    for (const [login, status] of [
      ['ke.reader', 403],
      ['rilo.esa', 200],
    ] as const)
      expect((await (await portal.as(login)).get(form)).status).toBe(status);
  });

  test('is changed by the office over what it read only, and taken back with a reason', async () => {
    const officer = await portal.as('ke.officer');
    const stale = seenIn((await officer.get(form)).text);
    expect((await say(ncp, 'Known: an operation of March')).status).toBe(303);
    const late = await officer.post(form, { note: 'Something else', seen: stale });
    expect([late.status, late.text.includes('Something else')]).toEqual([422, true]);
    expect(await figure(ncp)).toContain('“Known: an operation of March”');
    expect(await figure(ncp)).not.toContain('joint');
    const end = form.replace('/apart', '/apart/take-back');
    const seen = seenIn((await officer.get(end)).text);
    expect((await officer.post(end, { reason: '', seen })).status).toBe(422);
    expect((await officer.post(end, { reason: 'Counted twice', seen })).status).toBe(303);
    expect(await figure(ncp)).not.toContain('set apart');
    expect(await figure(ncp)).toContain('Set Feb 2026 apart');
    expect((await officer.get(end)).status).toBe(303);
    expect((await officer.post(end, { reason: 'Twice', seen })).status).toBe(422);
    const { rows } = await portal.owner.query('select note, reason from months_apart order by id');
    expect(rows).toEqual([
      { note: 'Known: a <joint> operation', reason: null },
      { note: 'Known: an operation of March', reason: 'Counted twice' },
    ]);
  });

  test('of two at once is said once', async () => {
    const answers = await Promise.all(
      ['One', 'Two'].map(async note => (await portal.as('ke.ncp')).post(form, { note, seen: '' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
  });

  test.each([
    ['/analysis/trends/2026-13/apart', 404],
    ['/analysis/trends/2099-01/apart', 404],
    ['/analysis/trends/2026-02/apart?split=heading&of=NONE', 400],
    ['/analysis/trends/2026-02/apart?split=group&of=DRUG:nothing', 404],
    ['/analysis/trends/2026-02/apart?split=transit&of=KE', 404],
    ['/analysis/trends/2026-02/apart?nonsense=1', 400],
    [`${trends}&apart=some`, 400],
  ])('answers %s with %i', async (path, status) => {
    expect((await ncp.get(path)).status).toBe(status);
  });
});
