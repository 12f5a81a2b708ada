import { beforeAll, describe, expect, test } from 'vitest';
import { demoPairs } from '../../seeds/demo/pictures/index.ts';
import { testBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';

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
    await page.getByLabel('Conveyance').selectOption('ROAD-CAR');
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
    expect(await rilo.text()).toContain('every member sees it');
  });

  test('in fr at 390: found in the gallery, looked at, printed', async () => {
    const visit = await portal.page('ke.limited', { lang: 'fr', width: 390 });
    const { page } = visit;
    await visit.go('/cpdb?place=Vehicle');
    expect(await page.locator('h1').innerText()).toBe('1 dissimulation');
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
});
