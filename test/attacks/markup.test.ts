import { beforeAll, describe, expect, test } from 'vitest';
import { allCommonFields } from '../../src/seizures/fields.ts';
import type { Field } from '../../src/seizures/goods/heading.ts';
import { headingList } from '../../src/seizures/headings/index.ts';
import { fieldsFor } from '../../src/seizures/goods/products.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { amendAs, leadsTo, markup, open } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { beginAmendment, draft, problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  officer = await portal.as('ke.officer');
});

const isText = (field: Field): boolean =>
  (field.type === 'text' || field.type === 'longtext') && !('pattern' in field && field.pattern !== undefined);
let turn = 0;
/** The next piece of the corpus, of a length that the field takes. */
function piece(field: Field): string {
  turn += 1;
  const max = 'max' in field ? field.max : 0;
  const fitting = markup.filter(one => one.length <= max);
  return fitting[turn % fitting.length] ?? '<b>';
}

/** One line of each heading, and a piece of the corpus in every text of the record. */
function marked(nationalRef: string): SeizureRecord {
  const record = sampleRecord('DRUG', {
    facts: { ...open, nationalRef: `${nationalRef}<b>` },
    lines: headingList.map(heading => ({
      ...sampleLines[heading.code],
      productText: piece({ name: 'productText', form: 'short', type: 'text', max: 200 }),
      details: {
        ...sampleLines[heading.code].details,
        ...Object.fromEntries(
          fieldsFor(heading, sampleLines[heading.code].product)
            .filter(isText)
            .map(field => [field.name, piece(field)]),
        ),
      },
    })),
  });
  return {
    ...record,
    facts: {
      ...record.facts,
      ...Object.fromEntries(
        allCommonFields
          .filter(field => isText(field) && field.name !== 'nationalRef')
          .map(field => [field.name, piece(field)]),
      ),
    },
  };
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');
/** The same as text of an SVG drawing, where quotes may stand. */
const forms = (text: string): string[] => [
  escaped(text),
  escaped(text).replaceAll('&#34;', '&quot;'),
  escaped(text).replaceAll('&#34;', '"').replaceAll('&#39;', "'"),
];

/** Pieces that stand on the page as marks of its own, or escaped twice. */
function broken(html: string): string[] {
  const raw = [
    '<script>window',
    '<img src=x',
    '<svg/onload',
    "' onmouseover='",
    '</textarea><b>',
    '</title></style>',
    'href="javascript:',
    'src="javascript:',
    'action="javascript:',
    '<%= 7',
    '&lt;b&gt; &amp;amp;',
    '>49<',
  ].filter(one => html.includes(one));
  const twice = ['&amp;lt;script', '&amp;lt;img', '&amp;#34;&amp;gt;', '&amp;amp;amp;amp;'].filter(one =>
    html.includes(one),
  );
  const comments = [...html.matchAll(/<!--(?!\[)/g)].map(() => '<!--');
  return [...raw, ...twice, ...comments];
}

async function clean(path: string, browser = officer): Promise<string> {
  const answer = await browser.get(path);
  expect([path, answer.status, broken(answer.text)]).toEqual([path, 200, []]);
  return answer.text;
}

const valuesOf = (record: SeizureRecord): string[] => [
  ...allCommonFields.filter(isText).map(({ name }) => String(record.facts[name])),
  ...record.lines.flatMap(line =>
    headingList
      .filter(({ code }) => code === line.heading)
      .flatMap(heading =>
        fieldsFor(heading, line.product)
          .filter(isText)
          .map(({ name }) => String(line.details[name])),
      ),
  ),
];

describe('marks in every text', () => {
  test('the form, its review and the list of drafts show them as text', async () => {
    const record = marked('M/1');
    const id = await draft(officer, record);
    for (const step of ['circumstances', 'route', 'concealment', 'outcome', 'goods', 'persons']) {
      const html = await clean(`/seizures/drafts/${id}/${step}?check=1`);
      expect(html.includes('&lt;') || step === 'persons').toBe(true);
    }
    const {
      rows: [row],
    } = await portal.owner.query('select typed from seizure_drafts where id = $1', [id]);
    for (const at of headingList.keys())
      await clean(`/seizures/drafts/${id}/goods?line=${row.typed[`lines.${at}.key`]}`);
    const review = await clean(`/seizures/drafts/${id}/review`);
    const unsaid = valuesOf(record).filter(value => !forms(value).some(form => review.includes(form)));
    expect(unsaid).toEqual([]);
    expect(await clean('/seizures/drafts')).toContain('M/1&lt;b&gt;');
    await clean('/seizures/new');
  });

  test('the record, its history, searches and the home page show them as text, in both languages', async () => {
    const [first, second] = [marked('M/2'), marked('M/2')];
    const [ref = ''] = await ground.put([first], { loginId: 'ke.officer' });
    await amendAs(ground, await ground.viewer('ke.officer'), ref, second);
    await portal.owner.query('update seizure_steps set reason = $1', [markup.join(' ')]);
    for (const lang of ['en', 'fr']) {
      await officer.post('/language', { lang, back: '/' });
      const page = await clean(`/seizures/${ref}`);
      expect(valuesOf(second).filter(value => !forms(value).some(form => page.includes(form)))).toEqual([]);
      expect(await clean(`/seizures/${ref}/history`)).toContain(escaped(markup[0]));
      for (const query of ['', '?view=cards', '?rows=100&sort=recorded'])
        expect(await clean(`/seizures${query}`)).toContain(escaped(String(second.facts.placeName)));
      await clean('/');
    }
    await officer.post('/language', { lang: 'en', back: '/' });
    for (const login of ['vn.reader', 'rilo.esa', 'wco.admin'])
      for (const path of ['/', `/seizures/${ref}`, '/seizures']) await clean(path, await portal.as(login));
  });

  test('what is stored is what was typed, not its escape', async () => {
    const record = marked('M/3');
    const [ref] = await ground.put([record]);
    const {
      rows: [row],
    } = await portal.owner.query(
      'select record from seizures s join seizure_records r on r.seizure_id = s.id where ref = $1',
      [ref],
    );
    expect(row.record).toEqual(record);
    const csv = (await officer.get('/seizures/export.csv')).text;
    expect(csv).toContain(markup[0]);
    expect(csv).not.toMatch(/&lt;script|&#\d+;|&quot;/);
  });

  test('what was refused is repeated as text: reasons, conflicts, problems, searches', async () => {
    const [ref = ''] = await ground.put([marked('M/4')], { loginId: 'ke.officer' });
    const withdrawal = await officer.post(`/seizures/${ref}/withdrawal`, {
      reason: `${markup.join(' ')}${'x'.repeat(600)}`,
    });
    expect([withdrawal.status, broken(withdrawal.text)]).toEqual([422, []]);
    const id = await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
    await amendAs(ground, await ground.viewer('ke.ncp'), ref, marked('M/4'));
    const conflict = await officer.post(`/seizures/drafts/${id}/submission`, { reason: markup.join(' ') });
    expect([[409, 422].includes(conflict.status), broken(conflict.text)]).toEqual([true, []]);
    const wrong = await officer.post(
      `/seizures/drafts/${await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'M/5' } }))}` +
        '/circumstances',
      {
        'facts.location': markup[0],
        'facts.direction': markup[2],
        'facts.seizureDate': markup[1],
        'facts.latitude': markup[7],
        'facts.agency': markup[8],
      },
    );
    expect([wrong.status, broken(wrong.text), problemsOn(wrong).length > 3]).toEqual([422, [], true]);
    expect(textOf(wrong)).toContain(markup[8]);
    for (const one of markup) {
      const found = await officer.get(`/seizures?q=${encodeURIComponent(one)}`);
      expect([one, found.status, broken(found.text)]).toEqual([one, 200, []]);
      for (const path of [
        `/seizures?${encodeURIComponent(one)}=1`,
        `/seizures?country=${encodeURIComponent(one)}`,
        `/reference/country?parent=${encodeURIComponent(one)}`,
        `/${encodeURIComponent(one)}`,
      ]) {
        const answer = await officer.get(path);
        expect([path, answer.status >= 400 && answer.status < 500, broken(answer.text)]).toEqual([path, true, []]);
      }
      expect(broken((await officer.get(`/reference/country?q=${encodeURIComponent(one)}`)).text)).toEqual([]);
      expect(broken((await portal.visitor().get(`/sign-in?next=${encodeURIComponent(one)}`)).text)).toEqual([]);
    }
    expect(leadsTo(conflict.text, 'next')).toBeUndefined();
  });

  test('a form sealed through sign-in, and a wrong login, come back as text', async () => {
    const visitor = portal.visitor();
    const asked = await visitor.postRaw('/seizures/drafts/0b9f3c1e-8b3a-4a57-9d66-0d9b2f6f0a01/outcome', {
      _csrf: 'old',
      'facts.narrative': markup.join('\n'),
      [markup[2]]: markup[1],
    });
    expect([asked.status, broken(asked.text)]).toEqual([401, []]);
    const resume = /name="resume"\s+value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const token = /name="_csrf"\s+value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const wrong = await visitor.postRaw('/sign-in', { loginId: markup[2], password: markup[0], resume, _csrf: token });
    expect([wrong.status, broken(wrong.text)]).toEqual([401, []]);
    const stale = await officer.postRaw('/seizures/drafts/0b9f3c1e-8b3a-4a57-9d66-0d9b2f6f0a01/outcome', {
      _csrf: 'old',
      'facts.narrative': markup.join('\n'),
      [markup[2]]: markup[1],
    });
    expect([stale.status, broken(stale.text)]).toEqual([403, []]);
    expect(stale.text).toContain(escaped(markup[0]));
  });

  test('a file’s name, its headers and its cells are text', async () => {
    const content = (
      `${markup.map(one => `"${one.replaceAll('"', '""')}"`).join(',')}` +
      `\n${markup.map(() => '"<img src=x onerror=window.__xss=1>"').join(',')}\n`
    ).repeat(3);
    const answer = await officer.upload(
      '/seizures/imports',
      { name: `${markup[0]}${markup[1]}.csv`, content },
      {},
      '/seizures/imports/new',
    );
    expect([answer.status < 500, broken(answer.text)]).toEqual([true, []]);
    const { rows } = await portal.owner.query<{ id: number }>('select id from imports');
    await new Promise(resolve => setTimeout(resolve, 1500));
    for (const { id } of rows)
      for (const page of ['read', 'columns', 'styles', 'words', 'check', 'result', 'history']) {
        const shown = await officer.get(`/seizures/imports/${id}/${page}`);
        expect([page, shown.status < 500, broken(shown.text ?? '')]).toEqual([page, true, []]);
      }
    await clean('/seizures/imports');
  });
});
