import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import { chromium } from 'playwright';
import sharp from 'sharp';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { NotFound, Unavailable, type DomainError } from '../../src/errors.ts';
import type { Fetched, StampedKind } from '../../src/files/pictures/picture-types.ts';
import { openWatermarker } from '../../src/files/watermark/watermarker.ts';
import type { FileStore } from '../../src/files/store/file-store.ts';
import { createSemaphore } from '../../src/jobs/semaphore.ts';
import { sendStamped } from '../../src/web/send-file.ts';
import { chromiumPath, chromiums } from '../support/chromium.ts';
import { scene } from '../support/picture-samples.ts';

const stamper = openWatermarker(randomBytes(32));
const fetched: Fetched = {
  login: 'ke.ncp',
  office: 'Kenya',
  at: new Date('2026-11-26T02:10:20.123Z'),
  ref: 'CP-2026-00001',
};
const formats = ['webp', 'avif', 'jpeg'] as const;
const picture = async (kind: StampedKind, width = 640, height = 480): Promise<Buffer> => {
  const shapes = await scene(2, width, height);
  return (kind === 'avif' ? shapes.avif({ effort: 0 }) : shapes.toFormat(kind)).toBuffer();
};
const pixels = (image: Buffer): Promise<Buffer> => sharp(image).removeAlpha().raw().toBuffer();

describe('a stamp in the file', () => {
  test.each(formats)('%s: is read back, and no pixel is changed', async kind => {
    const plain = await picture(kind);
    const stamped = await stamper.stamp(plain, kind, fetched);
    expect(stamper.read(plain)).toBeUndefined();
    expect(stamper.read(stamped)).toEqual({ ...fetched, genuine: true });
    expect((await pixels(stamped)).equals(await pixels(plain))).toBe(true);
    expect(stamped.length - plain.length).toBeLessThan(800);
    expect((await sharp(stamped).metadata()).xmp === undefined && kind !== 'avif').toBe(false);
  });

  test('goes into WebP with an extended header, without loss and see-through as well', async () => {
    const clear = (await scene(3, 301, 201)).ensureAlpha(0.5);
    for (const plain of [
      await clear.clone().webp().toBuffer(),
      await clear.clone().webp({ lossless: true }).toBuffer(),
      await (await scene(3, 301, 201)).webp({ lossless: true }).toBuffer(),
    ]) {
      const stamped = await stamper.stamp(plain, 'webp', fetched);
      expect(await sharp(stamped).metadata()).toMatchObject({
        width: 301,
        height: 201,
        hasAlpha: (await sharp(plain).metadata()).hasAlpha,
      });
      expect((await sharp(stamped).raw().toBuffer()).equals(await sharp(plain).raw().toBuffer())).toBe(true);
      expect(stamped.readUInt32LE(4) + 8).toBe(stamped.length);
    }
  });

  test('is shown by a browser as the picture it was', async () => {
    const browser = await chromium.launch({ executablePath: chromiumPath() ?? chromiums[1], args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const images = await Promise.all(
        formats.map(
          async kind =>
            `data:image/${kind};base64,${(await stamper.stamp(await picture(kind), kind, fetched)).toString('base64')}`,
        ),
      );
      await page.setContent(images.map(source => `<img src="${source}">`).join(''));
      const sizes = await page.evaluate(
        'Promise.all([...document.images].map((image) => image.decode().then(() => image.naturalWidth)))',
      );
      expect(sizes).toEqual([640, 640, 640]);
      // The depth of an X-ray picture, as a script reads it: two bytes a value.
      const bytes = randomBytes(64 * 64 * 3);
      const depth = await stamper.stamp(
        await sharp(bytes, { raw: { width: 64, height: 64, channels: 3 } })
          .webp({ lossless: true })
          .toBuffer(),
        'webp',
        fetched,
      );
      const seen = (await page.evaluate(`(async () => {
        const image = new Image();
        image.src = 'data:image/webp;base64,${depth.toString('base64')}';
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
        const context = canvas.getContext('2d', { willReadFrequently: true });
        context.drawImage(image, 0, 0);
        return [...context.getImageData(0, 0, 64, 64).data];
      })()`)) as number[];
      expect(seen.filter((_, at) => at % 4 < 3)).toEqual([...bytes]);
    } finally {
      await browser.close();
    }
  });

  test('holds whatever a name holds, and nothing that ends it', async () => {
    const odd = {
      login: `a"/><x b='1`,
      office: `Côte d’Ivoire & <b>\u202e\0\ud800`,
      at: fetched.at,
      ref: `海关 ${'x'.repeat(300)}`,
    };
    const found = stamper.read(await stamper.stamp(await picture('webp'), 'webp', odd));
    expect(found).toMatchObject({ login: odd.login, genuine: true });
    expect(found?.office).toMatch(/^Côte d’Ivoire & <b>/);
    expect(found?.ref).toHaveLength(120);
  });

  test('that was changed, or made elsewhere, is not genuine', async () => {
    const stamped = await stamper.stamp(await picture('webp'), 'webp', fetched);
    const forged = Buffer.from(stamped.toString('latin1').replace('"ke.ncp"', '"ke.abc"'), 'latin1');
    expect(stamper.read(forged)).toMatchObject({ login: 'ke.abc', genuine: false });
    expect(openWatermarker(randomBytes(32)).read(stamped)).toMatchObject({ login: 'ke.ncp', genuine: false });
    expect(
      stamper.read(Buffer.from(stamped.toString('latin1').replace('2026-11-26T02', '2026-99-26T02'), 'latin1')),
    ).toBeUndefined();
  });

  test.each(formats)('%s: is refused by what is no such picture', async kind => {
    for (const wrong of [Buffer.alloc(0), randomBytes(500), await picture(kind === 'webp' ? 'jpeg' : 'webp')])
      await expect(stamper.stamp(wrong, kind, fetched)).rejects.toThrow();
  });
});

describe('a visible stamp', () => {
  test.each(formats)('%s: stands in the lower right corner, and in the file', async kind => {
    const plain = await picture(kind, 1000, 700);
    const stamped = await stamper.stamp(plain, kind, fetched, true);
    expect(stamper.read(stamped)).toEqual({ ...fetched, genuine: true });
    const [before, after] = [await pixels(plain), await pixels(stamped)];
    const apart = (left: number, top: number, width: number, height: number): number => {
      let sum = 0;
      for (let y = top; y < top + height; y += 1)
        for (let at = (y * 1000 + left) * 3; at < (y * 1000 + left + width) * 3; at += 1)
          sum += Math.abs((before[at] ?? 0) - (after[at] ?? 0));
      return sum / (width * height * 3);
    };
    expect(apart(700, 682, 300, 18)).toBeGreaterThan(30);
    expect(apart(0, 0, 1000, 600)).toBeLessThan(6);
  });

  test('is written without any font of the machine, and escaped', async () => {
    const flat = await sharp({ create: { width: 900, height: 200, channels: 3, background: '#888' } })
      .webp()
      .toBuffer();
    const linesOf = async (login: string): Promise<number> => {
      const { data, info } = await sharp(await stamper.stamp(flat, 'webp', { ...fetched, login }, true))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return data.filter((grey, at) => at % info.channels === 0 && grey > 200).length;
    };
    const [short, long] = [await linesOf('i'), await linesOf('<b>&amp;WWWWWWWW</b>')];
    expect(short).toBeGreaterThan(150);
    expect(long).toBeGreaterThan(short + 100);
  });

  test('fits even a small picture', async () => {
    const stamped = await stamper.stamp(await picture('webp', 90, 40), 'webp', fetched, true);
    expect(await sharp(stamped).metadata()).toMatchObject({ width: 90, height: 40 });
  });
});

describe('a picture handed out', () => {
  test(
    'has the stamp of who asked, is shown and kept by no cache; one that is away is answered by 503, one that ' +
      'is not there by 404',
    async () => {
      const [id, away] = [crypto.randomUUID(), crypto.randomUUID()];
      const avif = await picture('avif');
      const get = async (one: string): Promise<Readable> => {
        if (one === away) throw new Unavailable('the object store does not answer');
        if (one !== id) throw new NotFound();
        return Readable.from([avif.subarray(0, 100), avif.subarray(100)]);
      };
      const app = express();
      app.get('/:id', (req, res) =>
        sendStamped(
          res,
          { files: { get } as unknown as FileStore, stamper },
          { storedId: req.params.id, kind: 'avif', fetched },
        ),
      );
      app.use(
        (error: DomainError, _req: Request, res: Response, _next: NextFunction) =>
          void res.status(error.status).send('a page'),
      );
      const answer = await supertest(app)
        .get(`/${id}`)
        .buffer(true)
        .parse((res, done) => {
          void buffer(res as unknown as Readable).then(body => done(null, body));
        });
      expect(answer.headers).toMatchObject({
        'content-type': 'image/avif',
        'content-disposition': 'inline',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining('sandbox'),
        'x-content-type-options': 'nosniff',
      });
      expect(stamper.read(answer.body as Buffer)).toEqual({ ...fetched, genuine: true });
      expect((await supertest(app).get(`/${away}`)).status).toBe(503);
      expect((await supertest(app).get(`/${crypto.randomUUID()}`)).status).toBe(404);
    },
  );
});

describe('turns', () => {
  test('let two through at once, the rest in their order, and say when too many wait', async () => {
    const inTurn = createSemaphore(2, 2);
    const order: string[] = [];
    let busy = 0;
    const work = (name: string) => async (): Promise<void> => {
      busy += 1;
      expect(busy).toBeLessThanOrEqual(2);
      await new Promise(go => setTimeout(go, 10));
      busy -= 1;
      order.push(name);
      if (name === 'b') throw new Error('b failed');
    };
    const results = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(name => inTurn(work(name))));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect((results[4] as PromiseRejectedResult).reason).toMatchObject({ status: 503 });
    expect(order).toEqual(['a', 'b', 'c', 'd']);
    await expect(inTurn(async () => 1)).resolves.toBe(1);
  });
});
