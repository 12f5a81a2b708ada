import { request } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import names from '../../locales/en/fields.json' with { type: 'json' };
import former from '../../src/imports/check/former-words.json' with { type: 'json' };
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import { idOf, plain, questionsOn, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
  const ground = await groundOf(portal);
  const facts = { release: 'all', releaseOffices: undefined, embargoUntil: undefined };
  await ground.put(
    headingCodes.flatMap((code, at) =>
      [1, 2].map(n => sampleRecord(code, { facts: { ...facts, nationalRef: `own/${at}-${n}` } })),
    ),
  );
  const drugs = sampleRecord('DRUG', {
    facts: { ...facts, nationalRef: 'own/mixed', operation: '=1+1', narrative: ' -5 degrees, "cold";\nthen thaw' },
  });
  await ground.put([
    { ...drugs, lines: [...drugs.lines, ...sampleRecord('CITES').lines, ...sampleRecord('ODS').lines] },
  ]);
});

async function exported(ending: 'csv' | 'xlsx', browser = admin): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request(`${portal.url}/seizures/export.${ending}`, { headers: browser.headers() }, answer => {
      const parts: Buffer[] = [];
      answer
        .on('data', (part: Buffer) => parts.push(part))
        .on('error', reject)
        .on('end', () => resolve(Buffer.concat(parts)));
    })
      .on('error', reject)
      .end();
  });
}

async function brought(browser: Browser, name: string, content: Buffer | string): Promise<Page> {
  return settled(browser, idOf(await upload(browser, name, content)));
}

/** 29 records, one of them of three lines. */
const rows = 31;

describe('an export of ours that comes back', () => {
  test.each([
    ['csv', 'en'],
    ['xlsx', 'en'],
    ['csv', 'fr'],
    ['xlsx', 'fr'],
  ] as const)('as %s in %s asks nothing, and every row is the same', async (ending, lang) => {
    await admin.post('/language', { lang, back: '/' });
    const content = await exported(ending);
    await admin.post('/language', { lang: 'en', back: '/' });
    const page = await brought(admin, `own-${lang}.${ending}`, content);
    expect(page.path).toMatch(/\/check$/);
    expect(questionsOn(page)).toEqual([]);
    expect(plain(page)).toContain(`Same as before ${rows} already saved`);
    expect(plain(page)).toContain('Need correcting 0');
    const {
      rows: [kept],
    } = await portal.owner.query(
      "select count(*)::int as n, bool_and(state = 'same') as same from import_rows where import_id = $1",
      [idOf(page)],
    );
    expect(kept).toEqual({ n: rows, same: true });
  });

  test('made when columns had other names is still known as ours', async () => {
    const lines = (await exported('csv')).toString('utf8').split('\r\n');
    const at = lines.findIndex(line => line.includes('Type of place'));
    const labels = new Map(
      Object.entries(former.en).flatMap(([key, was]) =>
        key.startsWith('fields:label.')
          ? [[(names.label as Readonly<Record<string, string>>)[key.slice('fields:label.'.length)], was] as const]
          : [],
      ),
    );
    const cells = (lines[at] ?? '').split(',');
    const before = cells.map(cell => {
      const was = labels.get(cell.replace(/ \(code\)$/, ''));
      return was === undefined ? cell : `"${was}${cell.endsWith(' (code)') ? ' (code)' : ''}"`;
    });
    expect(before.filter((cell, column) => cell !== cells[column]).length).toBeGreaterThan(8);
    const page = await brought(admin, 'former.csv', lines.with(at, before.join(',')).join('\r\n'));
    expect(questionsOn(page)).toEqual([]);
    expect(plain(page)).toContain(`Same as before ${rows} already saved`);
  });

  test('with a cell changed says in which columns, and saves nothing over the record', async () => {
    const text = (await exported('csv')).toString('utf8');
    const page = await brought(
      admin,
      'changed.csv',
      text.replace(/(own\/3-1.*?),(Operation Marula)/, '$1,Operation Baobab').replace('own/4-1', 'own/4-9'),
    );
    expect(plain(page)).toContain(`Same as before ${rows - 2} already saved`);
    expect(plain(page)).toContain('Need correcting 2');
    const { rows: found } = await portal.owner.query(
      `
        select p->'values'->>'columns' as columns from import_rows, jsonb_array_elements(problems) p where
        import_id = $1 and p->>'code' = 'own_differs' order by row_no`,
      [idOf(page)],
    );
    expect(found.map(({ columns }) => columns)).toEqual(['National reference', 'Operation']);
  });

  test('is read as any other file where its records may not be seen', async () => {
    await portal.owner.query("update seizures set release = 'rilos'");
    const reader = await portal.as('vn.ncp');
    const page = await brought(reader, 'foreign.csv', await exported('csv'));
    expect(plain(page)).toContain('Same as before 0');
    const {
      rows: [told],
    } = await portal.owner.query(
      "select count(*)::int as n from import_rows where import_id = $1 and problems::text ~ 'own_differs|row_known'",
      [idOf(page)],
    );
    expect(told.n).toBe(0);
    await portal.owner.query("update seizures set release = 'all'");
  });

  test('into a portal that does not hold its records, makes the same records', async () => {
    const text = (await exported('csv'))
      .toString('utf8')
      .replaceAll(/\bKE-20(\d\d)-/g, 'KE-19$1-')
      .replaceAll('own/', 'anew/');
    let page = await brought(admin, 'anew.csv', text);
    expect(plain(page)).toContain(`Ready ${rows}`);
    page = await send(admin, page, 'commit');
    page = await settled(admin, idOf(page));
    expect(plain(page)).toContain('29 records are in the database.');
    const { rows: pairs } = await portal.owner.query<{ was: SeizureRecord; is: SeizureRecord }>(
      `select a.record as was, b.record as is from seizure_records a join seizure_records b on
        a.record->'facts'->>'nationalRef' = replace(b.record->'facts'->>'nationalRef', 'anew/', 'own/')
       where b.record->'facts'->>'nationalRef' like 'anew/%' order by 1`,
    );
    expect(pairs).toHaveLength(29);
    for (const { was, is } of pairs) expect(told(is)).toEqual(told(was));
  });
});

/**
 * What a file can say: who may read a record is decided here, and persons come in as a number. Line breaks of a text do
 * not come in.
 */
function told({ facts, lines }: SeizureRecord): object {
  const {
    release: _release,
    releaseOffices: _offices,
    embargoUntil: _embargo,
    nationalRef: _ref,
    narrativeLang: _lang,
    ...rest
  } = facts;
  const narrative = String(rest.narrative ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return { facts: { ...rest, narrative }, lines };
}
