import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { openRows, sniff } from '../../../src/imports/engine/index.ts';
import { detectEncoding } from '../../../src/imports/engine/text/encoding.ts';
import { csvBytes, csvText, facts, table, type Language } from '../generate.ts';
import { fixture, vocabulary } from '../vocabulary.ts';

/** Files 5 to 16 of the list: encoding, byte order mark, languages it is written in. */
const written: readonly [string, boolean, readonly Language[]][] = [
  ['utf-8', false, ['fr', 'pl', 'ru', 'en']],
  ['utf-8', true, ['fr', 'ru']],
  ['utf-16le', true, ['de', 'ru']],
  ['utf-16be', true, ['fr', 'ru']],
  ['utf-16le', false, ['pl', 'ru', 'en']],
  ['utf-16be', false, ['pl', 'ru', 'en']],
  ['windows-1252', false, ['fr', 'es', 'pt', 'de']],
  ['windows-1250', false, ['pl']],
  ['iso-8859-2', false, ['pl']],
  ['windows-1251', false, ['ru']],
  ['koi8-r', false, ['ru']],
  ['cp866', false, ['ru']],
  ['cp852', false, ['pl']],
  ['cp850', false, ['fr', 'es', 'de', 'pt']],
  ['macroman', false, ['fr', 'es', 'de', 'pt']],
];

async function readBack(bytes: Buffer): Promise<string[][]> {
  const sniffed = await sniff(bytes, vocabulary);
  const rows: string[][] = [];
  if (sniffed.dialect) for await (const row of openRows(bytes, sniffed.dialect)) rows.push([...row.cells]);
  return rows;
}

describe('encoding', () => {
  test.each(written)('%s (mark: %s) decodes exactly, long and short files', (encoding, bom, languages) => {
    let wrong = 0;
    let files = 0;
    for (const language of languages) {
      for (let seed = 1; seed <= 12; seed += 1) {
        const text = csvText(
          table(facts(seed % 2 === 0 ? 80 : 10, seed, { language }), { language, turn: seed }),
        ).replaceAll('№', 'N');
        const bytes = iconv.encode(text, encoding, { addBOM: bom });
        const choice = detectEncoding([bytes], vocabulary.letters);
        files += 1;
        if (iconv.decode(bytes, choice.encoding) !== text) wrong += 1;
      }
    }
    expect({ wrong, files }).toEqual({ wrong: 0, files: languages.length * 12 });
  });

  test.each([
    [
      'gb18030',
      '扣押日期,海关,货物名称,数量,单位\n2023-05-01,广州海关,可卡因,12.5,千克\n2023-05-02,深圳海关,香烟,200,条\n',
    ],
    ['big5', '查獲日期,關別,貨名,數量,單位\n2023-05-01,臺北關,海洛因,12.5,公斤\n2023-05-02,高雄關,香菸,200,包\n'],
    ['shift_jis', '摘発日,税関,品目,数量,単位\nR5.5.1,東京税関,コカイン,12.5,kg\nR5.5.2,大阪税関,覚醒剤,200,g\n'],
    [
      'euc-kr',
      '적발일자,세관,품명,중량,출발국\n2023.05.01,인천공항세관,코카인,12.5,태국\n2023.05.02,부산세관,대마초,200,미국\n',
    ],
    ['windows-1253', 'Ημερομηνία;Τελωνείο;Είδος;Ποσότητα\n7/3/2023;Πειραιά;Κοκαΐνη;12,5\n8/3/2023;Κήπων;Τσιγάρα;200\n'],
    [
      'windows-1257',
      'Data;Muitinės postas;Prekė;Kiekis\n2023-05-01;Kybartų postas;Cigaretės;20\n2023-05-02;Vilnius;Degtinė;2\n',
    ],
    ['windows-874', 'วันที่จับกุม,ของกลาง,จำนวน,หน่วย\n1/5/2566,เฮโรอีน,12.5,กิโลกรัม\n2/5/2566,ไอซ์,3,กรัม\n'],
    ['windows-1252', 'DATA;VALORE €\n01/02/2023;1.200,00\n02/02/2023;30,00\n'],
  ])('%s, in the words of its country', (encoding, text) => {
    expect(detectEncoding([iconv.encode(text, encoding)], vocabulary.letters).encoding).toBe(encoding);
  });

  test('without a header and without our word lists the letters alone decide', () => {
    let wrong = 0;
    for (const [encoding, bom, languages] of written) {
      for (const language of languages) {
        for (let seed = 50; seed < 55; seed += 1) {
          const text = csvText(table(facts(12, seed, { language }), { language, header: null }));
          const bytes = iconv.encode(text, encoding, { addBOM: bom });
          if (iconv.decode(bytes, detectEncoding([bytes], new Set()).encoding) !== text) wrong += 1;
        }
      }
    }
    expect(wrong).toBe(0);
  });

  test.each(['utf-8', 'windows-1250', 'iso-8859-2', 'cp852', 'utf-16le'])(
    'the Polish file in %s reads the same',
    async encoding => {
      const text = readFileSync(fixture('poland-border-guard.csv'), 'utf8');
      const plain = await readBack(Buffer.from(text));
      expect(await readBack(iconv.encode(text.replaceAll('–', '-').replace(/[„”]/g, "'"), encoding))).toEqual(
        plain.map(row => row.map(cell => cell.replaceAll('–', '-').replace(/[„”]/g, "'"))),
      );
      expect(plain).toHaveLength(36);
    },
  );

  test('lines of UTF-8 pasted into a windows-1252 file are read line by line, and it is said', async () => {
    const rows = table(facts(30, 7, { language: 'fr' }), { language: 'fr' });
    const lines = csvText(rows).split('\r\n').slice(0, -1);
    const bytes = Buffer.concat(
      lines.map((line, index) =>
        Buffer.concat([index % 5 === 3 ? Buffer.from(line) : iconv.encode(line, 'windows-1252'), Buffer.from('\r\n')]),
      ),
    );
    const sniffed = await sniff(bytes, vocabulary);
    expect(sniffed.problems.map(({ code }) => code)).toContain('encoding_mixed');
    expect(await readBack(bytes)).toEqual(rows.slice(1));
  });

  test('accents that start late are seen: head, middle and tail are looked at', async () => {
    const plain = table(facts(9000, 3), {});
    const late = plain.map((row, index) =>
      index > 8000 ? row.map((cell, column) => (column === 3 ? 'Orléans à côté' : cell)) : row,
    );
    const sniffed = await sniff(csvBytes(late, { encoding: 'windows-1252' }), vocabulary);
    expect(sniffed.dialect?.encoding).toBe('windows-1252');
    expect(sniffed.encoding?.sample).toMatch(/Türkiye|Orléans/);
  });

  test('a person may overrule the choice', async () => {
    const bytes = csvBytes(table(facts(20, 5, { language: 'fr' }), { language: 'fr' }), { encoding: 'windows-1252' });
    expect((await sniff(bytes, vocabulary, { encoding: 'iso-8859-15' })).dialect?.encoding).toBe('iso-8859-15');
  });
});
