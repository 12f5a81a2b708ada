import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoAccounts } from '../../seeds/demo/cast.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadLists, loadOffices, type Lists, type Offices } from '../../src/reference/index.ts';
import { audienceOf, includes } from '../../src/seizures/record/store-audience.ts';
import { allCommonFields } from '../../src/seizures/fields.ts';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import { lineFields } from '../../src/seizures/goods/line-fields.ts';
import { project } from '../../src/seizures/record/search-columns.ts';
import { personText } from '../../src/seizures/record/pages/presenter-differences.ts';
import { wordsFor, type Words } from '../../src/seizures/record/pages/presenter-words.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { insertSeizures } from '../../src/seizures/record/store-insert.ts';
import type { NewSeizure } from '../../src/seizures/record/prepared.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let reader: Browser;
let lists: Lists;
let offices: Offices;
let words: (lang: 'en' | 'fr') => Words;
let number = 0;
beforeAll(async () => {
  portal = await testPortal();
  reader = await portal.as('ke.reader');
  [lists, offices] = await Promise.all([loadLists(portal.pool), loadOffices(portal.pool)]);
  words = wordsFor({ lists, offices, texts: await loadTexts() });
});

async function inserted(record: SeizureRecord, more: Partial<NewSeizure> = {}): Promise<string> {
  number += 1;
  const valid = { ...record, facts: { ...record.facts, nationalRef: `P/26/${number}` } };
  const {
    rows: [account],
  } = await portal.owner.query("select id from accounts where login_id = 'ke.officer'");
  const [written] = await inTransaction(portal.pool, client =>
    insertSeizures(client, [
      {
        clientUuid: randomUUID(),
        record: valid,
        projection: project(valid, lists.lookUp, offices),
        channel: 'form',
        recordedBy: account.id,
        ...more,
      },
    ]),
  );
  return written?.ref ?? '';
}

/** Every value of a record as the page must say it. */
function valuesOf(record: SeizureRecord, by: Words): string[] {
  const facts = allCommonFields
    .filter(({ name }) => record.facts[name] !== undefined && name !== 'nationalRef')
    .flatMap(field => by.value(field, record.facts[field.name]!).split('\n'));
  const lines = record.lines.flatMap(line => [
    by.heading(line.heading),
    by.product(line.heading, line.product),
    line.currency ?? '',
    ...lineFields
      .filter(({ name }) => name in line && !['heading', 'product', 'currency', 'unit', 'unit2'].includes(name))
      .map(field => by.value(field, line[field.name as 'product'])),
    line.unit === undefined || line.unit === 'amount' ? '' : by.unit(line.unit, line.quantity),
    line.unit2 === undefined ? '' : by.unit(line.unit2, line.quantity2),
    ...headings[line.heading].fields
      .filter(({ name }) => line.details[name] !== undefined)
      .map(field => by.value(field, line.details[field.name]!, line.heading)),
  ]);
  return [...facts, ...lines, ...record.persons.map(person => personText(person, by))].map(text =>
    text.replace(/\s+/g, ' ').trim(),
  );
}

describe('the page of a record', () => {
  test.each(headingCodes)('%s: everything the record states is on it, in both languages', async code => {
    const record = sampleRecord(code, {
      facts: { release: 'all', releaseOffices: undefined, embargoUntil: undefined },
    });
    const ref = await inserted(record);
    for (const lang of ['en', 'fr'] as const) {
      await portal.owner.query("update accounts set lang = $1 where login_id = 'ke.reader'", [lang]);
      const page = textOf(await reader.get(`/seizures/${ref}`));
      expect(valuesOf(record, words(lang)).filter(value => !page.includes(value))).toEqual([]);
    }
    await portal.owner.query("update accounts set lang = 'en' where login_id = 'ke.reader'");
  });

  test('the place of seizure by the name of its UN/LOCODE where no words are typed', async () => {
    const record = sampleRecord('DRUG', { facts: { country: 'KE', placeName: undefined, place: 'KEMBA' } });
    expect(textOf(await reader.get(`/seizures/${await inserted(record)}`))).toMatch(/Place Mombasa Kenya/);
  });

  test('what the portal worked out, with its factor', async () => {
    const cites = textOf(await reader.get(`/seizures/${await inserted(sampleRecord('CITES'))}`));
    expect(cites).toMatch(/CITES appendix on 14 Mar 2026 I/);
    const ods = textOf(await reader.get(`/seizures/${await inserted(sampleRecord('ODS'))}`));
    expect(ods).toMatch(/ODP tonnes 0\.17952 t/);
    expect(ods).toMatch(/CO2-equivalent tonnes 5,907\.\d* t|CO2-equivalent tonnes 5,\d{3}/);
  });

  test('route, map and stops; the rest of the way is declared', async () => {
    const page = await reader.get(`/seizures/${await inserted(sampleRecord('DRUG'))}`);
    expect(page.text).toMatch(/<svg[^>]*class="chart/);
    expect(textOf(page)).toMatch(
      new RegExp(
        'Pakistan origin.*Jebel Ali , United Arab Emirates departure.*Mombasa , Kenya seized 14 Mar ' +
          '2026.*Kampala , Uganda declared, not reached',
      ),
    );
  });

  test('a row of a file shows its import, and the columns no field holds', async () => {
    const {
      rows: [imported],
    } = await portal.owner.query(`
      insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan)
      select office_id, id, 'committed', 'october.csv', 1, 'x', '{}', '{}' from accounts where login_id = 'ke.ncp'
      returning id`);
    const ref = await inserted(sampleRecord('DRUG'), {
      channel: 'file',
      importRow: { importId: imported.id, row: 7 },
      source: { 'Remarks <b>': 'as "filed"' },
    });
    const page = await reader.get(`/seizures/${ref}`);
    expect(textOf(page)).toContain('Remarks <b> as "filed"');
    expect(page.text).toContain(`href="/seizures/imports/${imported.id}"`);
    expect(page.text).not.toContain('Remarks <b>');
  });

  test('a synthetic record says so', async () => {
    expect(textOf(await reader.get(`/seizures/${await inserted(sampleRecord('TOB'), { synthetic: true })}`))).toContain(
      'Synthetic demonstration record',
    );
  });

  test('reading leaves one row in the trail', async () => {
    const ref = await inserted(sampleRecord('DRUG'));
    await reader.get(`/seizures/${ref}`);
    await reader.get(`/seizures/${ref}/history`);
    const { rows } = await portal.owner.query(
      "select login_id, detail from audit_events where action = 'seizure.read' and subject = $1 order by id",
      [ref],
    );
    expect(rows).toEqual([
      { login_id: 'ke.reader', detail: null },
      { login_id: 'ke.reader', detail: { page: 'history' } },
    ]);
  });

  test('actions are those the viewer may do', async () => {
    const ref = await inserted(sampleRecord('DRUG', { facts: { release: 'all', releaseOffices: undefined } }));
    for (const [login, may] of [
      ['ke.officer', true],
      ['rilo.esa', true],
      ['ke.reader', false],
      ['vn.ncp', false],
    ] as const) {
      const { text } = await (await portal.as(login)).get(`/seizures/${ref}`);
      expect([login, text.includes(`/seizures/${ref}/edit`), text.includes(`/seizures/${ref}/withdrawal`)]).toEqual([
        login,
        may,
        may,
      ]);
    }
  });
});

describe('addresses', () => {
  test('another shape, another record, another parameter', async () => {
    for (const path of [
      'KE-2026-1',
      'ke-2026-000001',
      "KE-2026-000001'",
      'KE-2026-999999',
      '%00',
      'KE-2026-000001%00',
      '%F0%9F%92%A9',
    ]) {
      for (const page of ['', '/history'])
        expect([path, (await reader.get(`/seizures/${path}${page}`)).status]).toEqual([path, 404]);
    }
    const ref = await inserted(sampleRecord('DRUG'));
    for (const query of ['?x=1', '?submitted=1&submitted=2', '?submitted[a]=1'])
      expect([query, (await reader.get(`/seizures/${ref}${query}`)).status]).toEqual([query, 400]);
    expect((await reader.get(`/seizures/${ref}?submitted=1`)).status).toBe(200);
    expect((await (await portal.as('ke.limited')).get(`/seizures/${ref}`)).status).toBe(403);
    expect((await portal.visitor().get(`/seizures/${ref}`)).headers.location).toContain('/sign-in?next=');
  });
});

describe('who can open a record', () => {
  const cases = [
    ['all', {}],
    ['region', {}],
    ['rilos', {}],
    ['through_rilo', {}],
    ['named', { releaseOffices: ['VN', 'RILO-AP'] }],
    ['all', { embargoUntil: '2199-01-01' }],
    ['named', { releaseOffices: ['VN'], embargoUntil: '2199-01-01' }],
  ] as const;

  test.each(cases)('%s %o: the words and the scope say the same of everybody', async (release, more) => {
    const ref = await inserted(
      sampleRecord('DRUG', { facts: { releaseOffices: undefined, ...more, release } as never }),
    );
    const {
      rows: [row],
    } = await portal.owner.query(
      `
        select office_id as "officeId", region_id as "regionId", release, release_offices as "releaseOffices",
        embargo_until as "embargoUntil" from seizures where ref = $1`,
      [ref],
    );
    const { now } = audienceOf(row, '2026-11-25');
    for (const { loginId, level, officeCode } of demoAccounts) {
      if (level === 'limited' || level === 'partner') continue;
      const office = offices.byCode(officeCode)!;
      const rilo = office.kind === 'rilo' ? office : offices.riloOf(office.country ?? '');
      const riloId = rilo?.id ?? null;
      const { status } = await (await portal.as(loginId)).get(`/seizures/${ref}`);
      expect([loginId, status]).toEqual([
        loginId,
        includes(now, { id: office.id, kind: office.kind, riloId }) ? 200 : 404,
      ]);
    }
  });

  test('under embargo the page says who else, and when', async () => {
    const ref = await inserted(
      sampleRecord('DRUG', { facts: { release: 'all', releaseOffices: undefined, embargoUntil: '2199-01-01' } }),
    );
    expect(textOf(await reader.get(`/seizures/${ref}`))).toMatch(
      /Who can see this record .*Kenya.* Under embargo\. From 1 Jan 2199 also: All customs administrations/,
    );
  });
});

describe('what is related to a record', () => {
  test('is counted among what the reader may open, and each count leads to those records', async () => {
    const alike = (release: string) =>
      sampleRecord('TOB', {
        facts: {
          ...{ release, releaseOffices: undefined, departure: 'MZ', destination: 'SG', concealment: 'CON-VEH-FUEL' },
          narrative: 'Container ZZQU 305 438 3 was opened.',
        },
        line: { details: { brand: 'Zebramarker' } },
      });
    const [ref, open, narrow] = [
      await inserted(alike('all')),
      await inserted(alike('all')),
      await inserted(alike('rilos')),
    ];
    const panel = async (browser: Browser) => {
      const { text } = await browser.get(`/seizures/${ref}`);
      return [...text.matchAll(/href="(\/seizures\?[^"]*)"[^>]*>\s*((?:\d+) (?:similar|more)[^<]*)</g)].map(
        ([, href = '', said = '']) => ({
          href: href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
          said: said.trim(),
        }),
      );
    };
    const foreign = await portal.as('vn.reader');
    const seen = await panel(foreign);
    expect(seen.map(({ said }) => said)).toEqual([
      '1 similar this year',
      '1 more on this route',
      '1 more hidden the same way',
      '1 more with “Zebramarker”',
      '1 more with container prefix ZZQU',
    ]);
    for (const { href, said } of seen) {
      const found = await foreign.get(href);
      expect([said, found.status, found.text.includes(open), found.text.includes(narrow)]).toEqual([
        said,
        200,
        true,
        false,
      ]);
    }
    expect((await panel(await portal.as('ke.ncp'))).map(({ said }) => said.slice(0, 2))).toEqual(Array(5).fill('2 '));

    // An office goes by its counts by mark and container for ten minutes, and the page says so.
    await inserted(alike('all'));
    const later = (await panel(foreign)).map(({ said }) => said);
    expect(later.slice(-2)).toEqual(['1 more with “Zebramarker”', '1 more with container prefix ZZQU']);
    expect(textOf(await foreign.get(`/seizures/${ref}`))).toContain('Counted within the last ten minutes.');
  });
});
