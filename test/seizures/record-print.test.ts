import { chromium, type Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { chromiumPath, chromiums } from '../support/chromium.ts';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

test('a full record of the long form prints on two pages of A4', async () => {
  const officer = await portal.as('ke.officer');
  const lines = (['DRUG', 'CITES', 'ODS'] as const).map(code => sampleRecord(code).lines[0]!);
  const narrative =
    'The scanner showed a denser layer at the back of the container, and the crew opened it in the shed. '.repeat(25);
  const ref = await recordByForm(
    officer,
    sampleRecord('DRUG', { lines, facts: { narrative, embargoUntil: '2199-01-01' } }),
  );
  await inChromium(officer, async page => {
    await page.goto(`${portal.url}/seizures/${ref}`);
    await page.getByRole('button', { name: 'Print' }).waitFor();
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length).toBeLessThanOrEqual(2);
  });
});

test('in the list nothing is cut at 1280, and nothing lost or printed over on A4', async () => {
  const ground = await groundOf(portal);
  await ground.put([
    sampleRecord('CITES', { facts: { release: 'all', releaseOffices: undefined, nationalRef: 'P/1' } }),
    sampleRecord('ODS', {
      facts: {
        ...{ release: 'all', releaseOffices: undefined, nationalRef: 'P/2', placeName: 'Jomo Kenyatta International' },
        concealment: 'CON-CONT-RIPOFF',
      },
      lines: (['ODS', 'DRUG', 'TOB', 'CURR'] as const).map(code => sampleRecord(code).lines[0]!),
    }),
  ]);
  const reader = await portal.as('ke.reader');
  await inChromium(reader, async page => {
    for (const [width, media] of [
      [1280, 'screen'],
      [680, 'print'], // the width of A4 between its margins
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media });
      await page.goto(`${portal.url}/seizures`);
      const faults = await page.evaluate<Faults>(`({
        cut: [...document.querySelectorAll('.goods-list td, .goods-name, .goods-list th')]
          .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim()),
        over: [...document.querySelectorAll('.goods li')].flatMap(line => {
          const boxes = [...line.children].map(one => one.getBoundingClientRect());
          const isOver = (box, before) => box.left < before.right - 0.5 && box.top < before.bottom - 0.5;
          return boxes.slice(1).filter((box, at) => isOver(box, boxes[at]));
        }).length,
        hidden: [...document.querySelectorAll('.goods-name')]
          .filter(one => one.getBoundingClientRect().width < 20).length,
        right: Math.max(...[...document.querySelectorAll('.goods-list th')]
          .map(one => one.getBoundingClientRect().right)),
      })`);
      expect([media, faults]).toEqual([media, { cut: [], over: 0, hidden: 0, right: expect.any(Number) }]);
      expect(faults.right).toBeLessThanOrEqual(width);
    }
  });
});

interface Faults {
  readonly cut: readonly string[];
  readonly over: number;
  readonly hidden: number;
  readonly right: number;
}

async function inChromium(officer: Browser, look: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumPath() ?? chromiums[1], args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' } });
    await context.addCookies(
      [...officer.cookies].map(([name, value]) => ({
        name,
        value,
        domain: '127.0.0.1',
        path: '/',
        secure: true,
        httpOnly: true,
      })),
    );
    await look(await context.newPage());
  } finally {
    await browser.close();
  }
}
