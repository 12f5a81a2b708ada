import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { control, fill } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 10 });
});

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/imports/${name}`, import.meta.url));
}

/** Presses what sets a job to work, looks at the page that shows it working, and waits for the one that comes after. */
async function work(visit: Visit, label: string): Promise<void> {
  const { page } = visit;
  let release = (): void => undefined;
  let looked: Promise<void>;
  const hold = (): void => {
    looked = new Promise(resolve => {
      release = resolve;
    });
  };
  hold();
  // A page that shows progress loads itself again when the work is done: not before it was looked at.
  await page.route('**/progress', async route => {
    await looked;
    await route.continue();
  });
  await visit.press(page.locator('main').getByRole('button', { name: label }).last());
  while ((await page.locator('[data-poll-url]').count()) > 0) {
    await visit.arrive(async () => {
      page.once('load', hold);
      release();
    });
  }
  release();
  await page.unroute('**/progress');
}

function address(visit: Visit): string {
  return new URL(visit.page.url()).pathname.replace(/^\/seizures\/imports\/\d+\//, '');
}

describe('bringing a file in', () => {
  test('from the upload to the records, and back', async () => {
    const visit = await portal.page('wco.admin');
    const { page } = visit;
    await visit.go('/seizures/imports');
    await visit.press(page.getByRole('main').getByRole('link', { name: 'Import a file' }).first());
    await visit.press(page.getByRole('button', { name: 'Upload and preview' }));
    expect(await page.locator('.error-summary').innerText()).toContain('Choose a file, or paste cells.');
    await control(page, 'File').setInputFiles(fixture('unodc-excerpt-300.csv'));
    await visit.press(page.getByRole('button', { name: 'Upload and preview' }));
    expect(await visit.text()).toContain('Semicolons, UTF-8, header in line 1, 16 columns');
    await visit.press(page.locator('main form').getByRole('button', { name: 'Looks right' }));
    expect(address(visit)).toBe('columns');
    await followStrip(visit);
    await work(visit, 'Read the whole file');
    expect(address(visit)).toBe('words');
    await answerWords(visit);
    expect(address(visit)).toBe('check');
    expect(await visit.text()).toContain('Nothing has been saved yet');
    await work(visit, 'Save 300 records now');
    expect(await visit.text()).toContain('300 records are in the database.');
    await visit.press(page.getByRole('link', { name: 'Show the 300 records' }));
    expect(await page.locator('h1').innerText()).toBe('300 seizures');
    await visit.press(page.locator('.results a[href^="/seizures/"]').first());
    expect(await visit.text()).toContain('File import');
    await page.goBack();
    await visit.check();
    await page.goBack();
    await visit.check();
    await takeBack(visit);
  });

  test('another nation’s file in French on a phone: a constant, words, what keeps rows back, and given up', async () => {
    const visit = await portal.page('wco.admin', { lang: 'fr', width: 390 });
    const { page } = visit;
    await visit.go('/seizures/imports/new');
    await control(page, 'Fichier').setInputFiles(fixture('poland-border-guard.csv'));
    await visit.press(page.getByRole('button', { name: 'Déposer et prévisualiser' }));
    await visit.press(page.locator('main form').getByRole('button', { name: 'C’est juste' }));
    await visit.press(page.locator('main form').getByRole('button', { name: 'Lire tout le fichier' }));
    expect(await page.locator('.error-summary').innerText()).toContain('Pays de la saisie');
    await fill(page, { 'Pays de la saisie': 'Pologne' });
    await work(visit, 'Lire tout le fichier');
    expect(address(visit)).toBe('words');
    // What is doubted is asked first; left open, it keeps its rows back.
    const proposed = page.locator('tr[data-word]', { hasText: 'Produit' });
    await proposed.getByRole('checkbox').first().uncheck();
    await visit.press(page.locator('main form').getByRole('button', { name: 'Confirmer et contrôler' }));
    expect(address(visit)).toBe('words');
    await work(visit, 'Contrôler les lignes');
    expect(address(visit)).toBe('check');
    await visit.press(page.locator('#problems .rows a').first());
    expect(await page.locator('#rows').count()).toBe(1);
    await visit.go(page.url().replace(/check.*$/, 'columns'));
    await visit.go('/seizures/imports');
    await visit.press(page.locator('main table a').first());
    await page.locator('summary', { hasText: 'Abandonner cet import' }).click();
    await visit.press(page.getByRole('button', { name: 'Abandonner', exact: true }));
  });

  test('rows held back are written over as in a sheet: by keys, and with a column pasted from one', async () => {
    const visit = await portal.page('ke.ncp');
    const { page } = visit;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const wrong = ['32/01/2026', '33/01/2026', '34/01/2026', '35/01/2026', '36/01/2026'];
    const right = Array.from({ length: 15 }, (_, at) => `${at + 11}/01/2026`);
    const rows = [...wrong, ...right].map((date, at) => `KE/${at},${date},Cocaine hydrochloride,${at * 7 + 3},kg`);
    await visit.go('/seizures/imports/new');
    await control(page, 'File').setInputFiles({
      name: 'dates.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Reference,Date of seizure,Product,Quantity,Unit', ...rows].join('\n')),
    });
    await visit.press(page.getByRole('button', { name: 'Upload and preview' }));
    await visit.press(page.locator('main form').getByRole('button', { name: 'Looks right' }));
    await work(visit, 'Read the whole file');
    if (address(visit) === 'words') await work(visit, 'Check the rows');
    expect(address(visit)).toBe('check');
    await visit.press(page.locator('#problems .rows a').first());
    const cells = page.locator('.imports-repair input');
    const all = `[...document.querySelectorAll('.imports-repair input')]`;
    const values = (): Promise<string[]> => page.evaluate(`${all}.map(one => one.value)`);
    const held = (): Promise<number> => page.evaluate(`${all}.indexOf(document.activeElement)`);
    expect(await values()).toEqual(wrong);
    const copied = JSON.stringify('1/2/2026\r\n2/2/2026\r\n3/2/2026\r\n');
    await page.evaluate(`navigator.clipboard.writeText(${copied})`);
    await cells.nth(1).focus();
    await page.keyboard.press('ControlOrMeta+V');
    expect(await values()).toEqual(['32/01/2026', '1/2/2026', '2/2/2026', '3/2/2026', '36/01/2026']);
    expect(await page.locator('#grid-status').innerText()).toContain('Cells filled: 3.');
    expect(await held()).toBe(3);
    await page.keyboard.press('Escape');
    expect((await values())[3]).toBe('35/01/2026');
    await page.keyboard.type('4/2/2026');
    await page.keyboard.press('Enter');
    expect(await held()).toBe(4);
    await page.keyboard.type('5/2/2026');
    for (let up = 0; up < 4; up += 1) await page.keyboard.press('ArrowUp');
    expect(await held()).toBe(0);
    await page.keyboard.type('6/2/2026');
    // The part of the page that held the rows closes with its last problem.
    await visit.arrive(() => page.keyboard.press('Control+Enter'));
    expect(await visit.text()).toContain('Save 20 records now');
  });

  /** While columns are chosen the strip says what that makes of the rows, and the rail shows the column in hand. */
  async function followStrip({ page }: Visit): Promise<void> {
    const strip = page.locator('#strip');
    await page.locator('#c-2').focus();
    await page.locator('#rail h2', { hasText: /^Column C,/ }).waitFor();
    await page.locator('#row a[data-row]').last().press('Enter');
    await page.locator('#row h2', { hasText: 'Line 3' }).waitFor();
    await page.waitForFunction(`document.activeElement.matches('#row a[data-row]')`);
    const before = await strip.innerText();
    const product = page.locator('#c-6');
    expect(await product.inputValue()).toBe('product');
    await product.selectOption('');
    await strip.filter({ hasText: /\b0 rows ready/ }).waitFor();
    await product.selectOption('product');
    await strip.filter({ hasNotText: /\b0 rows ready/ }).waitFor();
    expect(await strip.innerText()).toBe(before);
  }

  async function answerWords(visit: Visit): Promise<void> {
    const { page } = visit;
    const questions = page.locator('#ask .line');
    expect(await questions.count()).toBe(1);
    // The word that is answered stands beside the others with the row it comes from.
    await questions.first().getByRole('radio').first().check();
    const word = await questions.first().locator('bdi').first().innerText();
    await page.locator('#rail h2', { hasText: word }).waitFor();
    await work(visit, 'Confirm and check');
  }

  async function takeBack(visit: Visit): Promise<void> {
    const { page } = visit;
    const result = page.url();
    await page.locator('summary', { hasText: 'Undo this import' }).click();
    await visit.press(page.getByRole('button', { name: 'Withdraw them' }));
    expect(await visit.text()).toContain('Enter the reason for undoing the import.');
    await fill(page, { Reason: 'The wrong file.' });
    await work(visit, 'Withdraw them');
    expect(await visit.text()).toContain('The import was undone.');
    expect(await visit.text()).toContain('300 records withdrawn. Reason: The wrong file.');
    await visit.go(`/seizures?import=${/imports\/(\d+)/.exec(result)?.[1]}`);
    expect(await page.locator('.results a[href^="/seizures/KE"]').count()).toBe(0);
    await visit.go(`${result.replace(/result$/, 'history')}`);
    expect(await visit.text()).toMatch(/Undone.*Uploaded by/);
  }
});
