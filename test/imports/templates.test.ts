import { beforeAll, describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { rowChecker } from '../../src/imports/check/row-check.ts';
import type { StagedRow } from '../../src/imports/check/store-rows.ts';
import {
  answersFrom,
  askWords,
  collectWords,
  openQuestions,
  openRows,
  sniff,
  withStyles,
} from '../../src/imports/engine/index.ts';
import { understand } from '../../src/imports/upload/receive.ts';
import { templateOf } from '../../src/imports/upload/template.ts';
import { vocabularyOf } from '../../src/imports/words/vocabulary-of.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import { headingCodes, recordWordsFor, type SeizuresContext } from '../../src/seizures/index.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { viewerOf } from '../support/viewers.ts';
import { madeWorkbook, readSheets } from '../support/workbooks.ts';
import { idOf, plain, settled, upload } from './officer.ts';

let portal: TestPortal;
let officer: Browser;
let room: SeizuresContext;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
  const [lists, offices, texts] = await Promise.all([loadLists(portal.pool), loadOffices(portal.pool), loadTexts()]);
  room = { lists, offices, texts } as unknown as SeizuresContext;
});

type Cell = string | number | null;

type Template = [string, Cell[][]][];

const filledRows = 40;
/** What an upload of the office says without being asked. */
const constants = { country: 'KE' };

/** Rows in which each list is gone through from its first word to its last. */
function filled(header: Cell[], tags: string[], lists: Cell[][], name: string): Cell[][] {
  const columns = (lists[0] ?? []).map((_, at) =>
    lists.slice(1).flatMap(line => (line[at] === null || line[at] === undefined ? [] : [line[at]])),
  );
  const listed = tags.filter(
    tag => !given(tag, 0, name) && (lists[0] ?? []).some(head => saysField(head, header[tags.indexOf(tag)])),
  );
  return Array.from({ length: filledRows }, (_, row) =>
    tags.map(tag => {
      const own = given(tag, row, name);
      if (own !== undefined) return own;
      const at = (lists[0] ?? []).findIndex(head => saysField(head, header[tags.indexOf(tag)]));
      const words = at === -1 || !listed.includes(tag) ? [] : (columns[at] ?? []);
      return words[Math.floor((row * words.length) / filledRows)] ?? null;
    }),
  );
}

const saysField = (head: Cell, field: Cell | undefined): boolean =>
  String(head).endsWith(`: ${field}`) || String(head).endsWith(`\u00a0: ${field}`);

function given(tag: string, row: number, name: string): Cell | undefined {
  const values: Record<string, Cell> = {
    '#nationalRef': `${name}-${row}`,
    '#seizureDate': `2026-03-${String(1 + (row % 28)).padStart(2, '0')}`,
    '#country': 'Kenya',
    '#quantity': 2 + row,
    '#productText': 'As it says on the label',
  };
  return values[tag];
}

/** A filled template with its lists, and the names its columns have in the row of tags. */
async function filledIn(template: Template, name: string): Promise<{ content: Buffer; names: string[] }> {
  const [[sheet, [header = [], tags = []]] = ['', []], [words, lists] = ['', []]] = template;
  const names = tags.map(String);
  expect(names.slice(0, 2)).toEqual(['#nationalRef', '#seizureDate']);
  expect(new Set(names).size).toBe(names.length);
  const book = { [sheet]: [header, tags, ...filled(header, names, lists, name)], [words]: lists };
  return { content: await madeWorkbook(book), names };
}

/** Columns at the end that nobody filled are no columns of the file. */
function expectMapped(mapping: readonly (string | null)[], names: readonly string[]): void {
  expect(mapping).toEqual(names.slice(0, mapping.length).map(tag => tag.slice(1)));
  expect(mapping.length).toBeGreaterThan(names.indexOf('#detection'));
}

/** What an upload goes through until its rows are checked, without its file being stored and its jobs. */
describe.each(['en', 'fr'] as const)('a template in %s', lang => {
  test.each(headingCodes.flatMap(code => [[code, 'short'] as const, [code, 'long'] as const]))(
    'for %s, %s, is read without a question, whatever is chosen from its lists',
    async (heading, form) => {
      const name = `${heading}-${form}-${lang}`;
      const made = await templateOf(room, recordWordsFor(room)(lang), heading, form);
      const { content, names } = await filledIn([...(await readSheets(made))] as Template, name);
      const recognised = understand(room, await sniff(content, vocabularyOf(room)), `${name}.xlsx`, { constants });
      if ('problem' in recognised) throw new Error(recognised.problem.code);
      const { sniffed, plan } = recognised;
      expectMapped(plan.rows.mapping, names);
      expect(plan.rows.choices, 'known for our own, it goes straight to the reading').toBeDefined();
      const survey = await collectWords(plan.rows, openRows(content, sniffed.dialect));
      const rows = withStyles(plan.rows, survey);
      const words = askWords(survey, vocabularyOf(room), rows, new Map(), plan.language);
      expect(openQuestions(rows, [], survey, words)).toEqual([]);
      const checker = rowChecker(room, viewerOf('ke.officer'), rows, answersFrom(words));
      const checked: StagedRow[] = [];
      for await (const row of openRows(content, sniffed.dialect)) checked.push(checker.check(row, checked.length + 1));
      expect(checked).toHaveLength(filledRows);
      const codes = checked.flatMap(({ problems }) => problems.map(({ code, field }) => `${field}: ${code}`));
      expect(codes.filter(code => /_(?:unknown|unreadable)$/.test(code))).toEqual([]);
    },
  );
});

test.each([
  ['en', 'DRUG', 'short'],
  ['fr', 'CITES', 'long'],
])('a template in %s for %s, %s, comes from its page and goes to the check by itself', async (lang, heading, form) => {
  await officer.post('/language', { lang, back: '/' });
  const address = `${portal.url}/seizures/imports/template.xlsx?heading=${heading}&form=${form}`;
  const answer = await fetch(address, { headers: officer.headers() });
  expect(answer.status).toBe(200);
  const template = [...(await readSheets(await answer.arrayBuffer()))] as Template;
  const { content, names } = await filledIn(template, `${heading}-${form}-${lang}`);
  const page = await upload(officer, `${heading}-${form}-${lang}.xlsx`, content);
  const done = await settled(officer, idOf(page));
  const { rows: found } = await portal.owner.query(
    `select (select plan->'rows'->'mapping' from imports where id = $1) as mapping,
       (select jsonb_agg(distinct v.field || ': ' || (v.candidates->>'word'))
        from import_values v where import_id = $1 and how in ('ask', 'preselected')) as asked,
       (select jsonb_agg(distinct e->>'field' || ': ' || (e->'values'->>'cell'))
        from import_rows r, jsonb_array_elements(r.problems) e
        where import_id = $1 and e->>'code' ~ '_(unknown|unreadable)$') as unread`,
    [idOf(page)],
  );
  expect(found[0]).toMatchObject({ asked: null, unread: null });
  expectMapped(found[0].mapping, names);
  expect(`${done.path} ${plain(done).slice(0, 300)}`).toContain(`/seizures/imports/${idOf(page)}/check`);
});

test('lists to choose from are in the sheet, and a form there is none of is refused', async () => {
  const address = '/seizures/imports/template.xlsx?heading=DRUG';
  expect((await officer.get(`${address}&form=middle`)).status).toBe(400);
  const page = await officer.get('/seizures/imports/new');
  expect(page.text).toContain('template.xlsx?heading=DRUG&amp;form=long');
});
