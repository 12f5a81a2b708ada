import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { allCommonFields, commonFields, type Step } from '../../src/seizures/fields.ts';
import type { Field } from '../../src/seizures/goods/heading.ts';
import { headingList } from '../../src/seizures/headings/index.ts';
import { lineFields } from '../../src/seizures/goods/line-fields.ts';
import { fieldsFor } from '../../src/seizures/goods/products.ts';
import { personFields } from '../../src/seizures/checks/persons.ts';
import { open, postBody } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { fieldsOf, problemsOn } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { sampleLines } from '../support/sample-lines.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  // The administrator states the country, too: for an administration it is fixed.
  officer = await portal.as('wco.admin');
});

/** Values as they stand in the body, percent signs and all; several make the name repeat. */
type Sent = readonly string[];

const anyText: readonly Sent[] = [
  ['%00'],
  ['a%00b'],
  ['%ED%A0%80'],
  ['x%FF'],
  ['%E2%80%AEx'],
  ['a%E2%81%A6b'],
  ['%07'],
  ['a', 'b'],
];
const anyNumber: readonly Sent[] = [
  ['NaN'],
  ['Infinity'],
  ['-1e400'],
  ['1e999'],
  ['9'.repeat(39)],
  ['9'.repeat(400)],
  ['0x10'],
  ['--1'],
  ['1,234'],
  ['%00'],
  ['%ED%A0%80'],
  ['1', '2'],
  ['%E2%80%AE1'],
  ['one'],
  ['1 2'],
  ['-999999999999999999'],
];
const anyDate: readonly Sent[] = [
  ['2026-02-30'],
  ['2026-13-01'],
  ['2026-00-10'],
  ['0000-01-01'],
  ['0001-01-01'],
  ['-2026-01-01'],
  ['10000-01-01'],
  ['1899-12-31'],
  ['2200-01-01'],
  ['14.03.2026'],
  ['2026-3-14'],
  ['%00'],
  ['%ED%A0%80'],
  ['2026-03-14', '2026-03-15'],
  ['2026-03-14T00:00:00Z'],
  ['now'],
];
const anyCode: readonly Sent[] = [
  ['NO-SUCH-CODE'],
  ['__proto__'],
  ['constructor'],
  ['toString'],
  ['c'.repeat(121)],
  ['%00'],
  ['%ED%A0%80'],
  ['%E2%80%AEKE'],
  ['%25'],
  ["'"],
  ['a', 'b'],
  ['<b>'],
  ['null'],
];

/** What must be refused at a field, whatever the record says else. */
function hostile(field: Field): readonly Sent[] {
  switch (field.type) {
    case 'text':
    case 'longtext':
      return [
        ['x'.repeat(field.max + 1)],
        ['%C3%A9'.repeat(field.max + 1)],
        ['x'.repeat(field.max * 8 + 1001)],
        ...anyText,
      ];
    case 'integer':
      return [...anyNumber, ['1.5'], [String(field.max + 1)], [String(field.min - 1)]];
    case 'decimal':
      return [...anyNumber, [String(field.max * 10 + 1)], [String(field.min - 1)]];
    case 'date':
      return anyDate;
    case 'yesno':
      return [['maybe'], ['1'], ['YES'], ['on'], ['%00'], ['%ED%A0%80'], ['yes', 'no']];
    // Several codes of one name are right where several may be given.
    case 'choice':
    case 'code':
      return field.many
        ? [
            ...anyCode.filter(one => one.length === 1),
            Array.from({ length: 61 }, (_, at) => `c${at}`),
            ['a', 'a', '%00'],
          ]
        : anyCode;
  }
}

interface Place {
  readonly path: string;
  readonly field: Field;
  readonly step: Step;
}

const stepOf = (name: string): Step =>
  (Object.keys(commonFields) as (keyof typeof commonFields)[]).find(step =>
    commonFields[step].some(field => field.name === name),
  ) ?? 'review';
/** Heading and product decide which other fields a line has: they have a test of their own. */
const places: readonly Place[] = [
  ...allCommonFields.map(field => ({ path: `facts.${field.name}`, field, step: stepOf(field.name) })),
  ...headingList.flatMap(({ code }, at) => [
    ...lineFields
      .filter(({ name }) => name !== 'heading' && name !== 'product')
      .map(field => ({ path: `lines.${at}.${field.name}`, field, step: 'goods' as const })),
    ...fieldsFor(headingList[at]!, sampleLines[code].product).map(field => ({
      path: `lines.${at}.details.${field.name}`,
      field,
      step: 'goods' as const,
    })),
  ]),
  ...personFields.map(field => ({ path: `persons.0.${field.name}`, field, step: 'persons' as const })),
];
const rounds = Math.max(...places.map(({ field }) => hostile(field).length));

/** One line of every heading. */
const whole = sampleRecord('DRUG', {
  facts: { ...open, nationalRef: 'H/1' },
  lines: headingList.map(({ code }) => sampleLines[code]),
});
const steps = ['circumstances', 'goods', 'route', 'concealment', 'persons', 'outcome'] as const;

/** Saves every step with some values as written in place of the sample's; answers what the draft kept. */
async function save(id: string, values: ReadonlyMap<string, Sent>): Promise<Record<string, unknown>> {
  for (const step of steps) {
    const usual = Object.entries(fieldsOf(whole, step))
      .filter(([name]) => !values.has(name))
      .flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : value).map(one => [name, encodeURIComponent(one)] as const),
      );
    const own = places
      .filter(place => place.step === step)
      .flatMap(({ path }) => (values.get(path) ?? []).map(one => [path, one] as const));
    const body = [...usual, ...own, ['action', 'leave'], ['form', 'long']]
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    expect([step, (await postBody(officer, `/seizures/drafts/${id}/${step}`, body)).status]).toEqual([step, 303]);
  }
  const { rows } = await portal.owner.query('select typed from seizure_drafts where id = $1', [id]);
  return rows[0]?.typed;
}

/** As a form's reader decodes it, once: what is no text becomes the sign for it. */
const decoded = (sent: string): string => new URLSearchParams(`a=${sent}`).get('a')?.replaceAll('\0', '\ufffd') ?? '';
const anchor = (path: string): string =>
  path
    .replace(/\.unit(2?)$/, '.quantity$1')
    .replace(/^(lines\.\d+)\.currency$/, '$1.value')
    .replaceAll('.', '-');

describe('hostile values in every field of every heading', () => {
  test.each(Array.from({ length: rounds }, (_, round) => [round]))('round %i', async round => {
    const values = new Map(
      places.map(({ path, field }) => [path, hostile(field)[round % hostile(field).length] ?? ['']]),
    );
    const id = randomUUID();
    const typed = await save(id, values);
    const lost = [...values].filter(([path, sent]) => {
      const kept = typed[path];
      return JSON.stringify(typeof kept === 'string' ? [kept] : kept) !== JSON.stringify(sent.map(decoded));
    });
    expect(lost.map(([path]) => path)).toEqual([]);
    const review = await officer.get(`/seizures/drafts/${id}/review`);
    expect(review.status).toBe(200);
    const unsaid = places
      .filter(({ path }) => !review.text.includes(`#${anchor(path)}"`))
      .map(({ path }) => `${path}: ${values.get(path)}`);
    expect(unsaid).toEqual([]);
    expect(
      problemsOn(review).every(line => line.length < 700 && !/findings:|entry:|\{\{|\[object|undefined/.test(line)) ||
        problemsOn(review),
    ).toBe(true);
    const sent = await officer.post(`/seizures/drafts/${id}/submission`);
    expect(sent.status).toBe(422);
    for (const step of steps)
      expect([step, (await officer.get(`/seizures/drafts/${id}/${step}?check=1`)).status]).toEqual([step, 200]);
  });

  test('once everything is put right, the same draft is submitted', async () => {
    const id = randomUUID();
    await save(id, new Map(places.map(({ path, field }) => [path, hostile(field)[0] ?? ['']])));
    const asked = new Set(steps.flatMap(step => Object.keys(fieldsOf(whole, step))));
    await save(id, new Map(places.filter(({ path }) => !asked.has(path)).map(({ path }) => [path, ['']])));
    const done = await officer.post(`/seizures/drafts/${id}/submission`);
    expect([done.status, problemsOn(done)]).toEqual([303, []]);
    const { rows } = await portal.owner.query(
      "select r.record from seizures s join seizure_records r on r.seizure_id = s.id where s.national_ref = 'H/1'",
    );
    expect(rows[0]?.record).toEqual(whole);
  });

  test('heading and product that are none', async () => {
    for (const [name, values] of [
      ['heading', anyCode],
      ['product', anyCode],
    ] as const) {
      for (const value of values) {
        const id = randomUUID();
        const body = [
          ['lines.0.key', 'aa'],
          ['lines.0.heading', 'DRUG'],
          ['lines.0.quantity', '1'],
          ['lines.0.unit', 'kg'],
          ['action', 'leave'],
        ]
          .filter(([own]) => own !== `lines.0.${name}`)
          .map(([own, one]) => `${own}=${one}`);
        const answer = await postBody(
          officer,
          `/seizures/drafts/${id}/goods`,
          [...body, ...value.map(one => `lines.0.${name}=${one}`)].join('&'),
        );
        const pages = await Promise.all(
          ['goods?line=aa&check=1', 'review'].map(page => officer.get(`/seizures/drafts/${id}/${page}`)),
        );
        expect([value, answer.status, ...pages.map(({ status }) => status)]).toEqual([value, 303, 200, 200]);
        expect(pages[1]?.text).toContain(`#lines-0-${name}"`);
      }
    }
  });

  test('a unit of another kind, future dates and quantities without a unit are told at their fields', async () => {
    const id = randomUUID();
    const units = headingList.flatMap(
      (_, at) =>
        [
          [`lines.${at}.unit`, ['no such unit']],
          [`lines.${at}.unit2`, ['Lpa']],
        ] as const,
    );
    const odd = new Map<string, Sent>([
      ...units,
      ['facts.seizureDate', ['2199-12-31']],
      ['facts.embargoUntil', ['2020-01-01']],
      ['facts.longitude', ['']],
      ['facts.dutyCurrency', ['']],
      ['persons.0.count', ['0']],
    ]);
    await save(id, odd);
    const review = await officer.get(`/seizures/drafts/${id}/review`);
    for (const path of [
      'facts.seizureDate',
      'facts.embargoUntil',
      'facts.longitude',
      'facts.dutyCurrency',
      'persons.0.count',
      ...headingList.map((_, at) => `lines.${at}.unit`),
    ]) {
      expect([path, review.text.includes(`#${anchor(path)}"`)]).toEqual([path, true]);
    }
  });
});
