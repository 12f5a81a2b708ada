import { chromium, type Page } from 'playwright';
import { bytesOf } from '../src/files/sandbox/tasks.ts';
import { chromiumPath } from '../test/support/chromium.ts';
import { verdict } from './pages.ts';
import type { RunningPortal } from './portal.ts';

/** What a stamp and the head of an answer add to an image at most. Bytes. */
const around = 1500;
const target = 300_000;

/**
 * Bytes a browser with an empty cache fetches of a picture's page before anybody scrolls or zooms, where every image is
 * as heavy as one of its size may be.
 */
export async function measureWeight(
  portal: RunningPortal,
  paths: readonly string[],
  report: (line: string) => void,
): Promise<void> {
  const path = chromiumPath();
  if (path === undefined) return report('weight of pages         not measured: no Chromium');
  const browser = await chromium.launch({ executablePath: path });
  try {
    const weights: { bytes: number; images: number }[] = [];
    for (const one of paths) {
      const { cookie = '', 'x-forwarded-proto': proxied = '' } = portal.headers;
      const context = await browser.newContext({
        baseURL: portal.url,
        viewport: { width: 1280, height: 900 },
        extraHTTPHeaders: { cookie, 'x-forwarded-proto': proxied },
      });
      weights.push(await weigh(await context.newPage(), one));
      await context.close();
    }
    const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes)[0] ?? { bytes: 0, images: 0 };
    report(
      `weight of a picture page heaviest of ${paths.length}: ${Math.round(heaviest.bytes / 1000)} kB with ` +
        `${heaviest.images} images as heavy as may be; target 300 kB ` +
        `${verdict(heaviest.images > 0 && heaviest.bytes < target)}`,
    );
  } finally {
    await browser.close();
  }
}

async function weigh(page: Page, path: string): Promise<{ bytes: number; images: number }> {
  let [bytes, images] = [0, 0];
  const rest: Promise<number>[] = [];
  await page.route('**/cpdb/images/**', route => {
    const size = new URL(route.request().url()).pathname.split('/').at(-1) as keyof typeof bytesOf;
    bytes += bytesOf[size] + around;
    images += 1;
    return route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    });
  });
  page.on('requestfinished', request => {
    if (!request.url().includes('/cpdb/images/'))
      rest.push(
        request.sizes().then(
          ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
          () => 0,
        ),
      );
  });
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  for (const size of await Promise.all(rest)) bytes += size;
  return { bytes, images };
}
