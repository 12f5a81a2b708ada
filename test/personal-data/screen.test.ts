import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMarks, kinds, screen, screenByRules, type Found } from '../../src/personal-data/index.ts';

const fixtures = new URL('../fixtures/', import.meta.url);

/** Lines of a fixture; \uXXXX stands for a character that would not be seen. */
function lines(name: string): string[] {
  return readFileSync(new URL(`guard/${name}`, fixtures), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
}

const nominal = lines('nominal.txt').map(line => {
  const [kind = '', text = ''] = line.split('\t');
  return { kind, text };
});
const plain = lines('plain.txt');

function kindsOf(text: string): string[] {
  return screen(text).map(place => place.kind);
}

describe('the corpus', () => {
  test('is large enough to say something', () => {
    expect(nominal.length).toBeGreaterThanOrEqual(150);
    expect(plain.length).toBeGreaterThanOrEqual(200);
    expect(new Set(nominal.map(line => line.kind))).toEqual(new Set(kinds));
  });

  test('recall is at least 95 %, each as its own kind', () => {
    const missed = nominal.filter(({ kind, text }) => !kindsOf(text).includes(kind));
    expect(missed.length / nominal.length, missed.map(line => line.text).join('\n')).toBeLessThanOrEqual(0.05);
  });

  test('no kind falls under 90 %', () => {
    for (const kind of kinds) {
      const own = nominal.filter(line => line.kind === kind);
      const caught = own.filter(({ text }) => kindsOf(text).includes(kind));
      expect(caught.length / own.length, kind).toBeGreaterThanOrEqual(0.9);
    }
  });

  test('precision is at least 97 %', () => {
    const stopped = plain.filter(text => screen(text).length > 0);
    const caught = nominal.filter(({ text }) => screen(text).length > 0);
    expect(caught.length / (caught.length + stopped.length), stopped.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});

describe('real rows, as an import reads them', () => {
  const excerpt = new URL('imports/unodc-excerpt-300.csv', fixtures);
  test.runIf(existsSync(excerpt))('under 1 % of the rows stop', () => {
    const rows: string[][] = parse(readFileSync(excerpt, 'utf8'), {
      delimiter: ';',
      relax_quotes: true,
      relax_column_count: true,
      bom: true,
    });
    const stopped = rows.filter(row => row.some(cell => screenByRules(cell).length > 0));
    expect(rows.length).toBeGreaterThan(250);
    expect(stopped.length / rows.length, stopped.map(row => row.join(';')).join('\n')).toBeLessThan(0.01);
  });
});

describe('places found', () => {
  test('are given in the text as written, in order', () => {
    const text = 'Mr John Example, tel. 0712 000 123, passport A0000123.';
    const found = screen(text);
    expect(found.map(({ kind, text: part }) => [kind, part])).toEqual([
      ['titled_name', 'Mr John Example'],
      ['phone', '0712 000 123'],
      ['passport', 'A0000123'],
    ]);
    for (const place of found) expect(text.slice(place.start, place.end)).toBe(place.text);
  });

  test('keep their offsets when characters hide inside', () => {
    const text = 'see \u200bja\u200bne@exam\u200bple.com\u200b now';
    const [place] = screen(text);
    expect(place).toMatchObject({ kind: 'email', text: 'ja\u200bne@exam\u200bple.com' });
    expect(text.slice(place!.start, place!.end)).toBe(place!.text);
  });

  test('are read through styled, full-width and decomposed letters', () => {
    expect(kindsOf('𝐌𝐫 𝐉𝐨𝐡𝐧 𝐄𝐱𝐚𝐦𝐩𝐥𝐞')).toEqual(['titled_name']);
    expect(kindsOf('ｔｅｌ ０７１２０００１２３')).toEqual(['phone']);
    expect(kindsOf('ne\u0301 le 12/03/1985')).toEqual(['birth_date']);
    expect(kindsOf('phone ٠٧١٢٠٠٠١٢٣')).toEqual(['phone']);
  });

  test('hold for any text: slices match, nothing overlaps', () => {
    const scrap = fc.constantFrom(
      'Mr ',
      'tel ',
      '+254',
      ' 0712000123',
      '@',
      'a@b.co',
      'passport ',
      'A1234567',
      'né le ',
      '1/2/1980',
      'г-н ',
      'Ivanov ',
      '\u200b',
      '😀',
      ' plate KBX 123A ',
      '<<',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(scrap, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 12 }), parts => {
        const text = parts.join('');
        let past = 0;
        for (const place of screen(text)) {
          expect(text.slice(place.start, place.end)).toBe(place.text);
          expect(place.start).toBeGreaterThanOrEqual(past);
          expect(place.end).toBeGreaterThan(place.start);
          past = place.end;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('words that are persons in one language only', () => {
  test('"M." alone at the start counts when the text is French', () => {
    expect(screen('M. Exemple', { lang: 'fr' })).toHaveLength(1);
    expect(screen('M. Exemple')).toHaveLength(0);
  });

  test('a bank account needs its check digits', () => {
    expect(kindsOf('IBAN DE89 3704 0044 0532 0130 00')).toEqual(['account']);
    expect(kindsOf('code DE88 3704 0044 0532 0130 00')).not.toContain('account');
    expect(kindsOf('4111 1111 1111 1112')).toEqual([]);
  });
});

describe('figures', () => {
  test('stop unless a word, a unit, a shape or a number of the same series says what they are', () => {
    for (const plain of [
      'Seal no. 0448213 was broken and replaced by 0448219.',
      'Slip 501149, net 27,550 kg.',
      'Ursprungszeugnis 0718402 lag bei.',
      '4482917 cartons in container MSKU 6011672.',
      'Stamps 0448291 to 0449290 were missing.',
      'Positions SH 2903.45 et 8415.10 des groupes froids.',
      'Look at TGHU 482 113 0 and csqu 305 438 3.',
      'The message came from 192.0.2.44 at night.',
    ])
      expect(screen(plain), plain).toEqual([]);
    for (const [text, figures] of [
      ['He showed 4929118400 at the counter.', '4929118400'],
      ['Written inside the lid: EK 219 884 301.', 'EK 219 884 301'],
      ['In his shoe: 4482-917-33.', '4482-917-33'],
    ] as const)
      expect(
        screen(text).map(place => [place.kind, place.text]),
        text,
      ).toEqual([['figures', figures]]);
  });
});

describe('marks', () => {
  const found: Found[] = screen('Call 0712 000 123 or write to lab@example.com');
  const phone = { text: '0712 000 123', kind: 'phone', reason: 'Number printed on the counterfeit box' } as const;

  test('free the place they name', () => {
    expect(applyMarks(found, [phone]).map(place => place.kind)).toEqual(['email']);
    expect(applyMarks(found, [phone, { text: 'LAB@example.com ', kind: 'email', reason: 'Brand contact' }])).toEqual(
      [],
    );
  });

  test('free nothing without a reason, or for another kind or text', () => {
    expect(applyMarks(found, [{ ...phone, reason: '  ' }])).toHaveLength(2);
    expect(applyMarks(found, [{ ...phone, kind: 'account' }])).toHaveLength(2);
    expect(applyMarks(found, [{ ...phone, text: '0712 000 124' }])).toHaveLength(2);
  });

  test('of 2,000 marks and 2,000 places each text is read once', () => {
    let read = 0;
    const many = Array.from({ length: 2000 }, (_, at) => {
      const text = `a${at}@example.com`;
      return {
        kind: 'email' as const,
        reason: 'Brand contact',
        start: 0,
        end: 0,
        get text() {
          read += 1;
          return text;
        },
      };
    });
    expect(applyMarks(many, many)).toEqual([]);
    expect(read).toBe(4000);
  });
});

describe('speed', () => {
  /** Milliseconds of processor time, the least of three turns: other work on the machine hardly counts. */
  function cost(work: () => unknown): number {
    return Math.min(
      ...[1, 2, 3].map(() => {
        const before = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      }),
    );
  }

  test.each([
    'a',
    '1',
    '1 ',
    '1/1/',
    '+1',
    '@',
    'a@b.',
    'a at b dot ',
    '(at)',
    '<<',
    'A<',
    'Mr ',
    'Mr A ',
    'Herr Dr. ',
    'passport ',
    'passport AB ',
    'plate ',
    'car AB ',
    '4111 ',
    '0712 ',
    'rue ',
    'calle a ',
    '1 a a ',
    'né le ',
    'IBAN DE89 ',
    'ул. ',
    'П.П. ',
    '\u200b',
    '０',
    'e\u0301',
    'bc1',
    '0x0',
    'x @ y . ',
    'named ',
    'driver Ab Cd ',
    'arrested ',
    'John Mwangi ',
    'John was arrested ',
    'consignee: Ab Cd ',
    'lives at 1 ',
    'home 1 lives ',
    'resident Ab 1, ',
    'seal 1234567, ',
    'AB 1234567, ',
    'car 34 AB 123 ',
    'house 1 road ',
    'national id 1 ',
    'phone seven two ',
    '司机王',
    'نوفمبر محمد ',
    'ผู้รับ ',
  ])('50,000 characters of %j cost four times what a quarter of them does, not sixteen times', part => {
    const text = part.repeat(Math.ceil(50_000 / part.length));
    const quarter = cost(() => screen(text.slice(0, 12_500)));
    expect(cost(() => screen(text.slice(0, 50_000)))).toBeLessThan(8 * quarter + 5);
  });

  test('a short place name of an imported file costs next to nothing beside a sentence', () => {
    const read = (text: string) =>
      cost(() => {
        for (let turn = 0; turn < 3000; turn += 1) screenByRules(text);
      });
    const sentence = read('The driver gave the phone number 0712 000 123 and no name.');
    for (const place of ['Mombasa', 'Perm Territory, Perm city', 'Бишкек', 'Zollamt Kiel', 'Roissy'])
      expect(read(place), place).toBeLessThan(sentence / 5);
  });
});
