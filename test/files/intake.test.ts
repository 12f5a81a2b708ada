import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { chromium } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntake, type OpenIntake } from '../../src/files/intake/upload-pipeline.ts';
import type { Examination, ReceivedFile } from '../../src/files/intake/types.ts';
import type { FileKind } from '../../src/files/kinds/kinds.ts';
import { openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { chromiumPath, chromiums } from '../support/chromium.ts';
import { clamdIsThere, startClamd } from '../support/clamd.ts';
import { animatedWebp, eicar, office, pdf, picture, pngBomb } from '../support/file-samples.ts';

const hasClamd = clamdIsThere();
const limit = 30 * 1024 * 1024;
let root: string;
let store: FileStore;
let intake: OpenIntake;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cen-intake-'));
  store = openFileStore(join(root, 'files'), randomBytes(32));
  intake = await openIntake({ store, directory: join(root, 'work') });
});
afterAll(async () => {
  await intake.close();
  await rm(root, { recursive: true, force: true });
});

const filesIn = (directory: string): string[] =>
  readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(({ name }) => name);

async function taken(content: Buffer | string, name = 'a', by = intake): Promise<ReceivedFile> {
  const receipt = await by.receive(Readable.from([Buffer.from(content)]), { name, limit });
  if ('refusal' in receipt) throw new Error(`refused: ${receipt.refusal.reason}`);
  return receipt.file;
}
async function examined(content: Buffer | string, by = intake): Promise<Examination> {
  const { storedId, kind } = await taken(content, 'a', by);
  return by.examine(storedId, kind);
}

describe('a file that comes in', () => {
  test('is stored encrypted, with what it is, a clean name that ends so, its size and hash', async () => {
    const content = pdf(2);
    expect(await taken(content, '../\u202eGuide\r\n.exe')).toEqual({
      storedId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Guide.exe.pdf',
      kind: 'pdf',
      mime: 'application/pdf',
      size: content.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { storedId } = await taken('MARKER in the clear');
    expect((await buffer(await store.get(storedId))).toString()).toBe('MARKER in the clear');
    expect(filesIn('work')).toEqual([]);
  });

  test.each<
    readonly [
      what: string,
      content: Buffer | string,
      options: { limit?: number; kinds?: readonly FileKind[] },
      refusal: object,
    ]
  >([
    [
      'too large',
      Buffer.alloc(3 * 1024 * 1024, 'a'),
      { limit: 2 * 1024 * 1024 },
      { reason: 'tooLarge', values: { limit: 2 } },
    ],
    ['HTML renamed to PDF', '<html><script>alert(1)</script></html>', {}, { reason: 'markup' }],
    ['not wanted here', 'some text', { kinds: ['pdf', 'jpeg'] }, { reason: 'kindNotHere', values: { what: 'txt' } }],
    ['with macros', office('docx', { parts: { 'word/vbaProject.bin': 'x' } }), {}, { reason: 'macros' }],
    ['empty', '', {}, { reason: 'empty' }],
  ])('%s is refused, and nothing of it is kept', async (_what, content, options, refusal) => {
    const before = filesIn('files');
    expect(
      await intake.receive(Readable.from(content === '' ? [] : [Buffer.from(content)]), {
        name: 'report.pdf',
        limit,
        ...options,
      }),
    ).toEqual({ refusal });
    expect(filesIn('files')).toEqual(before);
    expect(filesIn('work')).toEqual([]);
  });

  test('is broken off, and nothing of it is kept', async () => {
    const before = filesIn('files');
    const source = new Readable({
      read() {
        this.push(Buffer.alloc(1000));
        setTimeout(() => this.destroy(), 20);
      },
    });
    expect(await intake.receive(source, { name: 'a', limit })).toEqual({ refusal: { reason: 'brokenOff' } });
    expect(filesIn('files')).toEqual(before);
  });

  test('has words for every refusal, in both languages', async () => {
    const { t, has } = await loadTexts();
    const reasons = Object.keys(
      (await import('../../locales/en/files.json', { with: { type: 'json' } })).default.refusals,
    );
    expect(reasons.length).toBeGreaterThan(20);
    for (const reason of reasons) {
      expect(has(`files:refusals.${reason}`, 'fr')).toBe(true);
      expect(t.fr(`files:refusals.${reason}`)).not.toBe(t.en(`files:refusals.${reason}`));
    }
  });
});

describe('a file that is examined', () => {
  test('a PDF gives its pages and text', async () => {
    expect(await examined(pdf(2, { text: 'R-22', title: 'Guide' }))).toEqual({
      verdict: 'clean',
      scanned: false,
      pages: 2,
      title: 'Guide',
      texts: ['R-22', 'R-22'],
      textCut: false,
    });
  });

  test('a page as a browser prints it is neither active nor locked', async () => {
    const browser = await chromium.launch({ executablePath: chromiumPath() ?? chromiums[1], args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.setContent(
        '<title>Fiche</title><h1>Réfrigérants</h1><p>JavaScript and Launch, <a href="https://example.org">a ' +
          'link</a></p><table><tr><td>R-22</table>',
      );
      const printed = await page.pdf({ tagged: true, outline: true });
      expect(await examined(printed)).toMatchObject({
        verdict: 'clean',
        pages: 1,
        title: 'Fiche',
        texts: [expect.stringMatching(/Réfrigérants[\s\S]*JavaScript and Launch[\s\S]*R-22/)],
      });
    } finally {
      await browser.close();
    }
  });

  test('a picture gives pictures, each stored on its own', async () => {
    const found = await examined(await picture('jpeg', 2000, 1500));
    if (found.verdict !== 'clean') throw new Error(found.verdict);
    const { derivatives = [], ...rest } = found;
    expect(rest).toEqual({ verdict: 'clean', scanned: false, width: 2000, height: 1500, removed: [] });
    expect(derivatives.filter(({ kind }) => kind === 'webp').map(({ size }) => size)).toEqual([
      'thumbnail',
      'card',
      'screen',
    ]);
    for (const { storedId, width, bytes } of derivatives) {
      const content = await buffer(await store.get(storedId));
      expect([content.length, (await sharp(content).metadata()).width]).toEqual([bytes, width]);
    }
    await intake.remove(...derivatives.map(({ storedId }) => storedId));
    await expect(store.get(derivatives[0]?.storedId ?? '')).rejects.toThrow();
  });

  test('a text gives its text, a document nothing', async () => {
    expect(await examined(Buffer.from('réfrigérant', 'latin1'))).toEqual({
      verdict: 'clean',
      scanned: false,
      texts: ['réfrigérant'],
      textCut: false,
    });
    expect(await examined(office('docx'))).toEqual({ verdict: 'clean', scanned: false });
  });

  test.each<readonly [what: string, content: () => Buffer | Promise<Buffer>, reason: string]>([
    ['a PDF of 2,000 pages', () => pdf(2000), 'pages'],
    [
      'a truncated JPEG',
      async () => {
        const whole = await picture('jpeg');
        return whole.subarray(0, whole.length / 2);
      },
      'damaged',
    ],
    ['a script in packed objects', () => pdf(1, { packed: ['<</S/JavaScript/JS(app.alert(1))>>'] }), 'active'],
  ])('%s is refused, and leaves no derivative', async (_what, content, reason) => {
    const file = await taken(await content());
    const before = filesIn('files');
    expect(await intake.examine(file.storedId, file.kind)).toMatchObject({ verdict: 'refused', refusal: { reason } });
    expect(filesIn('files')).toEqual(before);
    expect(filesIn('work')).toEqual([]);
  });

  test('a bomb of pixels is refused by its header, before anything of it is kept', async () => {
    const before = filesIn('files');
    await expect(taken(pngBomb())).rejects.toThrow('refused: pixels');
    expect(filesIn('files')).toEqual(before);
  });

  test('what was tampered with in the store is neither clean nor refused, and is not read', async () => {
    const { storedId, kind } = await taken(pdf(1));
    const path = join(root, 'files', storedId.slice(0, 2), storedId);
    await writeFile(path, Buffer.alloc(1000));
    await expect(intake.examine(storedId, kind)).rejects.toThrow(/authenticate/);
    await expect(intake.examine('00000000-0000-4000-8000-000000000000', 'pdf')).rejects.toThrow();
    expect(filesIn('work')).toEqual([]);
  });
});

describe('with a scanner', () => {
  test.runIf(hasClamd)('a threat is named, before anything else is read', async () => {
    const clamd = await startClamd();
    const scanning = await openIntake({ store, directory: join(root, 'work'), scanner: { path: clamd.path } });
    try {
      expect(scanning.scans).toBe(true);
      await scanning.scanner?.ping();
      expect(await examined(eicar(), scanning)).toEqual({
        verdict: 'infected',
        refusal: { reason: 'infected', values: { threat: expect.stringContaining('Eicar-Test-Signature') } },
      });
      // A document that nothing could read: it is not even tried.
      expect(await examined(Buffer.concat([await picture('jpeg'), eicar()]), scanning)).toMatchObject({
        verdict: 'infected',
      });
      expect(await examined(pdf(1), scanning)).toMatchObject({ verdict: 'clean', scanned: true, pages: 1 });
      expect(await examined(Buffer.alloc(3 * 1024 * 1024, 'a'), scanning)).toEqual({
        verdict: 'refused',
        refusal: { reason: 'unscannable' },
      });
      await clamd.stop();
      expect(await examined(pdf(1), scanning)).toMatchObject({ verdict: 'later' });
    } finally {
      await scanning.close();
    }
  });

  test('that does not answer, files wait', async () => {
    const waiting = await openIntake({ store, directory: join(root, 'work'), scanner: { path: '/nowhere/clamd.ctl' } });
    expect(await examined(pdf(1), waiting)).toEqual({
      verdict: 'later',
      problem: expect.stringContaining('cannot be reached'),
    });
    await waiting.close();
  });

  test('that is not configured, callers can tell', () => expect(intake.scans).toBe(false));
});

test('plain copies a killed process left are swept at the start; those of others at work stay', async () => {
  const parent = join(root, 'swept');
  const left = async (name: string, hoursAgo: number): Promise<void> => {
    await mkdir(join(parent, name), { recursive: true });
    await writeFile(join(parent, name, 'file'), 'plain');
    const then = new Date(Date.now() - hoursAgo * 3_600_000);
    await utimes(join(parent, name), then, then);
  };
  await left(`${hostname()},4194305,dead`, 0);
  await left(`${hostname()},${process.pid},mine`, 0.5);
  await left('other-machine,4194305,working', 0.5);
  await left('other-machine,1,gone', 2);
  const opened = await openIntake({ store, directory: parent });
  expect(
    readdirSync(parent)
      .map(name => (name.split(',').at(-1)?.length === 6 ? 'own' : name.split(',').at(-1)))
      .sort(),
  ).toEqual(['mine', 'own', 'working']);
  await opened.close();
  expect(readdirSync(parent)).toHaveLength(2);
});

test('moving pictures are refused as they come in', async () => {
  expect(await intake.receive(Readable.from([await animatedWebp(100)]), { name: 'a.webp', limit })).toEqual({
    refusal: { reason: 'animated' },
  });
});
