import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoPairs } from '../../seeds/demo/pictures/index.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { pngBomb } from '../support/file-samples.ts';

let portal: TestBrowser;
let files: { name: string; mimeType: string; buffer: Buffer }[];
beforeAll(async () => {
  portal = await testBrowser({ records: 10 });
  const { photo, xray } = (await demoPairs(1, '2026-11-26')[0]?.draw()) ?? {
    photo: Buffer.alloc(0),
    xray: Buffer.alloc(0),
  };
  files = [
    { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo },
    { name: 'scan.png', mimeType: 'image/png', buffer: xray },
  ];
});

describe('the picture database', () => {
  test('in en at 1280: contributed with a photo and an X-ray, marked, sent, reviewed and published', async () => {
    const visit = await portal.page('ke.officer', { lang: 'en', width: 1280 });
    const { page } = visit;
    await visit.go('/cpdb/new');
    await visit.press(page.getByRole('link', { name: 'Drugs' }));
    await page.getByLabel('Caption in English').fill('Resin in a fuel tank');
    await page.getByRole('combobox', { name: 'Hiding place' }).fill('fuel');
    await page.getByRole('option', { name: 'In the fuel tank' }).click();
    await page.getByLabel('Means of transport').selectOption('ROAD-CAR');
    await page.getByLabel('Date or month').fill('2026-10');
    await visit.press(page.getByRole('button', { name: 'Save and add images' }));
    await visit.arrive(() => page.setInputFiles('input[type=file]', files));
    while ((await page.locator('[data-reload-every]').count()) > 0) await visit.arrive(async () => undefined);
    await page.getByLabel('Shows').nth(1).selectOption('xray');
    for (const at of [0, 1]) await page.getByLabel('Pair').nth(at).selectOption('A');
    await visit.press(page.getByRole('button', { name: 'Save roles, pairs and order' }));
    await visit.press(page.getByRole('link', { name: 'Mark regions' }).first());
    const image = (await page.locator('[data-draw] img').boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(image.x + 100, image.y + 100);
    await page.mouse.down();
    await page.mouse.move(image.x + 300, image.y + 220, { steps: 4 });
    await page.mouse.up();
    await page.getByLabel('Note in English').first().fill('Inner box');
    await visit.press(page.getByRole('button', { name: 'Save the regions' }));
    await visit.press(page.getByRole('link', { name: /^CP-/ }));
    expect(await page.locator('.cpdb-side').count()).toBe(2);
    expect(await page.locator('.cpdb-marks').innerText()).toContain('Inner box');
    await visit.press(page.getByRole('button', { name: 'Send to the RILO' }));

    const rilo = await portal.page('rilo.esa', { lang: 'en', width: 1280 });
    await rilo.go('/cpdb/review');
    await rilo.press(rilo.page.getByRole('link', { name: 'Resin in a fuel tank' }));
    await rilo.press(rilo.page.getByRole('button', { name: 'Publish' }));
    expect(await rilo.text()).toContain('everyone with access to CPDb can see it');
  });

  test('in fr at 390: found in the gallery, looked at, printed', async () => {
    const visit = await portal.page('ke.limited', { lang: 'fr', width: 390 });
    const { page } = visit;
    await visit.go('/cpdb?place=Vehicle');
    expect(await page.locator('h1').innerText()).toBe('1 cachette');
    const [card] = await page
      .locator('.cpdb-frame')
      .evaluateAll(frames =>
        frames.map(frame => frame.getBoundingClientRect()).map(({ width, height }) => width / height),
      );
    expect(card).toBeCloseTo(4 / 3, 1);
    await visit.press(page.getByRole('link', { name: 'Resin in a fuel tank' }));
    expect(
      await page
        .locator('.cpdb-sheet img')
        .evaluateAll(images => images.every(image => (image as unknown as { naturalWidth: number }).naturalWidth > 0)),
    ).toBe(true);
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.print-head', '.print-foot', '.cpdb-side >> nth=1'])
      expect([part, await page.locator(part).isVisible()]).toEqual([part, true]);
    expect(await page.locator('.cpdb-cite').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  test('of too many pixels are refused by the browser before anything is sent', async () => {
    const large = await largeOnes();
    const visit = await portal.page('ke.officer', { lang: 'en', width: 1280 });
    const { page } = visit;
    const sent: string[] = [];
    page.on('request', request => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await visit.go('/cpdb/watches/new?place=CON-VEH-FUEL');
    await visit.go('/cws/subscription');
    await visit.go('/cpdb/find');
    const input = page.locator('input[type=file]');
    const chosen = (): Promise<number> => input.evaluate(one => (one as unknown as { files: unknown[] }).files.length);
    for (const file of large) {
      await input.setInputFiles(file);
      await expect.poll(async () => [file.name, await chosen()]).toEqual([file.name, 0]);
      expect(await page.locator('#field-file-pixels').innerText()).toMatch(
        new RegExp(`^${file.name}: .*more than 64 million pixels`),
      );
    }
    await input.setInputFiles(files.slice(0, 1));
    await expect.poll(() => page.locator('#field-file-pixels').count()).toBe(0);
    expect([await chosen(), sent]).toEqual([1, []]);

    await visit.go('/cpdb/new?heading=DRUG');
    await page.getByLabel('Caption in English').fill('Large ones');
    await page.getByRole('combobox', { name: 'Hiding place' }).fill('fuel');
    await page.getByRole('option', { name: 'In the fuel tank' }).click();
    await page.getByLabel('Means of transport').selectOption('ROAD-CAR');
    await page.getByLabel('Date or month').fill('2026-10');
    await visit.press(page.getByRole('button', { name: 'Save and add images' }));
    sent.length = 0;
    await input.setInputFiles(large);
    await expect.poll(() => page.getByText('more than 64 million pixels').count()).toBe(large.length);
    expect(sent).toEqual([]);
  });
});

/** Files whose heads say that they are larger than is taken, of each kind that says it there. */
async function largeOnes(): Promise<typeof files> {
  const small = sharp({ create: { width: 64, height: 64, channels: 3, background: '#876' } });
  const [jpeg, webp, avif] = await Promise.all([
    small.clone().jpeg().toBuffer(),
    small.clone().webp().toBuffer(),
    small.clone().avif({ effort: 0 }).toBuffer(),
  ]);
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(9000, frame + 5);
  jpeg.writeUInt16BE(9000, frame + 7);
  webp.writeUInt16LE(9000, 26);
  webp.writeUInt16LE(9000, 28);
  const size = avif.indexOf('ispe');
  avif.writeUInt32BE(9000, size + 8);
  avif.writeUInt32BE(9000, size + 12);
  return [
    { name: 'large.png', mimeType: 'image/png', buffer: pngBomb() },
    { name: 'large.jpg', mimeType: 'image/jpeg', buffer: jpeg },
    { name: 'large.webp', mimeType: 'image/webp', buffer: webp },
    { name: 'large.avif', mimeType: 'image/avif', buffer: avif },
  ];
}
