import { request } from 'node:http';
import { constants, gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { readXlsx, type Workbook } from 'hucre';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { csvCell } from '../../src/files/csv-cell.ts';
import { csvOf } from '../../src/seizures/export/csv.ts';
import { workbookOf } from '../../src/seizures/export/xlsx.ts';
import { provenanceOf } from '../../src/seizures/export/file.ts';
import { columnName } from '../../src/spreadsheets/workbook.ts';
import { cellXml } from '../../src/spreadsheets/write-xlsx.ts';
import { exportSeizures, type ExportChunk } from '../../src/seizures/export/search-export.ts';
import { wordsFor } from '../../src/seizures/record/pages/presenter-words.ts';
import { headingCodes, type HeadingCode } from '../../src/seizures/goods/heading.ts';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let reader: Browser;

/** Sets of records apart by their operation, so that a search by words finds one of them. */
const sets = { none: 0, one: 1, page: 25, more: 26, hundreds: 1234 } as const;

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  reader = await portal.as('ke.reader');
  for (const [name, count] of Object.entries(sets)) {
    await ground.put(
      Array.from({ length: count }, (_one, at) => {
        const code = headingCodes[at % headingCodes.length] ?? 'DRUG';
        return sampleRecord(code, {
          facts: {
            release: 'all',
            releaseOffices: undefined,
            nationalRef: `${name}/${at}`,
            operation: `Operation ${name}set`,
            seizureDate: `2026-0${1 + (at % 9)}-1${at % 7}`,
          },
        });
      }),
    );
  }
  await ground.put([
    sampleRecord('DRUG', {
      facts: {
        release: 'all',
        nationalRef: '-5',
        operation: '=1+1',
        placeName: '+CMD|calc',
        packaging: '  @SUM(A1)',
        coverLoad: '\t=HYPERLINK("https://example.org")',
        concealmentText: 'He said "no", twice;\nthen left.',
        narrative: '-5 degrees',
        direction: 'EXP',
      },
    }),
  ]);
});

type Line = Record<string, string>;

function readCsv(text: string): { title: string[][]; header: string[]; rows: Line[] } {
  const all: string[][] = parse(text, { bom: true, relax_column_count: true });
  const [header = [], ...rows] = all.slice(3);
  return {
    title: all.slice(0, 3),
    header,
    rows: rows.map(row => Object.fromEntries(header.map((name, at) => [name, row[at] ?? '']))),
  };
}

async function csv(query: string, browser = reader): Promise<ReturnType<typeof readCsv>> {
  const answer = await browser.get(`/seizures/export.csv${query}`);
  expect(answer.status).toBe(200);
  return readCsv(answer.text);
}

/** Follows a download to its bytes. */
function download(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; disposition: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(`${portal.url}${path}`, { headers }, answer => {
      const parts: Buffer[] = [];
      answer
        .on('data', (part: Buffer) => parts.push(part))
        .on('error', reject)
        .on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            disposition: answer.headers['content-disposition'] ?? '',
            body: Buffer.concat(parts),
          }),
        );
    })
      .on('error', reject)
      .end();
  });
}

async function workbook(query: string): Promise<Workbook> {
  const { status, body } = await download(`/seizures/export.xlsx${query}`, reader.headers());
  expect(status).toBe(200);
  return readXlsx(new Uint8Array(body));
}

function sheetRows(book: Workbook, name: string): unknown[][] {
  const sheet = book.sheets.find(each => each.name === name);
  return (sheet?.rows ?? [])
    .map(row => row.slice(0, row.findLastIndex(cell => cell !== null) + 1).map(cell => cell ?? undefined))
    .filter(row => row.length > 0);
}

describe('export.equal: what the screen counts is what the files hold', () => {
  test.each(Object.entries(sets))('%s: %i', async (name, count) => {
    const query = `?q=${name}set`;
    const page = await reader.get(`/seizures${query}`);
    expect(/<h1>([\d,]+) seizures?<\/h1>/.exec(page.text)?.[1]?.replace(',', '')).toBe(String(count));
    const { rows } = await csv(query);
    expect(new Set(rows.map(row => row.Reference)).size).toBe(count);
    const [, ...sheet] = sheetRows(await workbook(query), 'Seizures');
    expect(sheet.map(([ref]) => ref)).toEqual(rows.map(row => row.Reference));
  });

  test('also while records come in: one snapshot', async () => {
    const viewer = await ground.viewer('ke.reader');
    const source = exportSeizures(portal.pool, ground.searching(viewer, 'q=hundredsset'), 'csv');
    let count = (await source.next()).value?.records.length ?? 0;
    await ground.put([
      sampleRecord('DRUG', {
        facts: { release: 'all', nationalRef: 'late/1', operation: 'Operation hundredsset', seizureDate: '2025-01-01' },
      }),
    ]);
    for await (const { records } of source) count += records.length;
    expect(count).toBe(sets.hundreds);
    await portal.owner.query("update seizures set status = 'withdrawn' where national_ref = 'late/1'");
  });

  test('have the columns of every heading, also of one that comes last, alone or beside another', async () => {
    const of = (code: HeadingCode, at: number, seizureDate: string, beside?: HeadingCode) => {
      const record = sampleRecord(code, {
        facts: { release: 'all', nationalRef: `wide/${at}`, operation: 'Operation wideset', seizureDate },
      });
      return beside ? { ...record, lines: [...record.lines, ...sampleRecord(beside).lines] } : record;
    };
    await ground.put([
      ...Array.from({ length: 1001 }, (_one, at) => of('DRUG', at, `2024-06-0${1 + (at % 9)}`)),
      of('TOB', 1001, '2024-05-03'),
      of('DRUG', 1002, '2024-05-02', 'CURR'),
      of('CITES', 1003, '2024-05-01', 'DRUG'),
    ]);
    const viewer = await ground.viewer('ke.reader');
    const headings = async (query: string): Promise<string[]> => {
      const source = exportSeizures(portal.pool, ground.searching(viewer, `q=wideset${query}`), 'csv');
      const { value } = (await source.next()) as IteratorYieldResult<ExportChunk>;
      await source.return(undefined);
      expect(value.records).toHaveLength(1000);
      return [...value.headings].sort();
    };
    expect(await headings('')).toEqual(['CITES', 'CURR', 'DRUG', 'TOB']);
    expect(await headings('&heading=DRUG')).toEqual(['CITES', 'CURR', 'DRUG']);
    expect(await headings('&heading=DRUG&heading=TOB')).toEqual(['CITES', 'CURR', 'DRUG', 'TOB']);
  });

  test('of a viewer hold what the viewer may see', async () => {
    await ground.put([
      sampleRecord('NUC', { facts: { release: 'rilos', nationalRef: 'secret/1', operation: 'Operation closedset' } }),
    ]);
    expect((await csv('?q=closedset')).rows).toHaveLength(1);
    expect((await csv('?q=closedset', await portal.as('vn.reader'))).rows).toHaveLength(0);
  });
});

describe('what a file holds', () => {
  test('title rows, codes and names, computed values, own fields of the headings found', async () => {
    const { title, header, rows } = await csv('?q=oneset');
    expect(title[0]).toEqual(['CEN seizures export']);
    expect(title[1]).toEqual(['Search', 'Words: oneset', 'Search parameters', '/seizures?q=oneset']);
    expect(title[2]?.[3]).toContain('ke.reader');
    expect(rows[0]).toMatchObject({
      Status: 'Submitted',
      'Status (code)': 'submitted',
      'Office (code)': 'KE',
      'Country of seizure': 'Kenya',
      'Country of seizure (code)': 'KE',
      'Countries of transit (code)': 'OM; SO',
      'Heading (code)': 'DRUG',
      'Demonstration record': 'No',
      'Date of seizure': '2026-01-10',
      People: '3',
      'People arrested': '1',
      Line: '1',
    });
    expect(header.filter(name => name.startsWith('Drugs: ')).length).toBeGreaterThan(3);
    expect(header.filter(name => name.startsWith('Tobacco: '))).toEqual([]);
    expect(header.every(name => name !== '' && !name.includes(':label') && !/^[a-z]+[A-Z.]/.test(name))).toBe(true);
    expect(new Set(header).size).toBe(header.length);
  });

  test('one row for each goods line, the record repeated', async () => {
    const lines = (['DRUG', 'TOB', 'CURR'] as const)
      .map(code => sampleRecord(code).lines[0])
      .filter(line => line !== undefined);
    const [ref] = await ground.put([
      sampleRecord('DRUG', {
        lines,
        facts: { release: 'all', nationalRef: 'lines/1', operation: 'Operation linesset' },
      }),
    ]);
    const { rows } = await csv('?q=linesset&heading=TOB');
    expect(rows.map(row => [row.Reference, row.Line, row['Heading (code)']])).toEqual([
      [ref, '1', 'DRUG'],
      [ref, '2', 'TOB'],
      [ref, '3', 'CURR'],
    ]);
    const own = (row: Line | undefined, heading: string) =>
      Object.entries(row ?? {}).some(([name, value]) => name.startsWith(`${heading}: `) && value !== '');
    expect(rows.map(row => [own(row, 'Drugs'), own(row, 'Tobacco'), own(row, 'Currency')])).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
  });

  test('nothing that a spreadsheet would run, and every text whole', async () => {
    const {
      rows: [row],
    } = await csv('?direction=EXP');
    expect(row).toMatchObject({
      'National reference': '-5',
      Operation: "'=1+1",
      'Place in words': "'+CMD|calc",
      Packaging: "'  @SUM(A1)",
      Narrative: "'-5 degrees",
      'How it was hidden': 'He said "no", twice;\nthen left.',
    });
    expect(row?.['Cover load']).toBe(`'\t=HYPERLINK("https://example.org")`);
  });

  test('a workbook has text as text, days as days, and says what it is', async () => {
    const book = await workbook('?direction=EXP');
    const [header = [], row = []] = sheetRows(book, 'Seizures') as string[][];
    const cell = (name: string): unknown => row[header.indexOf(name)];
    expect(cell('Operation')).toBe('=1+1');
    expect(cell('Packaging')).toBe('  @SUM(A1)');
    expect(cell('Date of seizure')).toEqual(new Date('2026-03-14T00:00:00Z'));
    expect(cell('People')).toBe(3);
    expect(book.sheets.find(({ name }) => name === 'Seizures')?.freezePane).toEqual({ rows: 1, columns: 1 });
    expect(sheetRows(book, 'Search')).toEqual(
      expect.arrayContaining([
        ['Search', 'Direction: Export'],
        ['Search parameters', '/seizures?direction=EXP'],
        ['Records', 1],
        ['Rows', 1],
      ]),
    );
    const fields = Object.fromEntries(sheetRows(book, 'Columns') as [string, string][]);
    expect(fields).toMatchObject({
      'Country of seizure': 'country',
      'Country of seizure (code)': 'country.code',
      'Drugs: Purity': 'DRUG.purity',
      Quantity: 'quantity',
    });
    expect(Object.keys(fields)).toHaveLength(header.length + 1);
  });

  test('the file is named by its day', async () => {
    for (const format of ['csv', 'xlsx']) {
      const { disposition } = await download(`/seizures/export.${format}?q=oneset`, reader.headers());
      expect(disposition).toMatch(
        new RegExp(`^attachment; filename="?cen-seizures-\\d{4}-\\d{2}-\\d{2}\\.${format}"?$`),
      );
    }
  });

  test('in the language of the viewer', async () => {
    await reader.post('/language', { lang: 'fr', back: '/' }, '/seizures');
    const { title, rows } = await csv('?q=oneset');
    expect(title[0]).toEqual(['Export des saisies du CEN']);
    expect(rows[0]).toMatchObject({ Référence: expect.stringMatching(/^KE-2026-/), 'État (code)': 'submitted' });
    await reader.post('/language', { lang: 'en', back: '/' }, '/seizures');
  });
});

describe('who and how', () => {
  test('the trail says who took what, before the first byte', async () => {
    await csv('?q=pageset&country=KE');
    const { rows } = await portal.owner.query<{ detail: object; login_id: string }>(
      "select detail, login_id from audit_events where action = 'seizure.exported' order by id desc limit 1",
    );
    expect(rows[0]).toEqual({ login_id: 'ke.reader', detail: { format: 'csv', q: 'pageset', country: ['KE'] } });
  });

  test('not for Limited, partners or the signed out; unknown parameters are refused', async () => {
    for (const format of ['csv', 'xlsx']) {
      const path = `/seizures/export.${format}`;
      expect((await (await portal.as('ke.limited')).get(path)).status).toBe(403);
      expect((await (await portal.as('unep.partner')).get(path)).status).toBe(403);
      expect((await portal.visitor().get(path)).status).toBe(401);
      expect((await reader.get(`${path}?bogus=1`)).status).toBe(400);
    }
  });

  test('a file that is packed on its way begins with its headers alone, before its rows are packed', async () => {
    const packed: Buffer[] = [];
    const begun = (): string => gunzipSync(Buffer.concat(packed), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
    const first = await new Promise<string>((resolve, reject) => {
      const headers = { ...reader.headers(), 'accept-encoding': 'gzip' };
      request(`${portal.url}/seizures/export.csv?q=hundredsset`, { headers }, answer => {
        answer.on('data', (piece: Buffer) => {
          packed.push(piece);
          if (begun() === '') return;
          resolve(begun());
          answer.destroy();
        });
      })
        .on('error', reject)
        .end();
    });
    expect(first.split('\r\n')).toHaveLength(5);
  });

  test('a reader who leaves gives the connection back', async () => {
    for (const format of ['csv', 'xlsx', 'csv', 'xlsx', 'csv', 'xlsx']) {
      await new Promise<void>(resolve => {
        const asked = request(`${portal.url}/seizures/export.${format}`, { headers: reader.headers() }, answer => {
          answer
            .once('data', () => answer.destroy())
            .once('close', () => resolve())
            .on('error', () => undefined);
        });
        asked.on('error', () => resolve()).end();
      });
    }
    await expect
      .poll(
        async () =>
          (
            await portal.owner.query<{ n: number }>(
              `
                select count(*)::int as n from pg_stat_activity where datname = current_database() and state
                like 'idle in transaction%'`,
            )
          ).rows[0]?.n,
        { timeout: 10_000 },
      )
      .toBe(0);
    expect((await csv('?q=moreset')).rows).toHaveLength(26);
  });

  test('a slow reader slows the reading of the database: little waits in memory', async () => {
    const viewer = await ground.viewer('ke.reader');
    const searching = ground.searching(viewer, 'q=hundredsset');
    const texts = await loadTexts();
    const words = wordsFor({ lists: ground.lists, offices: ground.offices, texts })('en');
    const about = provenanceOf(viewer, searching.criteria, words, new Date());
    for (const write of [csvOf, workbookOf]) {
      let taken = 0;
      const file = write(
        manyTimes(exportSeizures(portal.pool, searching, 'csv'), () => {
          taken += 1;
        }),
        about,
        words,
        ground.offices,
      );
      for (let piece = 0; piece < 3; piece += 1) await file.next();
      await new Promise(resolve => setTimeout(resolve, 200));
      expect(taken).toBeLessThan(20);
      await file.return(undefined);
    }
  });

  /** The first chunk again and again, as of a very long result. */
  async function* manyTimes(source: AsyncGenerator<ExportChunk>, count: () => void): AsyncGenerator<ExportChunk> {
    const { value } = (await source.next()) as IteratorYieldResult<ExportChunk>;
    await source.return(undefined);
    for (let at = 0; at < 500; at += 1) {
      count();
      yield value;
    }
  }
});

describe('cells', () => {
  test.each([
    [null, ''],
    [-5, '-5'],
    [0.5, '0.5'],
    ['-5', '-5'],
    ['+1.5', '+1.5'],
    ['-', "'-"],
    ['=1', "'=1"],
    [' =1', "' =1"],
    ['\t1', "'\t1"],
    ['\r1', `"'\r1"`],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    [' a', '" a"'],
    ['＝1', "'＝1"],
    ['a=b', 'a=b'],
    ['', ''],
  ])('%j in CSV', (value, text) => {
    expect(csvCell(value)).toBe(text);
  });

  test('in a sheet', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect(cellXml('=1 & <2> \u0001\ud800', 1, 3)).toBe(
      '<c r="B3" t="inlineStr"><is><t xml:space="preserve">=1 &amp; &lt;2&gt; \ufffd</t></is></c>',
    );
    expect(cellXml('2026-03-14', 0, 1, 'date')).toBe('<c r="A1" s="1"><v>46095</v></c>');
    expect(cellXml('1899-01-01', 0, 1, 'date')).toContain('inlineStr');
    expect(cellXml(null, 0, 1)).toBe('');
    expect(cellXml(Number.NaN, 0, 1, 'number')).toBe('');
  });
});
