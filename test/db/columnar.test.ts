import { describe, expect, test } from 'vitest';
import { isPortable, readyIn, toColumnar } from '../../src/db/columnar/dialect.ts';
import { openEngine } from '../../src/db/columnar/engine.ts';
import { numberSets } from '../../src/db/columnar/number-sets.ts';
import { piecesOfLines } from '../../src/db/columnar/pieces-of-lines.ts';
import { rememberAnswers } from '../../src/db/columnar/remembered.ts';
import { linesOfIds, recordedBefore, recordedSince, recordsAndLines } from '../../src/seizures/copy/store-ready.ts';
import { hasWord } from '../../src/seizures/copy/words-in-copy.ts';
import { seizureCopyOf } from '../../src/seizures/index.ts';

async function piecesOf(parts: readonly string[], size: number): Promise<string[]> {
  async function* stream() {
    for (const part of parts) yield Buffer.from(part);
  }
  const pieces: string[] = [];
  for await (const piece of piecesOfLines(stream(), size)) pieces.push(piece.toString());
  return pieces;
}

describe('rows on their way to the copy', () => {
  test('come in pieces of whole lines, however they were cut, and none is lost', async () => {
    const lines = Array.from({ length: 50 }, (_, at) => `${at},${'x'.repeat(at % 7)}\n`).join('');
    for (const cut of [1, 3, 17, 64, 1000]) {
      const parts = lines.match(new RegExp(`[^]{1,${cut}}`, 'g')) ?? [];
      const pieces = await piecesOf(parts, 40);
      expect(pieces.join('')).toBe(lines);
      expect(pieces.every(piece => piece.endsWith('\n'))).toBe(true);
      if (cut < 100) expect(pieces.length).toBeGreaterThan(4);
    }
    expect(await piecesOf([], 40)).toEqual([]);
    expect(await piecesOf(['1,a\n', '2,b'], 40)).toEqual(['1,a\n2,b']);
  });
});

describe('what was answered', () => {
  test('is answered again until the copy changes', () => {
    let version = 1;
    const remembered = rememberAnswers(() => version);
    expect(remembered.of('how many?')).toBeUndefined();
    remembered.keep('how many?', '12', 1);
    expect([remembered.of('how many?'), remembered.of('how much?')]).toEqual(['12', undefined]);
    version = 2;
    expect(remembered.of('how many?')).toBeUndefined();
    // Begun before the change, answered after it.
    remembered.keep('how many?', '12', 1);
    expect(remembered.of('how many?')).toBeUndefined();
    remembered.keep('how many?', '13', 2);
    expect(remembered.of('how many?')).toBe('13');
  });

  test('is not kept where it hangs on the moment', () => {
    const remembered = rememberAnswers(() => 1);
    for (const question of ['select now()', 'select Random ()', 'select current_timestamp', "'now'::timestamp"]) {
      remembered.keep(question, '1', 1);
      expect(remembered.of(question)).toBeUndefined();
    }
    remembered.keep('select count(*) as now', '1', 1);
    expect(remembered.of('select count(*) as now')).toBe('1');
  });

  test('takes so much room and no more: what was asked longest ago goes first', () => {
    const remembered = rememberAnswers(() => 1);
    const long = 'x'.repeat(2 * 1024 * 1024 - 100);
    for (let at = 0; at < 31; at += 1) remembered.keep(`q${at}`, long, 1);
    expect(remembered.of('q0')).toBe(long);
    for (let at = 31; at < 34; at += 1) remembered.keep(`q${at}`, long, 1);
    expect([remembered.of('q0') === long, remembered.of('q1'), remembered.of('q33') === long]).toEqual([
      true,
      undefined,
      true,
    ]);
    remembered.keep('longer', `${long}${long}`, 1);
    expect(remembered.of('longer')).toBeUndefined();
  });
});

describe('a statement for the copy', () => {
  const columnar = (text: string, values: readonly unknown[] = []) =>
    toColumnar(text, values, '2026-03-01', readyIn(seizureCopyOf([]).ready));

  test('reads a column that is ready, and looks for values in the text of a list', () => {
    const text = columnar(
      `select substr(s.seizure_date::text, 1, 7) from seizures s
       where s.headings @> array[$1::text] and s.transit && $2::text[] and s.seizure_date < current_date`,
    );
    expect(text).toBe(`select s.month from seizures s
       where list_contains(string_split(s.headings_together, ','), $1::text) and \
list_has_any(string_split(s.transit_together, '>'), $2::text[]) and s.seizure_date < (date '2026-03-01')`);
    expect(columnar('s.release_offices @> array[$1::int]')).toBe('list_contains(s.release_offices, $1::int)');
  });

  test('has the day of a record, so that a time is compared with the beginning of one', () => {
    expect(columnar(`(s.recorded_at at time zone 'UTC')::date`)).toBe('s.recorded_on');
    expect(columnar(`${recordedSince.text} $1::date and ${recordedBefore.text} $2::date`)).toBe(
      's.recorded_on >= $1::date and s.recorded_on < $2::date',
    );
  });

  test('looks for one of a few values without joining them as a table', () => {
    const text = 's.country = any($1::text[])';
    expect(columnar(text, [['KE', 'UG']])).toBe('list_contains($1::text[], s.country)');
    expect(columnar(text, [Array.from({ length: 300 }, (_, at) => `P${at}`)])).toBe(text);
  });

  test('reads records and lines side by side, unless it has other lines by that name', () => {
    expect(columnar(`select g.product from ${recordsAndLines.text} where g.heading || '/' || g.product = $1`)).toBe(
      'select s.g_product from records_and_lines s where s.g_heading_product = $1',
    );
    const both = `select g.product from ${recordsAndLines.text} where exists (select from goods_lines g where g.held)`;
    expect(columnar(both)).toBe(both);
  });

  test('asks for a word the copy has ready by its bit', () => {
    const words = Array.from({ length: 130 }, (_, at) => `word${at}`);
    const ready = readyIn(seizureCopyOf(words).ready);
    const read = (word: string) => toColumnar(`not ${hasWord(word).text}`, [], '2026-03-01', ready);
    expect(read('word2')).toBe('not (s.common_words_1 & 4) <> 0');
    expect(read('word64')).toBe('not (s.common_words_2 & 2) <> 0');
    expect(read('word129')).toBe('not (s.common_words_3 & 8) <> 0');
    expect(read('another')).toContain('@@');
    expect(isPortable(`select ${hasWord('word2').text}`)).toBe(true);
    expect(isPortable('select s.document @@ $1::tsquery')).toBe(false);
    for (const typed of ["it's", 'a b', 'a\\b', '']) expect(() => hasWord(typed)).toThrow('not a word');
  });

  test('fetches no line by its record', () => {
    expect(columnar(`from ids, ${linesOfIds.text} where g.seizure_id = ids.id`)).toBe(
      'from ids, goods_lines g where g.seizure_id = ids.id',
    );
  });
});

describe('a long list of numbers', () => {
  const condition = `s.id = any(string_to_array($1, ',')::bigint[])`;
  const many = Array.from({ length: 60_000 }, (_, at) => 3 * at + 1);

  test('finds as bits the rows it finds as a list, and none beyond its largest', async () => {
    const engine = await openEngine();
    await engine.write(['create table s as select range::bigint as id from range(0, 300000)']);
    const count = async (list: string) =>
      (
        await engine.read({
          text: `select count(*) as n, min(id) as first, max(id) as last from s where (id = 299999 or ${condition})`,
          values: [list],
          today: '2026-03-01',
        })
      )[0];
    const found = { n: 60_001, first: 1, last: 299_999 };
    expect(await count(many.join(','))).toEqual(found);
    // A number with a sign is none of a set, and is left to the engine.
    expect(await count(`-5,${many.join(',')}`)).toEqual(found);
    expect(await count('7,8,299999')).toEqual({ n: 3, first: 7, last: 299_999 });
    await engine.close();
  });

  test('is taken apart once, and short ones not at all', () => {
    const read = numberSets();
    const asked = { text: `select ${condition} from s where $2`, values: [many.join(','), true] };
    const [first, again] = [read(asked), read({ ...asked })];
    expect(first.text).toContain('case when s.id < 180000 then get_bit($1::bit, s.id::int) = 1 else false end');
    expect(again.values[0]).toBe(first.values[0]);
    expect([first.values[1], asked.values[0]]).toEqual([true, many.join(',')]);
    const short = { text: asked.text, values: ['1,2', true] };
    expect(read(short)).toEqual(short);
  });
});
