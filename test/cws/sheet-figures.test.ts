import ejs from 'ejs';
import { beforeAll, describe, expect, test } from 'vitest';
import { countPublished } from '../../src/analysis/index.ts';
import { readQuestion } from '../../src/analysis/question/question.ts';
import { trendFields } from '../../src/analysis/trends/fields.ts';
import type { Viewer } from '../../src/access/index.ts';
import { completeSheet } from '../../src/cws/sheets/complete.ts';
import { freeze, sheetFigures, type SheetFigures } from '../../src/cws/sheets/figures.ts';
import { presentFigures } from '../../src/cws/sheets/presenter-figures.ts';
import { readFrozen, type Frozen } from '../../src/cws/sheets/snapshot.ts';
import type { CwsContext } from '../../src/cws/context.ts';
import { loadTexts, type Language, type Texts } from '../../src/i18n/index.ts';
import { indexWords } from '../../src/seizures/search/search-words.ts';
import { icon } from '../../src/web/icons.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const open = { release: 'all', releaseOffices: undefined, embargoUntil: undefined };
const query = 'heading=DRUG&region=RILO-ESA&from=2026-01-01&to=2026-06-30';
let ground: Ground;
let texts: Texts;
let context: CwsContext;
let sheets: SheetFigures;
let rilo: Viewer;
let limited: Viewer;
let number = 0;

const drug = (facts: object = {}, line: object = { product: 'OPI-HER', quantity: 10, unit: 'kg' }) =>
  sampleRecord('DRUG', { facts: { ...open, nationalRef: `S/${(number += 1)}`, ...facts }, line });

beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
  texts = await loadTexts();
  const parts = { lists: ground.lists, offices: ground.offices, texts, pool: ground.pool };
  const seizures = { context: parts, words: indexWords(ground.lists) };
  context = { ...parts, seizures, countFigures: countPublished({ ...parts, seizures }) } as unknown as CwsContext;
  sheets = sheetFigures(context, () => new Date('2026-05-20T09:00:00Z'));
  rilo = await ground.viewer('rilo.esa');
  limited = await ground.viewer('ke.limited');
  await ground.put(
    [
      drug({ seizureDate: '2026-01-10' }),
      drug({ seizureDate: '2026-02-11' }, { product: 'ATS-MDMA', quantity: 300, unit: 'tablet' }),
      drug({ seizureDate: '2026-05-02' }),
      drug({ seizureDate: '2025-02-01' }),
    ],
    { synthetic: true },
  );
  await ground.put([drug({ seizureDate: '2026-01-12', country: 'VN', place: undefined })]); // another region
});

const frozenOf = async (typed = query, viewer = rilo): Promise<Frozen> => {
  const outcome = await freeze(ground.pool, viewer, typed, sheets);
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.frozen;
};
const problemsOf = async (typed: string, viewer = rilo) => {
  const outcome = await freeze(ground.pool, viewer, typed, sheets);
  return 'problems' in outcome ? outcome.problems : [];
};
async function html(frozen: Frozen, lang: Language = 'en', viewer = limited): Promise<string> {
  const figures = presentFigures(frozen, lang, viewer, sheets);
  const view =
    "<%- include('/cws/sheets/_figures', { figures }) %><%- include('/cws/sheets/_query', { query: figures.query }) %>";
  return ejs.render(view, { t: texts.t[lang], icon, figures }, { root: 'views', filename: 'views/x.ejs' });
}

describe('frozen figures', () => {
  test('lead to the same search in the analysis, for who may read the database', async () => {
    const frozen = await frozenOf();
    const shown = await html(frozen, 'en', rilo);
    for (const page of ['trends', 'routes', 'concealment', 'cross-table'])
      expect(shown).toContain(`href="/analysis/${page}?${frozen.query.replaceAll('&', '&amp;')}"`);
    const asked = Object.fromEntries(new URLSearchParams(frozen.query));
    const { criteria } = readQuestion(asked, trendFields, ground);
    expect(criteria).toMatchObject({ heading: ['DRUG'], from: '2026-01-01' });
    expect(await html(frozen)).not.toContain('/analysis/');
  });

  test('are what was counted, with the query, its words and when', async () => {
    const frozen = await frozenOf();
    expect(frozen).toMatchObject({
      shape: 2,
      takenAt: '2026-05-20T09:00:00.000Z',
      region: 'RILO-ESA',
      figures: { cases: 3, before: 1, synthetic: 3, members: 1, statuses: { verified: 0, submitted: 3, queried: 0 } },
    });
    expect(frozen.figures.units.map(({ unit, quantity }) => [unit, quantity])).toEqual([
      ['kg', 20],
      ['tablet', 300],
    ]);
    expect(new URLSearchParams(frozen.query).getAll('country')).toContain('KE');
    expect(frozen.query).not.toContain('region');
    expect(frozen.words.en[0]).toEqual({ label: 'Region', value: expect.stringMatching(/\(24 Members\)$/) });
    expect(frozen.words.fr.map(({ label }) => label)).toEqual(['Région', 'Date', 'Rubrique']);
    expect(frozen.membersAsked).toBe(24);
  });

  test('come back out of a version as they went in, and what is no such thing is refused', async () => {
    const frozen = await frozenOf();
    expect(readFrozen(JSON.parse(JSON.stringify(frozen)))).toEqual(frozen);
    expect(() => readFrozen({ ...frozen, shape: 3 })).toThrow();
    expect(() => readFrozen({ ...frozen, extra: 1 })).toThrow();
    expect(() => readFrozen({ ...frozen, figures: { ...frozen.figures, cases: -1 } })).toThrow();
  });

  test('of the first shape stay what they were: no year before in the columns, and the rule they were counted by', async () => {
    const { figures, ...rest } = await frozenOf();
    const buckets = figures.buckets.map(({ before: _before, ...bucket }) => bucket);
    const kept = { ...rest, shape: 1, figures: { ...figures, buckets } };
    expect(readFrozen(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    const page = await html(readFrozen(kept));
    expect(page).toContain('A case with two products counts under both.');
    expect(page).not.toContain('class="chart-before"');
    const now = await html(await frozenOf());
    expect(now).toContain('A case counts once, under the first of its products');
    expect(now).toContain('class="chart-before"');
  });

  test('do not change when records are added', async () => {
    const frozen = await frozenOf();
    const before = await html(frozen);
    await ground.put([drug({ seizureDate: '2026-03-03' })]);
    expect(await html(frozen)).toBe(before);
    expect((await frozenOf()).figures.cases).toBe(frozen.figures.cases + 1);
  });

  test('tell nothing of a record that is not released to all, though its publisher sees it', async () => {
    const before = await frozenOf();
    await ground.put([
      drug({ seizureDate: '2026-01-15', release: 'region', destination: 'ET' }),
      drug({ seizureDate: '2026-01-15', release: 'rilos' }),
      drug({ seizureDate: '2026-01-15', embargoUntil: '2199-01-01' }),
    ]);
    expect((await frozenOf()).figures).toEqual(before.figures);
    expect((await frozenOf(query, await ground.viewer('wco.admin'))).figures).toEqual(before.figures);
  });

  test('count one released through its RILO as of a Member of the region, in words of both languages', async () => {
    await ground.put([drug({ seizureDate: '2026-01-15', release: 'through_rilo' })]);
    const region = await frozenOf('heading=DRUG&from=2026-01-01&to=2026-06-30');
    expect(await html(region)).toMatch(/A Member, region of RILO[^<]*Eastern/);
    expect((await frozenOf('heading=DRUG&country=KE&from=2026-01-01&to=2026-06-30')).figures.countries.rows).toEqual([
      expect.objectContaining({ code: 'KE' }),
    ]);
  });
});

describe('a query', () => {
  test('is pasted with the address of its search, or written', async () => {
    const written = await frozenOf('heading=DRUG&country=KE&from=2026-01-01&to=2026-06-30');
    const pasted = await frozenOf(
      ' ' +
        'https://cen.example/seizures?heading=DRUG&country=KE&from=2026-01-01&to=2026-06-30&sort=oldest&' +
        'view=cards#list ',
    );
    expect(pasted).toEqual(written);
  });

  test('has its problems at its field, each naming the parameter, in the language of who publishes', async () => {
    expect(await problemsOf('')).toEqual([{ path: 'query', key: 'cwssheets:query.missing' }]);
    expect(await problemsOf('cocaine last year')).toEqual([{ path: 'query', key: 'cwssheets:query.noQuery' }]);
    expect(await problemsOf(`${query}&colour=red&product=XYZ`)).toEqual([
      {
        path: 'query',
        key: 'cwssheets:query.parameter',
        values: { name: 'colour', said: 'this is not a search parameter' },
      },
      {
        path: 'query',
        key: 'cwssheets:query.parameter',
        values: { name: 'product', said: '“XYZ” is not a code of this list' },
      },
    ]);
    const [french] = await problemsOf('heading=DRUG&from=2026-01-01', { ...rilo, lang: 'fr' });
    expect(french?.values).toEqual({ name: 'to', said: 'indiquez le dernier jour de la période des chiffres' });
    expect((await problemsOf('region=KE&from=2026-01-01&to=2026-02-01'))[0]?.values?.name).toBe('region');
    expect((await problemsOf(`${query}&country=KE`))[0]?.values).toEqual({
      name: 'region',
      said: 'Choose a region or countries, not both.',
    });
    expect(await problemsOf(`q=${'x'.repeat(5000)}`)).toEqual([
      { path: 'query', key: 'cwssheets:query.tooLong', values: { most: 4000 } },
    ]);
    expect((await problemsOf('q=%00&from=2026-01-01&to=2026-02-01'))[0]?.path).toBe('query');
  });

  test('completes the content of a sheet, or keeps it from being published', async () => {
    const content = { fields: { query, handling: 'H1' } };
    const done = await completeSheet(ground.pool, rilo, context, undefined, content);
    expect(done).toMatchObject({ problems: [], content: { fields: content.fields, figures: { shape: 2 } } });
    expect(
      await completeSheet(ground.pool, rilo, context, undefined, { fields: { query: 'heading=DRUG' } }),
    ).toMatchObject({
      problems: [{ path: 'query' }, { path: 'query' }],
      content: { fields: { query: 'heading=DRUG' } },
    });
  });
});

describe('on the page', () => {
  test('each figure has its table and its coverage', async () => {
    const page = await html(await frozenOf());
    expect(page.match(/<section class="section sheet-figure/g)).toHaveLength(4);
    expect(page.match(/<div class="coverage"/g)).toHaveLength(4);
    expect(page.match(/<details class="figure-table">/g)).toHaveLength(6);
    expect(page).toContain('May 2026 is not complete: counted to 20 May 2026.');
    expect(page).toMatch(/Records under narrower release or embargo are not counted\./);
    expect(page).toMatch(/demonstration records, not real seizures\./);
    expect(page).toMatch(/A trend, or more reporting\?/);
  });

  test('the way into the database is shown to those who may go it', async () => {
    const frozen = await frozenOf();
    expect(await html(frozen)).not.toContain('/seizures');
    expect(await html(frozen, 'en', await ground.viewer('ke.reader'))).toContain(
      'href="/seizures?heading=DRUG&amp;country=',
    );
  });

  test('in French', async () => {
    const page = await html(await frozenOf(), 'fr');
    for (const words of ['Affaires par mois', 'Portée de ce chiffre', 'Ce qui a été compté', 'comprimés'])
      expect(page).toContain(words);
    expect(page).not.toMatch(/cwssheets:|Coverage/);
  });

  test('nothing found says what to do', async () => {
    const page = await html(await frozenOf('heading=NUC&from=2026-01-01&to=2026-02-01'));
    expect(page).toContain('No cases released to all Members match.');
    expect(page).not.toContain('sheet-figure ');
  });

  test('words of the query are text', async () => {
    const page = await html(await frozenOf('q=<script>alert(1)</script>&from=2026-01-01&to=2026-02-01'));
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  });

  test('quarters and years have their names', async () => {
    expect(await html(await frozenOf('heading=DRUG&from=2023-01-01&to=2026-06-30'))).toContain(
      'Q2 2026 is not complete',
    );
    const page = await html(await frozenOf('heading=DRUG&from=2015-01-01&to=2026-06-30'), 'fr');
    expect(page).toContain('Affaires par an');
    expect(page).toContain('Compté jusqu’au 20 mai 2026');
  });
});
