import { beforeAll, expect, test } from 'vitest';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { termsOfReference } from '../../src/seizures/record/references.ts';
import { project } from '../../src/seizures/record/search-columns.ts';
import { sampleRecord } from '../support/builders.ts';
import { testDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await groundOf(await testDatabase());
});

const narratives = [
  undefined,
  `O'Neil\\'s "container" MSCU1234566: 'sea':1A, twice twice`,
  'Conteneurs saisis\nà bord\tdu navire',
  'box=mscu1234566 \\',
];

test.each([undefined, 'en', 'fr'])(
  'what is written at once is the search document PostgreSQL makes: %s',
  async lang => {
    const records = headingCodes.flatMap(code =>
      narratives.map((narrative, at) =>
        sampleRecord(code, {
          facts: { narrative, narrativeLang: lang, nationalRef: `N'B\\O/${code}/2026/${lang ?? ''}${at}` },
        }),
      ),
    );
    const refs = await ground.put(records);
    const expected = records.map((record, at) => {
      const { terms, words, lang: stated } = project(record, ground.lists.lookUp, ground.offices);
      return { ref: refs[at], terms: [...termsOfReference(refs[at] ?? ''), ...terms], words, lang: stated };
    });
    const { rows } = await ground.pool.query(
      `select s.ref, s.document::text as written,
       search_document(array(select jsonb_array_elements_text(x.terms)), x.words, x.lang)::text as made
     from jsonb_to_recordset($1::jsonb) x(ref text, terms jsonb, words text, lang text)
       join seizures s on s.ref = x.ref`,
      [JSON.stringify(expected)],
    );
    expect(rows).toHaveLength(records.length);
    for (const { ref, written, made } of rows) expect({ ref, document: written }).toEqual({ ref, document: made });
  },
);
