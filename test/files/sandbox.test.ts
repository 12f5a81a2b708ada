import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Refused } from '../../src/files/kinds/kinds.ts';
import { openSandboxProcess, type SandboxProcess } from '../../src/files/sandbox/sandbox-process.ts';
import { openSandbox, type Sandbox } from '../../src/files/sandbox/sandbox.ts';
import { animatedWebp, noise, pdf, picture, pngBomb } from '../support/file-samples.ts';

let directory: string;
let sandbox: Sandbox;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cen-sandbox-'));
  sandbox = openSandbox({ directory });
});
afterAll(async () => {
  await sandbox.close();
  await rm(directory, { recursive: true, force: true });
});

let number = 0;
async function file(content: Buffer): Promise<string> {
  const path = join(directory, String((number += 1)));
  await writeFile(path, content);
  return path;
}
const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.refusal.reason : String(error)),
  );
const facts = async (content: Buffer): Promise<Awaited<ReturnType<Sandbox['pdfFacts']>>> =>
  sandbox.pdfFacts(await file(content));

/** Processes of this one that run our sandbox. */
function children(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return (
          Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) === process.pid &&
          readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('--permission')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('a PDF', () => {
  test('gives its pages, title and text', async () => {
    expect(await facts(pdf(3, { text: 'Seizure of R-22 in Mombasa', title: 'Alert  on\\nrefrigerants' }))).toEqual({
      pages: 3,
      title: 'Alert on refrigerants',
      texts: Array<string>(3).fill('Seizure of R-22 in Mombasa'),
      textCut: false,
    });
  });

  test('of 1,500 pages is read as far as its text is kept, one of 2,000 is refused', async () => {
    const { pages, texts, textCut } = await facts(pdf(1500));
    expect({ pages, texts: texts.length, textCut }).toEqual({ pages: 1500, texts: 300, textCut: true });
    await expect(facts(pdf(2000))).rejects.toMatchObject({ refusal: { reason: 'pages', values: { limit: 1500 } } });
  });

  test('keeps a million characters of text', async () => {
    const { texts, textCut } = await facts(
      pdf(30, { text: Array<string>(600).fill('a'.repeat(70)).join(') Tj 0 -1 Td (') }),
    );
    expect([texts.join('').length, textCut]).toEqual([1_000_000, true]);
  });

  test.each<readonly [what: string, content: Buffer, reason: string]>([
    ['a script', pdf(1, { catalogue: '/OpenAction<</S/JavaScript/JS(app.alert(1))>>' }), 'active'],
    [
      'a script under another spelling',
      pdf(1, { catalogue: '/OpenAction<</S/J#61va#53cript/JS(app.alert(1))>>' }),
      'active',
    ],
    ['a script in packed objects', pdf(1, { packed: ['<</S/JavaScript/JS(app.alert(1))>>'] }), 'active'],
    ['a program started from packed objects', pdf(1, { packed: ['<</A 1>>', '<</S/#4caunch/F(cmd.exe)>>'] }), 'active'],
    ['a form with scripts', pdf(1, { catalogue: '/AcroForm<</XFA[(a)4 0 R]>>' }), 'active'],
    ['a file in packed objects', pdf(1, { packed: ['<</Type/EmbeddedFile>>'] }), 'attachments'],
    ['a protection', pdf(1, { trailer: '/Encrypt<</Filter/Standard>>' }), 'locked'],
    [
      'no pages to be found',
      Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
      'damaged',
    ],
    ['nothing of a PDF', Buffer.from('<html>'), 'damaged'],
  ])('with %s is refused', async (_what, content, reason) => expect(await reasonOf(facts(content))).toBe(reason));

  test('that goes back to the site is not active', async () => {
    expect(
      await reasonOf(facts(pdf(2, { catalogue: '/OpenAction[6 0 R/Fit]', text: 'about scripts and launch pads' }))),
    ).toBe('done');
  });
});

describe('a picture', () => {
  const made = async (content: Buffer): Promise<Awaited<ReturnType<Sandbox['makePictures']>>> =>
    sandbox.makePictures(await file(content), 'jpeg');

  test.each(['jpeg', 'png', 'webp', 'tiff'] as const)(
    '%s comes in three sizes, and never larger than it is',
    async format => {
      const { width, height, made: all } = await made(await picture(format, 2000, 1000));
      expect([width, height]).toEqual([2000, 1000]);
      const webp = all.filter(({ kind }) => kind === 'webp');
      expect(webp.map(({ size, width: w, height: h }) => [size, w, h])).toEqual([
        ['thumbnail', 320, 160],
        ['card', 640, 320],
        ['screen', 1600, 800],
      ]);
      for (const { content, kind, width: w } of all)
        expect(await sharp(content).metadata()).toMatchObject({ format: kind === 'avif' ? 'heif' : 'webp', width: w });
      const small = await made(await picture(format, 100, 80));
      expect(small.made.filter(({ kind }) => kind === 'webp').map(({ width: w }) => w)).toEqual([100, 100, 100]);
    },
  );

  test('loses where, when, by whom and with what it was taken, and stands upright', async () => {
    const original = await noise(600, 400)
      .jpeg()
      .withExif({
        IFD0: { Make: 'Acme', Model: 'X', Artist: 'A. Person', Orientation: '6', DateTime: '2026:01:02 03:04:05' },
        IFD3: { GPSLatitude: '1/1 2/1 3/1', GPSLongitude: '4/1 5/1 6/1' },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { width, height, removed, made: all } = await made(original);
    expect([width, height]).toEqual([400, 600]);
    expect([...removed].sort()).toEqual(['camera', 'person', 'place', 'time']);
    for (const { content, width: w, height: h } of all) {
      const { exif, xmp, iptc, orientation } = await sharp(content).metadata();
      expect({ exif, xmp, iptc, orientation: orientation ?? 1, upright: h > w }).toEqual({
        exif: undefined,
        xmp: undefined,
        iptc: undefined,
        orientation: 1,
        upright: true,
      });
      expect(Buffer.from(content).includes('A. Person')).toBe(false);
    }
  });

  test('of 256 million pixels in 31 kB costs nothing', async () => {
    const bomb = pngBomb();
    expect(bomb.length).toBeLessThan(40_000);
    const path = await file(bomb);
    const began = performance.now();
    expect(await reasonOf(sandbox.makePictures(path, 'png'))).toBe('pixels');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test('cut short, moving, drawn or of another kind is refused', async () => {
    const jpeg = await picture('jpeg');
    expect(await reasonOf(made(jpeg.subarray(0, jpeg.length / 2)))).toBe('damaged');
    expect(await reasonOf(made(await animatedWebp(300)))).toBe('animated');
    expect(await reasonOf(made(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')))).toBe(
      'damaged',
    );
    expect(await reasonOf(made(await noise(9, 9).gif().toBuffer()))).toBe('damaged');
    expect(await reasonOf(made(pdf()))).toBe('damaged');
  });
});

describe('the process it is done in', () => {
  let bench: SandboxProcess | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });
  const limits = { seconds: 1, megabytes: 250, heap: 64, idleSeconds: 30 };

  /** A bench for a script of the test, which lies where it may be read. */
  async function benchFor(work: string, changes: Partial<typeof limits> = {}): Promise<SandboxProcess> {
    const path = join(directory, `script-${(number += 1)}.mjs`);
    const answering = pathToFileURL(join(import.meta.dirname, '../../src/files/sandbox/task-loop.ts'));
    await writeFile(
      path,
      `import { runTaskLoop } from '${answering}';\nrunTaskLoop(async ({ path }) => { ${work} });\n`,
    );
    return openSandboxProcess({
      script: pathToFileURL(path),
      directory,
      native: false,
      limits: { ...limits, ...changes },
    });
  }

  test('that does not start is a part that is away, not a fault of the file or of ours', async () => {
    const path = join(directory, 'no-start.mjs');
    await writeFile(path, 'process.exit(7)');
    bench = openSandboxProcess({ script: pathToFileURL(path), directory, native: false, limits });
    await expect(bench.run({ kind: 'anything' } as never)).rejects.toMatchObject({ status: 503 });
  });

  test.each([
    ['reads no other file', 'return (await import("node:fs")).readFileSync("/etc/passwd").length'],
    ['reads nothing of the portal’s data', 'return (await import("node:fs")).readdirSync("/var").length'],
    ['writes no file', 'return (await import("node:fs")).writeFileSync(path + ".new", "x")'],
    ['changes not even its own', 'return (await import("node:fs")).writeFileSync(path, "x")'],
    ['starts no program', 'return (await import("node:child_process")).spawnSync("/bin/true").status'],
    ['starts no thread', 'return new (await import("node:worker_threads")).Worker("1", { eval: true }).threadId'],
  ])('%s', async (_what, work) => {
    bench = await benchFor(work);
    expect(await bench.run({ path: await file(Buffer.from('x')) })).toEqual({
      failed: expect.stringMatching(/ERR_ACCESS_DENIED|Access to this API has been restricted/),
    });
  });

  test('loads no native code where it needs none', async () => {
    bench = await benchFor(
      'const { createRequire } = await import("node:module"); return createRequire(import.meta.url)(path)',
    );
    const addon = join(directory, 'addon.node');
    await writeFile(addon, 'x');
    expect(await bench.run({ path: addon })).toEqual({
      failed: expect.stringMatching(/ERR_DLOPEN_DISABLED|Cannot load native addon/),
    });
  });

  test('knows nothing of the environment', async () => {
    bench = await benchFor('return Object.keys(process.env)');
    const { done } = (await bench.run({ path: '' })) as { done: string[] };
    expect(done.filter(name => !name.startsWith('NODE_CHANNEL'))).toEqual([]);
  });

  test.each([
    ['for ever, busily', 'for (;;) {}'],
    ['for ever, waiting', 'await new Promise(() => setInterval(() => {}, 1000))'],
    ['filling its memory', 'const all = []; for (;;) all.push(new Array(100000).fill(Math.sqrt(all.length)))'],
    [
      'filling memory beside it',
      'const all = []; for (;;) { all.push(Buffer.alloc(20e6, 1)); await new Promise((go) => setTimeout(go, 20)); }',
    ],
    ['to its own end', 'process.exit(0)'],
    ['by being killed', 'process.kill(process.pid, "SIGKILL"); await new Promise(() => {})'],
  ])(
    'that works %s is ended, and the next task is done',
    async (_what, work) => {
      bench = await benchFor(`if (path === 'good') return 1; ${work}`);
      expect(await reasonOf(bench.run({ path: 'bad' }))).toBe('tooHard');
      expect(await bench.run({ path: 'good' })).toEqual({ done: 1 });
    },
    20_000,
  );

  test('does one task at a time, in their order', async () => {
    bench = await benchFor(
      'globalThis.busy = (globalThis.busy ?? 0) + 1; await new Promise((go) => setTimeout(go, 20)); const ' +
        'now = globalThis.busy; globalThis.busy -= 1; return [path, now]',
    );
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(path => bench?.run({ path })));
    expect(answers).toEqual(['a', 'b', 'c', 'd'].map(path => ({ done: [path, 1] })));
  });

  test.runIf(process.platform === 'linux')(
    'goes when there is nothing to do, and when the sandbox closes',
    async () => {
      await sandbox.close();
      sandbox = openSandbox({ directory, pdf: { idleSeconds: 0.2 } });
      expect(children()).toHaveLength(0);
      await facts(pdf());
      expect(children()).toHaveLength(1);
      await sleep(600);
      expect(children()).toHaveLength(0);
      await facts(pdf());
      const waiting = [reasonOf(facts(pdf(1400))), reasonOf(facts(pdf(1400)))];
      await sandbox.close();
      expect(children()).toHaveLength(0);
      for (const reason of await Promise.all(waiting)) expect(reason).toMatch(/sandbox (is|was) closed|done/);
      sandbox = openSandbox({ directory });
    },
  );
});
