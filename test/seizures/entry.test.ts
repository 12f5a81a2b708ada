import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { commonFields, steps } from '../../src/seizures/fields.ts';
import { copiedSheet } from '../../src/seizures/entry/copy.ts';
import { closeSheet } from '../../src/seizures/entry/form-sheet.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import { lineFields } from '../../src/seizures/goods/line-fields.ts';
import { fieldsFor } from '../../src/seizures/goods/products.ts';
import { sampleRecord, sampleShortRecord } from '../support/builders.ts';
import { draft, draftOf, fieldsOf, problemsOn, recordByForm, refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

async function begun(form: 'short' | 'long', browser = officer): Promise<string> {
  const id = randomUUID();
  await browser.post(`/seizures/drafts/${id}/circumstances`, { form, action: 'leave' });
  return id;
}

describe('the steps', () => {
  test.each(['short', 'long'] as const)('%s form: each step asks its fields, and only those', async form => {
    const id = await begun(form);
    for (const step of Object.keys(commonFields) as (keyof typeof commonFields)[]) {
      const { text } = await officer.get(`/seizures/drafts/${id}/${step}`);
      for (const field of commonFields[step]) {
        const isAsked = (field.form === 'short' || form === 'long') && field.name !== 'country';
        expect([field.name, text.includes(`name="facts.${field.name}"`)]).toEqual([field.name, isAsked]);
      }
    }
  });

  test.each(headingCodes)('%s: a line asks the fields of its product, and its own units', async code => {
    const id = await begun('long');
    const { heading, product } = sampleRecord(code).lines[0]!;
    await officer.post(`/seizures/drafts/${id}/goods`, {
      'lines.0.key': 'aa',
      'lines.0.heading': heading,
      'lines.0.product': product,
      action: 'open-line:aa',
    });
    const { text } = await officer.get(`/seizures/drafts/${id}/goods?line=aa`);
    const asked = fieldsFor(headings[heading], product).map(({ name }) => name);
    for (const { name } of headings[heading].fields)
      expect([name, text.includes(`name="lines.0.details.${name}"`)]).toEqual([name, asked.includes(name)]);
    for (const { name } of lineFields.filter(field => field.name !== 'productText'))
      expect([name, text.includes(`name="lines.0.${name}"`)]).toEqual([name, true]);
    expect(text).toContain('data-list-url="/reference/hs/options"');
  });

  test('every page holds what an officer needs to find the way, in both languages', async () => {
    const id = await draft(officer, sampleRecord('ODS', { facts: { nationalRef: 'E/1' } }));
    for (const lang of ['en', 'fr']) {
      await portal.owner.query("update accounts set lang = $1 where login_id = 'ke.officer'", [lang]);
      for (const step of steps) {
        const page = await officer.get(`/seizures/drafts/${id}/${step}`);
        expect([step, page.status]).toEqual([step, 200]);
        // A key that has no text would show as the key itself.
        expect(textOf(page).match(/\b(?:entry|record|findings|fields|headings|common):[\w.]+/g)).toBeNull();
      }
    }
    await portal.owner.query("update accounts set lang = 'en' where login_id = 'ke.officer'");
  });
});

describe('the country', () => {
  test('an administration is told its own; a RILO chooses among its Members; the administrator among all', async () => {
    const own = await officer.get('/seizures/new');
    expect(own.text).not.toContain('name="facts.country"');
    const select = async (login: string) =>
      [
        ...(/id="facts-country"[\s\S]*?<\/select>/
          .exec((await (await portal.as(login)).get('/seizures/new')).text)?.[0]
          .matchAll(/value="(\w\w)"/g) ?? []),
      ].map(([, code]) => code);
    const esa = await select('rilo.esa');
    expect(esa).toEqual(expect.arrayContaining(['KE', 'UG']));
    expect(esa).not.toContain('VN');
    expect((await select('wco.admin')).length).toBeGreaterThan(200);
  });
});

/** What the page sends for a short record: every step at once. */
function pageFields(record: SeizureRecord) {
  return Object.assign({}, ...steps.map(step => fieldsOf(record, step))) as Record<string, string | readonly string[]>;
}

describe('the short form on one page', () => {
  const record = sampleShortRecord('TOB', { facts: { nationalRef: 'PAGE/1', seizureDate: '2026-11-20' } });

  test('asks what the steps ask, is kept by any button, and is submitted at one press', async () => {
    const page = await officer.get('/seizures/new');
    for (const { name, form } of Object.values(commonFields).flat())
      if (name !== 'country')
        expect([name, page.text.includes(`name="facts.${name}"`)]).toEqual([name, form === 'short']);
    const id = draftOf(page);
    const send = (action: string, fields = pageFields(record)) =>
      officer.post(`/seizures/drafts/${id}/page`, { form: 'short', ...fields, action });
    expect((await send('leave')).headers.location).toBe('/seizures/drafts');
    expect((await officer.get(`/seizures/drafts/${id}`)).headers.location).toBe(`/seizures/drafts/${id}/page`);
    const wrong = await send('submit', {
      ...pageFields(record),
      'facts.seizureDate': '',
      'facts.placeName': 'of Mr John Kamau',
    });
    expect(wrong.status).toBe(422);
    expect(problemsOn(wrong)).toEqual([
      'Date of seizure: Fill in this field.',
      '1 passage in your texts may be about a person. Remove it, or say why it is not.',
    ]);
    expect(wrong.text).toContain('id="facts-seizureDate-error"');
    expect(wrong.text).toContain('value="of Mr John Kamau"');
    const ref = refOf(await send('submit'));
    expect(refOf(await send('submit'))).toBe(ref);
    expect((await officer.get(`/seizures/drafts/${id}/page`)).headers.location).toBe(`/seizures/${ref}`);
  });

  test('fields and units follow heading and product; what contradicts is said and holds nobody back', async () => {
    const id = randomUUID();
    const look = async (fields: Record<string, string>) =>
      officer.post(`/seizures/drafts/${id}/page`, { form: 'short', 'lines.0.key': 'aa', ...fields, action: 'look' });
    const first = await look({ 'lines.0.heading': 'TOB', 'lines.0.product': 'TOB-CIG' });
    const units = [
      ...(/id="lines-0-unit"[\s\S]*?<\/select>/.exec(first.text)?.[0].matchAll(/value="(\w[^"]*)"/g) ?? []),
    ];
    expect(units.map(([, unit]) => unit)).toEqual(expect.arrayContaining(['stick', 'mastercase', 'kg']));
    expect(units.map(([, unit]) => unit)).not.toContain('L');
    expect(first.text).toContain('name="lines.0.details.fraudKind"');
    const contradicting = {
      'facts.location': 'LOC-SEAPORT',
      'facts.transport': 'AIR-PAX',
      'facts.concealment': 'CON-FREIGHT-COVER',
      'lines.0.quantity': '60',
      'lines.0.unit': 'mastercase',
    };
    const second = await look(contradicting);
    // Nothing of the goods follows: what is being typed there stays.
    expect(second.text).not.toContain('data-part="goods"');
    expect(textOf(second)).toMatch(/60 × master case of 10,000 cigarettes = 600,000 sticks/);
    expect(textOf(second)).toContain('“Air passenger” at “Seaport”? Check which of the two is right.');
    expect(second.text).toContain('data-sets');
    const other = await look({ 'facts.concealment': 'CON-OTH' });
    expect(other.text).toContain('name="facts.concealmentText"');
    const huge = await look({ 'lines.0.quantity': '1000000000', 'lines.0.unit': 'mastercase' });
    expect(/data-part="hints-goods"[\s\S]*?<\/div>\s*<\/div>/.exec(huge.text)?.[0]).toContain('hint-box');
    const done = await officer.post(`/seizures/drafts/${id}/page`, {
      ...pageFields(record),
      ...contradicting,
      'facts.nationalRef': 'PAGE/2',
      'lines.0.key': 'aa',
      action: 'submit',
    });
    expect(refOf(done)).toMatch(/^KE-/);
  });

  test('offers what the office states most, said to be so; another office sees its own', async () => {
    for (const at of [1, 2])
      await recordByForm(
        officer,
        sampleShortRecord('TOB', {
          facts: {
            nationalRef: `USUAL/${at}`,
            placeName: 'Lunga Lunga',
            location: 'LOC-LANDBORDER',
            transport: 'ROAD-TRUCK',
          },
        }),
      );
    const usual = await officer.get('/seizures/new');
    expect(textOf(usual)).toContain('What your office uses most comes first.');
    expect(textOf(usual)).toMatch(/Usual: .*Lunga Lunga · Land border crossing, road/);
    expect(usual.text).toMatch(/<optgroup label="Usual in your office" data-usual>\s*<option\s+value="AE"/);
    const tiles = [...usual.text.matchAll(/name="facts\.transport" value="([A-Z-]+)"/g)].map(([, code]) => code);
    expect(tiles.indexOf('ROAD-TRUCK')).toBeLessThan(3);
    expect(tiles).toContain('RAIL-PAX');
    expect(textOf(await (await portal.as('vn.ncp')).get('/seizures/new'))).not.toContain('Lunga Lunga');
  });

  test('a long form, an amendment and a stranger do not come there', async () => {
    const long = await draft(officer, sampleRecord('DRUG', { facts: { nationalRef: 'PAGE/3' } }));
    expect((await officer.get(`/seizures/drafts/${long}/page`)).headers.location).toMatch(/circumstances$/);
    for (const login of ['ke.ncp', 'vn.ncp'])
      expect((await (await portal.as(login)).get(`/seizures/drafts/${long}/page`)).status).toBe(404);
    expect((await (await portal.as('ke.reader')).get('/seizures/new')).status).toBe(403);
    expect((await officer.get('/seizures/new?from=nothing')).status).toBe(404);
  });
});

describe('a record copied from another', () => {
  test('has its goods, route and hiding place; not its date, references, amounts, persons or texts', async () => {
    const source = sampleRecord('TOB', { facts: { nationalRef: 'COPY/1' } });
    const ref = await recordByForm(officer, source);
    expect((await officer.get(`/seizures/${ref}`)).text).toContain(`href="/seizures/new?from=${ref}"`);
    const page = await officer.get(`/seizures/new?from=${ref}`);
    expect(textOf(page)).toContain(`are those of ${ref}. Not copied: date, references, quantities`);
    const id = draftOf(page);
    await officer.post(`/seizures/drafts/${id}/circumstances`, { form: 'long', from: ref, action: 'leave' });
    const { rows } = await portal.owner.query('select typed, origin from seizure_drafts where id = $1', [id]);
    const { typed, origin } = rows[0];
    expect(origin).toEqual({ kind: 'copy', ref });
    expect(typed).toMatchObject({
      'facts.placeName': 'Mombasa',
      'facts.departure': 'AE',
      'facts.transport': 'SEA-CONT',
      'facts.concealment': 'CON-FREIGHT-COVER',
      'lines.0.product': 'TOB-CIG',
      'lines.0.unit': 'mastercase',
      'lines.0.details.brand': 'Manchester',
    });
    const left = [
      'facts.nationalRef',
      'facts.seizureDate',
      'facts.operation',
      'facts.narrative',
      'facts.concealmentText',
      'facts.release',
      'facts.outcome',
      'facts.latitude',
      'lines.0.quantity',
      'lines.0.value',
      'persons.0.role',
    ];
    expect(Object.keys(typed).filter(name => left.includes(name))).toEqual([]);
    expect(textOf(await officer.get(`/seizures/drafts/${id}/review`))).toContain('Copied from another record.');
    const trail = await portal.owner.query(
      `
        select count(*)::int as n from audit_events
        where action = 'seizure.read' and subject = $1 and detail->>'for' = 'copy'`,
      [ref],
    );
    expect(trail.rows[0].n).toBeGreaterThan(0);
  });

  test('leaves what may be about a person and the place of another country; only what is visible', async () => {
    const facts = {
      nationalRef: 'COPY/2',
      placeName: 'Shop of Mr John Kamau',
      coverLoad: 'Tea',
      release: 'all',
      releaseOffices: undefined,
    };
    const { record } = copied(sampleRecord('TOB', { facts }), true);
    expect(record['facts.placeName']).toBeUndefined();
    expect(record['facts.coverLoad']).toBe('Tea');
    expect(copied(sampleRecord('TOB', { facts: { placeName: 'Mombasa' } }), false).record).not.toHaveProperty(
      'facts.placeName',
    );
    const closed = await recordByForm(
      officer,
      sampleRecord('TOB', { facts: { nationalRef: 'COPY/3', release: 'rilos', releaseOffices: undefined } }),
    );
    const stranger = await portal.as('vn.ncp');
    expect((await stranger.get(`/seizures/new?from=${closed}`)).status).toBe(404);
    const id = randomUUID();
    expect((await stranger.post(`/seizures/drafts/${id}/page`, { from: closed, action: 'look' })).status).toBe(404);
    const own = await recordByForm(officer, sampleShortRecord('TOB', { facts: { nationalRef: 'COPY/4' } }));
    expect(textOf(await officer.get('/seizures/new'))).toContain(`Start from your last record, ${own}`);
    await stranger.post(`/seizures/drafts/${id}/page`, { from: own, form: 'short', action: 'look' });
    const { rows } = await portal.owner.query('select typed from seizure_drafts where id = $1', [id]);
    expect(rows[0].typed).toMatchObject({ 'facts.country': 'VN', 'lines.0.product': 'TOB-CIG' });
    expect(rows[0].typed).not.toHaveProperty('facts.placeName');
  });

  function copied(record: SeizureRecord, isOwn: boolean) {
    return { record: closeSheet(copiedSheet({ record }, isOwn)) };
  }
});

describe('the review', () => {
  test('shows everything in order, what was worked out, and who will be able to open it', async () => {
    const id = await draft(
      officer,
      sampleRecord('ODS', { facts: { nationalRef: 'E/2', release: 'rilos', releaseOffices: undefined } }),
    );
    const text = textOf(await officer.get(`/seizures/drafts/${id}/review`));
    expect(text).toMatch(
      new RegExp(
        String.raw`Circumstances .*National reference E/2 .*Goods .*HCFC-22.*ODP tonnes 0\.17952 t.*Route ` +
          '.*Country of origin Pakistan.*People .*1 × Importer.*Outcome and release',
      ),
    );
    expect(text).toMatch(/Who can see this record .*Kenya .*All RILOs .*WCO Secretariat/);
  });

  test('keeps warnings apart from errors, and lets one submit with them', async () => {
    const record = sampleRecord('DRUG', {
      facts: { nationalRef: 'E/3', seizureDate: '2001-02-03' },
      line: { quantity: 6.12 },
    });
    const id = await draft(officer, record);
    const review = await officer.get(`/seizures/drafts/${id}/review`);
    expect(problemsOn(review)).toEqual([]);
    expect(textOf(review)).toMatch(/Worth a second look .*2001-02-03 is more than 20 years ago/);
    expect((await officer.post(`/seizures/drafts/${id}/submission`)).status).toBe(303);
  });

  test('a link of the summary opens the row with the problem', async () => {
    const lines = [sampleRecord('TOB').lines[0]!, { ...sampleRecord('DRUG').lines[0]!, details: { purity: 120 } }];
    const id = await draft(officer, sampleRecord('TOB', { lines, facts: { nationalRef: 'E/4' } }));
    const review = await officer.get(`/seizures/drafts/${id}/review`);
    expect(problemsOn(review)).toEqual([expect.stringMatching(/^Line 2, Purity: /)]);
    const href =
      /href="([^"]*goods\?check=1[^"#]*)#lines-1-details-purity"/.exec(review.text)?.[1]?.replace(/&amp;/g, '&') ?? '';
    const step = await officer.get(href);
    expect(step.text).toContain('id="lines-1-details-purity-error"');
  });
});

describe('bad input', () => {
  const bad: readonly (string | readonly string[])[] = [
    'x'.repeat(9000),
    '\0',
    '\ud800',
    '\u202e',
    '-1',
    'NaN',
    '1e999',
    '9'.repeat(60),
    ['a', 'b'],
    '<script>alert(1)</script>',
    '0000-00-00',
    "'; drop table seizures; --",
  ];

  test.each(headingCodes)(
    '%s: nothing typed into a line is a fault of the server, and all of it is kept',
    async code => {
      const { heading, product } = sampleRecord(code).lines[0]!;
      const id = randomUUID();
      for (const value of bad) {
        const fields = Object.fromEntries([
          ...lineFields
            .filter(({ name }) => !['heading', 'product'].includes(name))
            .map(({ name }) => [`lines.0.${name}`, value]),
          ...headings[heading].fields.map(({ name }) => [`lines.0.details.${name}`, value]),
        ]);
        const answer = await officer.post(`/seizures/drafts/${id}/goods`, {
          form: 'long',
          'lines.0.key': 'aa',
          'lines.0.heading': heading,
          'lines.0.product': product,
          ...fields,
        });
        expect([value, answer.status]).toEqual([value, 422]);
        expect(answer.text).not.toContain('<script>alert');
        expect((await officer.get(`/seizures/drafts/${id}/review`)).status).toBe(200);
      }
    },
  );

  test('nor anything typed into the page, nor names of what every object has', async () => {
    for (const value of [...bad, 'constructor', '__proto__', 'toString']) {
      const id = randomUUID();
      const facts = Object.values(commonFields).flat();
      const sent = {
        form: 'short',
        'lines.0.key': 'aa',
        'lines.0.heading': 'TOB',
        ...Object.fromEntries(facts.map(({ name }) => [`facts.${name}`, value])),
        ...Object.fromEntries(
          lineFields.filter(({ name }) => name !== 'heading').map(({ name }) => [`lines.0.${name}`, value]),
        ),
        'facts.transport': value === 'constructor' ? 'SEA-CONT' : value,
      };
      for (const [action, status] of [
        ['look', 200],
        ['submit', 422],
        ['pictures', 303],
      ] as const)
        expect([
          value,
          action,
          (await officer.post(`/seizures/drafts/${id}/page`, { ...sent, action })).status,
        ]).toEqual([value, action, status]);
      expect([value, (await officer.get(`/seizures/drafts/${id}/page`)).status]).toEqual([value, 200]);
      const { rows } = await portal.owner.query('select product from cpdb_pictures where seizure_draft_id = $1', [id]);
      expect([value, rows]).toEqual([value, [{ product: null }]]);
    }
  });

  test('nor anything typed into the facts or the persons', async () => {
    const id = randomUUID();
    for (const value of bad) {
      for (const step of ['circumstances', 'route', 'concealment', 'outcome'] as const) {
        const fields = Object.fromEntries(commonFields[step].map(({ name }) => [`facts.${name}`, value]));
        expect([
          step,
          (await officer.post(`/seizures/drafts/${id}/${step}`, { form: 'long', ...fields })).status,
        ]).toEqual([step, 422]);
      }
      const row = Object.fromEntries(
        ['role', 'nationality', 'sex', 'ageBand', 'arrested', 'count'].map(name => [`persons.0.${name}`, value]),
      );
      expect((await officer.post(`/seizures/drafts/${id}/persons`, { 'persons.0.key': 'aa', ...row })).status).toBe(
        422,
      );
      for (const page of ['review', 'circumstances', 'persons?row=aa', 'outcome?check=1'])
        expect([page, (await officer.get(`/seizures/drafts/${id}/${page}`)).status]).toEqual([page, 200]);
      expect((await officer.post(`/seizures/drafts/${id}/submission`)).status).toBe(422);
    }
    expect((await officer.get('/seizures/drafts')).status).toBe(200);
  });
});
