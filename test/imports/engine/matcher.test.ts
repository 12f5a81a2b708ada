import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildMatcher, matchProduct, wordKinds, type Match, type WordKind } from '../../../src/imports/engine/index.ts';
import { fold } from '../../../src/imports/engine/words/words.ts';
import { dice, pick } from '../generate.ts';
import { seedInput, vocabulary } from '../vocabulary.ts';

const match = (kind: Exclude<WordKind, 'product'>, word: string, language?: string): Match =>
  vocabulary.matchers[kind].match(word, language === undefined ? {} : { language });
const drug = (word: string): Match => matchProduct(vocabulary, word, 'DRUG');

/** One or two letters wrong. */
function typo(word: string, roll: () => number): string {
  const letters = [...word];
  for (let times = roll() < 0.5 ? 1 : 2; times > 0; times -= 1) {
    const at = Math.floor(roll() * letters.length);
    const kind = roll();
    if (kind < 0.4) letters[at] = pick(roll, [...'abcdefghijklmnoprstuwyz']);
    else if (kind < 0.6) letters.splice(at, 1);
    else if (kind < 0.8) letters.splice(at, 0, pick(roll, [...'aeionrst']));
    else [letters[at], letters[at + 1]] = [letters[at + 1] ?? '', letters[at] ?? ''];
  }
  return letters.join('');
}

describe('words', () => {
  test('spellings of one word: case, accents, order, punctuation', () => {
    expect(['MOLDOVA, REPUBLIC OF', 'Republic of Moldova', 'moldova'].map(word => match('country', word))).toEqual(
      Array(3).fill(expect.objectContaining({ code: 'MD', auto: true })),
    );
    expect(match('country', "COTE D'IVOIRE")).toMatchObject({ code: 'CI', auto: true });
    expect(match('unit', 'KG')).toMatchObject({ code: 'kg', auto: true });
    expect(drug('Cannabis (marihuana)')).toMatchObject({ code: 'DRUG/CAN-HERB', auto: true });
  });

  test('every word of the lists finds its own code or asks, in every kind', () => {
    for (const kind of wordKinds.filter(each => each !== 'product')) {
      const meant = new Map<string, Set<string>>();
      for (const { word, code } of seedInput.words[kind] ?? [])
        meant.set(fold(word), (meant.get(fold(word)) ?? new Set()).add(code));
      const wrong = (seedInput.words[kind] ?? []).filter(entry => {
        const found = match(kind as Exclude<WordKind, 'product'>, entry.word, entry.language);
        return found.how === 'fuzzy' || (found.auto && !meant.get(fold(entry.word))?.has(found.code ?? ''));
      });
      expect([kind, wrong]).toEqual([kind, []]);
    }
  });

  test('78 typos: many are preselected, hardly any wrong, none taken alone', () => {
    const roll = dice(78);
    const counts = { tried: 0, preselected: 0, wrong: 0, auto: 0, amongFive: 0 };
    for (const kind of ['country', 'concealment', 'transport', 'unit'] as const) {
      const known = seedInput.words[kind] ?? [];
      const meanings = Map.groupBy(known, ({ word }) => fold(word));
      const entries = known.filter(entry => fold(entry.word).length >= 6 && entry.source !== 'loose');
      for (let times = 0; times < 150; times += 1) {
        const entry = pick(roll, entries);
        const word = typo(entry.word, roll);
        const found = match(kind, word);
        if (found.how !== 'fuzzy') continue;
        const right = new Set(meanings.get(fold(entry.word))?.map(({ code }) => code));
        counts.tried += 1;
        counts.auto += Number(found.auto);
        counts.preselected += Number(found.preselected);
        counts.wrong += Number(found.preselected && !right.has(found.code ?? ''));
        counts.amongFive += Number(found.candidates.some(({ code }) => right.has(code)));
      }
    }
    expect(counts.auto).toBe(0);
    expect(counts.wrong / counts.preselected).toBeLessThan(0.01);
    expect(counts.preselected / counts.tried).toBeGreaterThan(0.25);
    expect(counts.amongFive / counts.tried).toBeGreaterThan(0.9);
  });

  test('79 words foreign to every list: none is taken, hardly any preselected', () => {
    const foreign = [
      'bicycle shed',
      'algorithm',
      'wednesday',
      'trombone',
      'Fensterbank',
      'pamplemousse',
      'krzesło',
      'подоконник',
      'quarterly',
      'ventilador',
      'giraffe show',
      'ministerial',
      'xyzzy plugh',
      'Guatamole',
      'telephone book',
      'carpintería',
      'Ausländerbehörde',
      'remorquage',
      'szuflada biurka',
      'полотенце',
    ];
    for (const kind of wordKinds.filter(each => each !== 'product'))
      for (const word of foreign)
        expect([kind, word, match(kind as Exclude<WordKind, 'product'>, word).auto]).toEqual([kind, word, false]);
    expect(foreign.filter(word => drug(word).auto || drug(word).preselected)).toEqual([]);
    expect(foreign.filter(word => match('country', word).preselected).length).toBeLessThanOrEqual(1);
  });

  test('80 near twins stay apart', () => {
    const sure: [Match, string][] = [
      [match('country', 'Niger'), 'NE'],
      [match('country', 'Nigeria'), 'NG'],
      [match('country', 'Dominica'), 'DM'],
      [match('country', 'Dominican Republic'), 'DO'],
      [drug('MDA'), 'DRUG/ATS-MDA'],
      [drug('MDMA'), 'DRUG/ATS-MDMA'],
      [drug('амфетамин'), 'DRUG/ATS-AMPH'],
      [drug('метамфетамин'), 'DRUG/ATS-METH'],
      [match('unit', 'mg'), 'mg'],
      [match('unit', 'Mg', 'pl'), 't'],
      [match('country', 'Slovakia'), 'SK'],
      [match('country', 'Slovenia'), 'SI'],
    ];
    expect(sure.map(([found]) => [found.code, found.auto])).toEqual(sure.map(([, code]) => [code, true]));
    for (const word of ['Nigera', 'MDM', 'JWH-019x', 'MG.kg'])
      expect(drug(word).auto || match('country', word).auto || match('unit', word).auto).toBe(false);
    expect(['JWH-999', 'AM-2299'].map(word => drug(word).preselected)).toEqual([false, false]);
  });

  test('81 Congo, Korea, Guinea, Guiana, NA', () => {
    expect(match('country', 'Congo')).toMatchObject({ auto: false, preselected: false });
    expect(match('country', 'Korea').auto).toBe(false);
    expect(match('country', 'Guinea')).toMatchObject({ code: 'GN', auto: true });
    expect(match('country', 'Guiana').auto).toBe(false);
    expect(match('country', 'NA')).toMatchObject({ code: 'NA', auto: true });
    expect(vocabulary.matchers.country.match('NA', { codes: false }).how).toBe('none');
    expect(match('country', 'Netherlands Antilles')).toMatchObject({ auto: false, candidates: [{ code: 'AN-OLD' }] });
    expect(match('country', 'Unknown')).toMatchObject({ code: 'ZZ', auto: true });
  });

  test('unknown is an answer of each list', () => {
    expect(
      [
        match('location', 'Unknown'),
        match('concealment', 'unbekannt'),
        match('transport', 'nieznany'),
        match('detection', 'desconocido'),
        drug('Unknown'),
      ].map(({ code }) => code),
    ).toEqual(['LOC-UNK', 'CON-UNK', 'UNK', 'DET-UNK', 'DRUG/OTH-UNK']);
  });

  test('82 a word belongs to its heading; a word of another heading is proposed there', () => {
    expect(drug('Pseudoephedrine')).toMatchObject({ code: 'PREC/PSEUDOEPHEDRINE', auto: false, preselected: true });
    expect(matchProduct(vocabulary, 'Pseudoephedrine', 'PREC')).toMatchObject({
      code: 'PREC/PSEUDOEPHEDRINE',
      auto: true,
    });
    expect(matchProduct(vocabulary, 'Granat', 'WEAP')).toMatchObject({ code: 'WEAP/WPN-GREN', auto: true });
    expect(drug('Osobowy')).toMatchObject({ auto: false, code: 'OTH/OTH-VEH' });
    expect(matchProduct(vocabulary, 'Papierosy', undefined)).toMatchObject({ code: 'TOB/TOB-CIG', auto: true });
  });

  test('a bare word for a drug is never silently one salt or form of it', () => {
    const bare = {
      'CAN-UNS': ['cannabis', 'каннабис', 'القنب'],
      'COC-UNS': ['Cocaine', 'cocaïne', 'cocaína', 'кокаин', 'كوكايين'],
      'OPI-UNS': ['opiates', 'opiacés'],
      'HAL-UNS': ['Hallucinogens', 'галлюциногены'],
      'NPS-UNS': ['NPS', 'novas substâncias psicoativas'],
    };
    for (const [code, words] of Object.entries(bare))
      for (const word of words) expect([word, drug(word)]).toMatchObject([word, { code: `DRUG/${code}`, auto: true }]);
    expect(drug('Cocaine (crack)')).toMatchObject({ code: 'DRUG/COC-CRACK', auto: true });
    expect(drug('Cocaine / heroin').auto).toBe(false);
    expect(drug('cocaine powder')).toMatchObject({ code: 'DRUG/COC-HCL', auto: false, preselected: true });
    expect(drug('Cocaine HCL')).toMatchObject({ code: 'DRUG/COC-HCL', auto: true });
  });

  test("a word of two languages is settled by the file's language", () => {
    const matcher = buildMatcher('unit', [
      { word: 'bolso', language: 'es', code: 'a', source: 'seed' },
      { word: 'bolso', language: 'pt', code: 'b', source: 'seed' },
    ]);
    expect(matcher.match('Bolso')).toMatchObject({ auto: false, candidates: [{ code: 'a' }, { code: 'b' }] });
    expect(matcher.match('Bolso', { language: 'pt' })).toMatchObject({ auto: true, code: 'b' });
  });

  test("the office's own word beats ours", () => {
    const matcher = buildMatcher('transport', [
      { word: 'lorry', language: 'en', code: 'ROAD-TRUCK', source: 'seed' },
      { word: 'lorry', code: 'ROAD-VAN', source: 'office' },
    ]);
    expect(matcher.match('LORRY')).toMatchObject({ auto: true, code: 'ROAD-VAN' });
  });

  test('two parts of one meaning agree, an unknown part is only proposed', () => {
    expect(match('country', 'Germany (Deutschland)')).toMatchObject({ how: 'part', code: 'DE', auto: true });
    expect(match('country', 'Kenya / Lamu')).toMatchObject({ how: 'part', auto: false, candidates: [{ code: 'KE' }] });
    expect(match('country', 'Kenya / Uganda')).toMatchObject({
      how: 'part',
      auto: false,
      candidates: [{ code: 'KE' }, { code: 'UG' }],
    });
  });

  test('known words inside a longer text are offered, never taken', () => {
    for (const [word, code] of [
      ['Bricks of heroin wrapped', 'DRUG/OPI-HER'],
      ['查获海洛因若干', 'DRUG/OPI-HER'],
      ['mistura: catinonas sintéticas', 'DRUG/NPS-CATH'],
    ] as const) {
      const found = drug(word);
      expect([word, found.auto, found.preselected, found.candidates[0]?.code]).toEqual([word, false, false, code]);
    }
  });

  test('a mixture is none of the things mixed', () => {
    const found = drug('5-MeO-DMT + DMT');
    expect(found).toMatchObject({ auto: false, preselected: false });
    expect(found.candidates.map(({ code }) => code)).toEqual(['DRUG/NPS-TRYP', 'DRUG/HAL-DMT']);
  });

  test('no word makes a matcher throw, and a fuzzy match is never taken alone', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[a-z ()/,]{0,30}$/)),
        word => {
          for (const kind of ['country', 'unit', 'concealment'] as const) {
            const found = match(kind, word);
            expect(found.how === 'fuzzy' && found.auto).toBe(false);
          }
          matchProduct(vocabulary, word, undefined);
        },
      ),
      { numRuns: 200, seed: 2 },
    );
  });
});
