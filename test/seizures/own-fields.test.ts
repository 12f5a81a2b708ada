import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { BadRequest } from '../../src/errors.ts';
import type { Field, FieldValue, HeadingCode } from '../../src/seizures/goods/heading.ts';
import { headingList } from '../../src/seizures/headings/index.ts';
import { plain } from '../../src/seizures/search/criteria.ts';
import { countFacets } from '../../src/seizures/search/search-facets.ts';
import { countSearches, searchSeizures } from '../../src/seizures/search/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { queriesFor, ownValue } from '../support/own-values.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

let ground: Ground;
let reader: Viewer;
/** The records of each heading: every own field with its first value, and with its second. */
const refs = new Map<string, string>();
const open = { release: 'all', releaseOffices: undefined };

beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
  reader = await ground.viewer('ke.reader');
  const places = headingList.flatMap(({ code }) => ([0, 1] as const).map(at => ({ code, at })));
  const records = places.map(({ code, at }) =>
    sampleRecord(code, { facts: { ...open, nationalRef: `${code}/${at}` }, line: { details: filled(code, at) } }),
  );
  const made = await ground.put(records);
  for (const [index, { code, at }] of places.entries()) refs.set(`${code}/${at}`, made[index] ?? '');
});

function filled(code: HeadingCode, at: 0 | 1): Record<string, FieldValue> {
  const { fields } = headingList.find(heading => heading.code === code) ?? { fields: [] };
  return Object.fromEntries(fields.map(field => [field.name, ownValue(field, at, ground.lists)]));
}

const asked = (query: Record<string, string | string[]>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();

async function found(query: Record<string, string | string[]>, viewer = reader): Promise<string[]> {
  const page = await searchSeizures(ground.pool, ground.searching(viewer, asked({ rows: '100', ...query })));
  expect(page.rows).toHaveLength(page.total);
  return page.rows.map(({ ref }) => ref);
}

describe.each(headingList.map(({ code, fields }) => ({ code, fields })))('$code', ({ code, fields }) => {
  test.each(fields.map(field => ({ name: field.name, field })))('$name', async ({ field }) => {
    for (const at of [0, 1] as const)
      for (const query of queriesFor(field, ownValue(field, at, ground.lists)))
        expect(await found({ heading: code, ...query }), asked(query)).toEqual([refs.get(`${code}/${at}`)]);
  });

  test('the complete sample is found by each of its values', async () => {
    const [ref] = await ground.put([
      sampleRecord(code, { facts: { ...open, nationalRef: `${code}/sample`, seizureDate: '2026-01-02' } }),
    ]);
    for (const [name, value] of Object.entries(sampleLines[code].details)) {
      const field = fields.find(one => one.name === name) as Field;
      const typed = field.type === 'text' ? { [name]: String(value) } : queriesFor(field, value)[0];
      expect(await found({ heading: code, to: '2026-01-31', ...typed }), name).toEqual([ref]);
    }
  });
});
