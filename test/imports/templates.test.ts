import { beforeAll, describe, expect, test } from 'vitest';
import { headingCodes } from '../../src/seizures/index.ts';
import { testPortal } from '../support/portal.ts';
import type { Browser, TestPortal } from '../support/portal.ts';
import { madeWorkbook, readSheets } from '../support/workbooks.ts';
import { idOf, plain, settled, upload } from './officer.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

type Cell = string | number | null;

async function template(heading: string, form: string): Promise<[string, Cell[][]][]> {
  const address = `${portal.url}/seizures/imports/template.xlsx?heading=${heading}&form=${form}`;
  const answer = await fetch(address, { headers: officer.headers() });
  expect(answer.status).toBe(200);
  return [...(await readSheets(await answer.arrayBuffer()))] as [string, Cell[][]][];
}

const rows = 40;

/** Rows in which each list is gone through from its first word to its last. */
function filled(header: Cell[], tags: string[], lists: Cell[][], name: string): Cell[][] {
  const columns = (lists[0] ?? []).map((_, at) =>
    lists.slice(1).flatMap(line => (line[at] === null || line[at] === undefined ? [] : [line[at]])),
  );
  const listed = tags.filter(
    tag => !given(tag, 0, name) && (lists[0] ?? []).some(head => saysField(head, header[tags.indexOf(tag)])),
  );
  return Array.from({ length: rows }, (_, row) =>
    tags.map(tag => {
      const own = given(tag, row, name);
      if (own !== undefined) return own;
      const at = (lists[0] ?? []).findIndex(head => saysField(head, header[tags.indexOf(tag)]));
      const words = at === -1 || !listed.includes(tag) ? [] : (columns[at] ?? []);
      return words[Math.floor((row * words.length) / rows)] ?? null;
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

describe.each(['en', 'fr'])('a template in %s', lang => {
  beforeAll(async () => {
    await officer.post('/language', { lang, back: '/' });
  });

  test.each(headingCodes.flatMap(code => [[code, 'short'] as const, [code, 'long'] as const]))(
    'for %s, %s, is read without a question, whatever is chosen from its lists',
    async (heading, form) => {
      const [[sheet, [header = [], tags = []]] = ['', []], [words, lists] = ['', []]] = await template(heading, form);
      const names = tags.map(String);
      expect(names.slice(0, 2)).toEqual(['#nationalRef', '#seizureDate']);
      expect(new Set(names).size).toBe(names.length);
      const name = `${heading}-${form}-${lang}`;
      const book = { [sheet]: [header, tags, ...filled(header, names, lists, name)], [words]: lists };
      const page = await upload(officer, `${name}.xlsx`, await madeWorkbook(book));
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
      // Columns at the end that nobody filled are no columns of the file.
      const mapping = names.slice(0, found[0].mapping.length).map(tag => tag.slice(1));
      expect(found[0]).toEqual({ mapping, asked: null, unread: null });
      expect(found[0].mapping.length).toBeGreaterThan(names.indexOf('#detection'));
      expect(`${done.path} ${plain(done).slice(0, 300)}`).toContain(`/seizures/imports/${idOf(page)}/check`);
    },
    60_000,
  );
});

test('lists to choose from are in the sheet, and a form there is none of is refused', async () => {
  const address = '/seizures/imports/template.xlsx?heading=DRUG';
  expect((await officer.get(`${address}&form=middle`)).status).toBe(400);
  const page = await officer.get('/seizures/imports/new');
  expect(page.text).toContain('template.xlsx?heading=DRUG&amp;form=long');
});
