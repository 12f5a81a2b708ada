import { chromium } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { chromiumPath, chromiums } from '../support/chromium.ts';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { testPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

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
    const page = await context.newPage();
    await page.goto(`${portal.url}/seizures/${ref}`);
    await page.getByRole('button', { name: 'Print' }).waitFor();
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length).toBeLessThanOrEqual(2);
  } finally {
    await browser.close();
  }
});
