import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { cleanUp, freshDir, runPortal } from '../start/portal-process.ts';
import { inParallel, open } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { dropDatabase, testDatabase, type TestDatabase } from '../support/database.ts';
import { amendByForm, recordByForm, textOf } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { Browser } from '../support/portal.ts';

/** The portal's own, one west of it, and the one furthest east. */
const zones = ['UTC', 'America/Lima', 'Pacific/Kiritimati'] as const;
const days = ['2026-01-01', '2025-12-31', '2024-02-29'] as const;
afterAll(cleanUp);

/** A portal in a zone, its database in another, and what they make of three days from the form to the file. */
async function seenIn(zone: string, databaseZone: string): Promise<Record<string, unknown>> {
  const database = await testDatabase();
  try {
    await database.owner.query(`alter database ${database.name} set timezone to '${databaseZone}'`);
    const portal = await runPortal({
      dataDir: await freshDir(0o711),
      script: fileURLToPath(new URL('../../src/server.ts', import.meta.url)),
      env: {
        TZ: zone,
        NODE_ENV: 'test',
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        TLS: 'proxy',
        LOG_LEVEL: 'error',
      },
    });
    await portal.ready;
    const browser = new Browser(`http://127.0.0.1:${portal.port}`);
    await browser.post('/sign-in', { loginId: 'ke.officer', password: castPassword }, '/sign-in');
    const seen = await journey(browser);
    const { rows } = await database.owner.query(
      `
        select ref, seizure_date::text as day, embargo_until::text as embargo, record->'facts'->>'seizureDate'
        as stated from seizures s join seizure_records r on r.seizure_id = s.id order by s.id`,
    );
    const embargoes = await embargo(browser.url, database);
    portal.child.kill('SIGTERM');
    await portal.ended;
    expect([
      zone,
      portal
        .output()
        .split('\n')
        .filter(line => line.includes('"level":50')),
    ]).toEqual([zone, []]);
    return { ...seen, rows, embargoed: embargoes };
  } finally {
    await dropDatabase(database);
  }
}

/** An embargo ends when its day begins in UTC, whatever the clock of the machine or of its database says. */
async function embargo(url: string, { owner }: TestDatabase): Promise<number[]> {
  const reader = new Browser(url);
  await reader.post('/sign-in', { loginId: 'vn.reader', password: castPassword }, '/sign-in');
  const statuses: number[] = [];
  for (const days of [1, 0, -1]) {
    await owner.query(
      "update seizures set embargo_until = (now() at time zone 'UTC')::date + $1::int where ref = 'KE-2024-000001'",
      [days],
    );
    statuses.push((await reader.get('/seizures/KE-2024-000001')).status);
  }
  return statuses;
}

async function journey(browser: Browser): Promise<Record<string, unknown>> {
  const pages: unknown[] = [];
  for (const [at, seizureDate] of days.entries()) {
    const ref = await recordByForm(
      browser,
      sampleRecord('CITES', { facts: { ...open, nationalRef: `D/${at}`, seizureDate, embargoUntil: '2198-12-31' } }),
    );
    const page = textOf(await browser.get(`/seizures/${ref}`));
    const edit = (await browser.get(`/seizures/${ref}/edit`)).text;
    pages.push([
      ref,
      [...new Set(page.match(/\d{1,2} (Jan|Feb|Dec) \d{4}/g))],
      /name="facts\.seizureDate"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="facts\.seizureDate"/
        .exec(edit)
        ?.slice(1)
        .find(Boolean),
    ]);
  }
  const count = async (query: string) => /<h1>\s*(\d+) /.exec((await browser.get(`/seizures?${query}`)).text)?.[1];
  const counts = await Promise.all(days.map(day => count(`from=${day}&to=${day}`)));
  const list = textOf(await browser.get('/seizures?sort=oldest')).match(/[A-Z]{2}-\d{4}-\d{6} \S+/g);
  const { header, rows } = csvOf((await browser.get('/seizures/export.csv')).text);
  const column = (name: RegExp) => rows.map(row => row[header.findIndex(one => name.test(one))]);
  for (const time of column(/^Recorded at/))
    expect(Math.abs(Date.parse(String(time)) - Date.now())).toBeLessThan(120_000);
  const amended = await amendByForm(
    browser,
    'KE-2026-000001',
    'circumstances',
    { 'facts.seizureDate': '2025-12-31' },
    'the eve',
  );
  const history = textOf(await browser.get('/seizures/KE-2026-000001/history')).match(
    /Date of seizure [^.]{0,60}?\d{4}[^.]{0,30}?\d{4}/,
  )?.[0];
  return {
    pages,
    counts,
    list,
    dates: column(/^Date of seizure$/),
    embargoes: column(/^Embargo until$/),
    amended: amended.status,
    history,
  };
}

function csvOf(text: string): { header: string[]; rows: string[][] } {
  const [, , , header = [], ...rows]: string[][] = parse(text, { bom: true, relax_column_count: true });
  return { header, rows };
}

describe('date.plain', () => {
  test('a day is the same day in Lima, Kiritimati and UTC, from the form to the file', async () => {
    const seen = new Map<string, Record<string, unknown>>();
    // Portals that start at once take longer to connect than a portal waits.
    await inParallel(zones, 2, async zone => {
      seen.set(zone, await seenIn(zone, zones[(zones.indexOf(zone) + 1) % zones.length] ?? 'UTC'));
    });
    const [utc, ...others] = zones.map(zone => seen.get(zone));
    expect(utc).toMatchObject({
      pages: [
        ['KE-2026-000001', expect.arrayContaining(['1 Jan 2026', '31 Dec 2198']), '2026-01-01'],
        ['KE-2025-000001', expect.arrayContaining(['31 Dec 2025']), '2025-12-31'],
        ['KE-2024-000001', expect.arrayContaining(['29 Feb 2024']), '2024-02-29'],
      ],
      counts: ['1', '1', '1'],
      dates: ['2026-01-01', '2025-12-31', '2024-02-29'],
      embargoes: ['2198-12-31', '2198-12-31', '2198-12-31'],
      amended: 303,
      embargoed: [404, 200, 200],
      list: ['KE-2024-000001 2024-02-29', 'KE-2025-000001 2025-12-31', 'KE-2026-000001 2026-01-01'],
      rows: [
        { day: '2025-12-31', stated: '2025-12-31', embargo: '2198-12-31' },
        { day: '2025-12-31', stated: '2025-12-31' },
        { day: '2024-02-29', stated: '2024-02-29' },
      ],
    });
    expect(String(utc?.history)).toMatch(/1 Jan 2026.*31 Dec 2025/);
    for (const other of others) expect(other).toEqual(utc);
  });
});
