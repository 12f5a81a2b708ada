import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { commonFields, steps } from '../../src/seizures/fields.ts';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import { lineFields } from '../../src/seizures/goods/line-fields.ts';
import { fieldsFor } from '../../src/seizures/goods/products.ts';
import { sampleRecord } from '../support/builders.ts';
import { draft, problemsOn, textOf } from '../support/entry.ts';
import { testPortal } from '../support/portal.ts';
import type { Browser, TestPortal } from '../support/portal.ts';

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
          '.*Country of origin Pakistan.*Persons .*1 × Importer.*Outcome and release',
      ),
    );
    expect(text).toMatch(/Who can open this .*Kenya .*All RILOs .*WCO Secretariat/);
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
