import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import type { Visit } from '../support/journey-visit.ts';
import { grey16, scene } from '../support/picture-samples.ts';
import { examined, pictureForm } from '../support/pictures.ts';

let portal: TestBrowser;
let path: string;
beforeAll(async () => {
  portal = await testBrowser({ records: 20 });
  path = await uploadedPair();
});

/**
 * A published pair: a photo of tiles, an X-ray of 16 bits, and one region in both; and six others that are hidden in
 * the same place, with the same images.
 */
async function uploadedPair(): Promise<string> {
  const { page, go, close } = await portal.page('ke.officer');
  await go('/cpdb/new?heading=DRUG');
  const token = await page.locator('input[name=_csrf]').first().inputValue();
  const address = await page.evaluate(
    async fields => (await fetch('/cpdb/new', { method: 'POST', body: new URLSearchParams(fields) })).url,
    { ...pictureForm(), _csrf: token },
  );
  const ref = /CP-\d{4}-\d+/.exec(address)?.[0] ?? '';
  const files = [
    ['photo.jpg', await (await scene(5, 3000, 2250)).jpeg().toBuffer()],
    ['xray.tif', await grey16(1200, 900, 'tiff')],
  ] as const;
  for (const [name, content] of files) {
    const status = await page.evaluate(
      async ({ name, bytes, token, ref }) => {
        const form = new FormData();
        form.append('_csrf', token);
        form.append('file', new Blob([Uint8Array.from(atob(bytes), one => one.charCodeAt(0))]), name);
        return (await fetch(`/cpdb/pictures/${ref}/files`, { method: 'POST', body: form })).status;
      },
      { name, bytes: content.toString('base64'), token, ref },
    );
    expect([name, status]).toEqual([name, 200]);
  }
  await close();
  const region = JSON.stringify([
    { x: 0.5, y: 0.25, w: 0.2, h: 0.2, note: { en: 'Welded inner box', fr: 'Caisse soudée' } },
  ]);
  expect((await examined(portal, ref)).map(({ state }) => state)).toEqual(['ready', 'ready']);
  await portal.owner.query(
    `update cpdb_images set pair = 1, regions = $1, role = case when name like 'xray%' then 'xray' else 'photo' end`,
    [region],
  );
  await portal.owner.query(
    `update cpdb_pictures set state = 'published', shows = 'pair', published_at = now() where ref = $1`,
    [ref],
  );
  await portal.owner.query(
    `
    insert into cpdb_pictures (client_uuid, office_id, state, country, seized_on, heading, concealment,
      transport, captions, shows, images, cover, published_at)
    select gen_random_uuid(), office_id, 'published', country, seized_on, heading, concealment, transport,
      captions, 'pair', 2, cover, now() from cpdb_pictures, generate_series(1, 6) where ref = $1`,
    [ref],
  );
  return `/cpdb/pictures/${ref}`;
}

/** Mean, spread and colour of what the canvas of a side shows, and the light of each hundredth point. */
interface Shown {
  readonly mean: number;
  readonly spread: number;
  readonly colour: number;
  readonly scale: number;
  readonly points: readonly number[];
}
const shows = (page: Page, side: 'photo' | 'xray') =>
  page.evaluate<Shown>(`(async () => {
  // Drawn in the next frame, and read in the one after.
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  const canvas = document.querySelector('[data-side=${side}] canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let [sum, squares, colour] = [0, 0, 0];
  const points = [];
  for (let at = 0; at < data.length; at += 4) {
    const light = (data[at] + data[at + 1] + data[at + 2]) / 3;
    if (at % 400 === 0) points.push(light);
    sum += light;
    squares += light * light;
    colour += Math.abs(data[at] - data[at + 2]);
  }
  const count = data.length / 4;
  return {
    mean: sum / count,
    spread: Math.sqrt(squares / count - (sum / count) ** 2),
    colour: colour / count,
    points,
    scale: Number(canvas.dataset.scale),
  };
})()`);
/** How far, of 255 and on average, each point is from the negative of what it was. */
const fromNegative = (before: Shown, after: Shown): number => {
  expect(after.points).toHaveLength(before.points.length);
  return (
    before.points.reduce((sum, light, at) => sum + Math.abs(light + (after.points[at] ?? 0) - 255), 0) /
    before.points.length
  );
};
/** Two fingers that part on an image. */
async function pinch(
  page: Page,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const hand = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    hand.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [-1, 1].map((side, id) => ({ id, x: x + width / 2 + side * apart, y: y + height / 2 })),
    });
  await touch('touchStart', 30);
  for (const apart of [40, 55, 70, 90]) await touch('touchMove', apart);
  await touch('touchEnd', 0);
}
const tool = ({ page }: Visit, name: string) => page.locator(`[data-do=${name}]`);

describe('the viewer', () => {
  test('in forced colours: what is current, pressed or primary is told from the rest', async () => {
    const visit = await portal.page('ke.officer', { width: 1280 });
    const { page } = visit;
    await visit.go('/cpdb');
    await page.emulateMedia({ forcedColors: 'active' });
    const looks = (selector: string): Promise<string> =>
      page.evaluate<string>(`(() => {
        const one = document.querySelector(${JSON.stringify(selector)});
        const [own, line] = [getComputedStyle(one), getComputedStyle(one, '::after')];
        return [own.outlineStyle, own.outlineColor, own.backgroundColor, line.height, line.backgroundColor].join(' ');
      })()`);
    const pairs = async (found: readonly (readonly [string, string])[]): Promise<void> => {
      for (const [marked, plain] of found)
        expect([marked, await looks(marked)]).not.toEqual([marked, await looks(plain)]);
    };
    await pairs([
      ['.bar-apps a[aria-current]', '.bar-apps a:not([aria-current])'],
      ['.sections li a[aria-current]', '.sections li a:not([aria-current])'],
      ['.language button[aria-current]', '.language button:not([aria-current])'],
      ['.button.is-primary', '.button:not(.is-primary)'],
    ]);
    // What axe reads of colours is not what is shown in forced ones.
    await page.emulateMedia({ forcedColors: 'none' });
    await visit.go(path);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.locator('.is-live').waitFor();
    await tool(visit, 'invert').click();
    await pairs([['[data-do=invert]', '[data-do=edges]']]);
    expect(await looks('[data-do=invert]')).toContain('solid');
  });

  test('in en at 1280: light before zoom, then tiles, tools, slider and regions, by the keyboard', async () => {
    const visit = await portal.page('vn.reader', { width: 1280 });
    const { page, check } = visit;
    const asked: string[] = [];
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', request => {
      asked.push(new URL(request.url()).pathname);
      sizes.push(
        request.sizes().then(
          ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
          () => 0,
        ),
      );
    });
    await visit.go(path);
    await page.locator('.is-live').waitFor();
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(300_000);
    expect(asked.filter(one => /\/(?:screen|depth|tiles)/.test(one))).toEqual([]);
    expect(await page.locator('[data-viewer-links]').isVisible()).toBe(false);

    await page.locator('[data-side=photo] [data-stage]').focus();
    for (const key of ['+', '+', '+', '+']) await page.keyboard.press(key);
    expect([(await shows(page, 'photo')).scale, (await shows(page, 'xray')).scale]).toEqual([5.06, 5.06]);
    await expect.poll(() => page.locator('[data-say]').textContent()).toBe('Photo: 506%');
    await expect.poll(() => asked.filter(one => one.includes('/tiles/')).length).toBeGreaterThan(2);
    // The smallest level comes first: it is what the audit trail counts as a look into the image.
    expect(asked.find(one => one.includes('/tiles/'))).toMatch(/\/tiles\/10\/0\/0$|\/tiles\/9\/0\/0$/);
    const [before, moved] = [
      await shows(page, 'photo'),
      await page.keyboard.press('ArrowRight').then(() => shows(page, 'photo')),
    ];
    expect(moved.mean).not.toBeCloseTo(before.mean, 1);
    await page.keyboard.press('0');

    const [photo, plain] = [await shows(page, 'photo'), await shows(page, 'xray')];
    await page.keyboard.press('i');
    expect(fromNegative(plain, await shows(page, 'xray'))).toBeLessThan(2);
    expect(fromNegative(plain, plain)).toBeGreaterThan(20);
    expect((await shows(page, 'photo')).mean).toBeCloseTo(photo.mean, 1);
    expect(await tool(visit, 'invert').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('i');
    await page.keyboard.press('c');
    expect((await shows(page, 'xray')).colour).toBeGreaterThan(plain.colour + 20);
    await page.keyboard.press('c');
    await page.keyboard.press('e');
    expect((await shows(page, 'xray')).mean).toBeGreaterThan(plain.mean + 40);
    await page.keyboard.press('e');
    await page.keyboard.press('m');
    expect((await shows(page, 'photo')).mean).not.toBeCloseTo(photo.mean, 1);
    await page.keyboard.press('m');
    expect((await shows(page, 'photo')).mean).toBeCloseTo(photo.mean, 1);

    await page.keyboard.press('w');
    await page.getByRole('slider', { name: 'Window' }).fill('20');
    await expect.poll(() => asked.filter(one => one.endsWith('/depth')).length).toBe(1);
    await expect.poll(async () => (await shows(page, 'xray')).spread).toBeGreaterThan(plain.spread + 20);
    // Grey values beyond the 256 of a plain image.
    expect(await page.locator('[data-values]').textContent()).toMatch(/\d,\d{3}/);
    await check();
    await tool(visit, 'reset').click();
    expect((await shows(page, 'xray')).spread).toBeCloseTo(plain.spread, 0);

    await tool(visit, 'slider').click();
    const slide = page.getByRole('slider', { name: 'Line between photo and X-ray' });
    await slide.press('ArrowRight');
    expect(await page.locator('[data-side=xray]').getAttribute('style')).toContain('51%');
    expect(await slide.getAttribute('aria-valuetext')).toBe('51% photo');
    await check();
    await page.locator('.viewer-mark').focus();
    expect((await shows(page, 'photo')).scale).toBe(3);
    expect(await page.locator('.cpdb-region.is-lit').count()).toBe(2);
    await expect.poll(() => page.locator('[data-say]').textContent()).toBe('Region 1: Welded inner box');
  });

  test('in fr at 390: everything fits, what is zoomed is moved, and two fingers zoom', async () => {
    const visit = await portal.page('vn.reader', { lang: 'fr', width: 390 });
    const { page } = visit;
    // Checked below, since that looks at it in another width, where more comes into sight.
    await page.goto(path);
    await page.locator('.is-live').waitFor();
    // Others like it are below what is seen, where a browser would fetch lazy images already.
    const others = page.locator('[aria-labelledby=like] [data-later]');
    expect([await others.count(), await others.locator('> img').count()]).toEqual([6, 0]);
    await others.last().scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        others
          .locator('> img')
          .evaluateAll(all => all.filter(one => (one as unknown as { naturalWidth: number }).naturalWidth > 0).length),
      )
      .toBe(12);
    await tool(visit, 'window').click();
    await visit.check();
    const heights = await page
      .locator('[data-viewer] button:visible, [data-viewer] input:visible, .viewer-mark')
      .evaluateAll(all => all.map(one => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await tool(visit, 'in').tap();
    await tool(visit, 'in').tap();
    const before = await shows(page, 'xray');
    await page.locator('[data-side=photo] canvas').scrollIntoViewIfNeeded();
    const box = (await page.locator('[data-side=photo] canvas').boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const after = await shows(page, 'xray');
    expect(after.scale).toBe(2.25);
    expect(after.mean).not.toBeCloseTo(before.mean, 1);
    await tool(visit, 'fit').tap();
    await page.locator('[data-side=photo] canvas').scrollIntoViewIfNeeded();
    await pinch(page, (await page.locator('[data-side=photo] canvas').boundingBox())!);
    expect((await shows(page, 'xray')).scale).toBeGreaterThan(1.5);
  });

  test('without script: links that reload, and nothing that only looks like a tool', async () => {
    const visit = await portal.page('vn.reader', { javaScript: false });
    const { page } = visit;
    await visit.go(path);
    expect(await page.locator('[data-viewer-tools]').isVisible()).toBe(false);
    expect(await page.locator('.cpdb-side:visible').count()).toBe(2);
    const { width, height } = (await page.locator('[aria-labelledby=like] [data-later] img').first().boundingBox())!;
    expect(width / height).toBeCloseTo(4 / 3, 1);
    const follow = (name: string): Promise<void> =>
      visit.arrive(async () =>
        page.goto(
          (await page.locator('[data-viewer-links]').getByRole('link', { name, exact: true }).getAttribute('href')) ??
            '',
        ),
      );
    await follow('X-ray');
    expect(await page.locator('.cpdb-side:visible').count()).toBe(1);
    await follow('Invert');
    await follow('Zoom in');
    expect(new URL(page.url()).search).toBe('?view=xray&zoom=2&invert=1');
    expect(await page.locator('.is-zoom-2 img.is-inverted:visible').count()).toBe(1);
    expect(await page.locator('[data-side=photo] img.is-inverted').count()).toBe(0);
    for (const query of ['zoom=9', 'view=all', 'invert=yes', 'colour=1'])
      expect([query, (await page.request.get(`${portal.url}${path}?${query}`)).status()]).toEqual([query, 400]);
  });
});
