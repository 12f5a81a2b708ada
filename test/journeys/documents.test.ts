import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { pdf, picture } from '../support/file-samples.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 20 });
});

const words = {
  en: {
    upload: 'Upload',
    save: 'Save the order and captions',
    saved: 'Saved at',
    publish: 'Publish',
    published: 'Published.',
    title: 'Illicit whites on the coast',
    summary: 'Four to five million sticks a voyage.',
    look: 'View it',
  },
  fr: {
    upload: 'Envoyer',
    save: 'Enregistrer l’ordre et les légendes',
    saved: 'Enregistré à',
    publish: 'Publier',
    published: 'Publié.',
    title: 'Cigarettes sur la côte',
    summary: 'Quatre à cinq millions par voyage.',
    look: 'Le voir',
  },
} as const;

describe('a bulletin', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )(
    'in %s at %i: saves itself, is previewed, gets files, is published, and stands on its RILO’s page and ' +
      'the front page',
    async (lang, width) => {
      const say = words[lang];
      const visit = await portal.page('rilo.esa', { lang, width });
      const { page } = visit;
      await visit.go('/cws/rilo/RILO-ESA');
      await visit.press(page.locator('a[href="/cws/documents/new/bulletin"]'));
      await page.locator(`#field-${lang}-title`).fill(say.title);
      await page.locator(`#field-${lang}-summary`).fill(say.summary);
      await page.locator(`#field-${lang}-body`).fill('## A\n\n**bold**\n\n| a | b |\n|---|---|\n| 1 | 2 |');
      await page.locator('[name=headings][value=TOB]').check();
      await page.locator('[name=number]').fill('11/2026');
      await page.locator('[data-saved]', { hasText: say.saved }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/cws\/documents\/BULLETIN-\d{4}-\d{4}\/edit$/);
      const preview = page.locator(`[data-preview="field-${lang}-body"]`);
      await preview.locator('summary').click();
      await preview.locator('strong', { hasText: 'bold' }).waitFor();
      await visit.press(page.locator('button[value=files]'));
      await page.locator('#field-file').setInputFiles([
        { name: 'bulletin.pdf', mimeType: 'application/pdf', buffer: pdf(2) },
        { name: 'dhow.jpg', mimeType: 'image/jpeg', buffer: await picture('jpeg') },
      ]);
      await visit.press(page.getByRole('button', { name: say.upload, exact: true }));
      await expect
        .poll(async () => {
          await page.reload();
          return page.locator('.cws-thumbnail img').count();
        })
        .toBe(1);
      await page.locator('[name^="role."]').last().selectOption('xray');
      await visit.press(page.getByRole('button', { name: say.save }));
      await visit.press(page.locator('.page-head').getByRole('link', { name: say.look }));
      await page.locator('[name=audience][value=world]').check();
      await visit.press(page.getByRole('button', { name: say.publish, exact: true }));
      expect(await visit.text()).toContain(say.published);
      await visit.go('/cws/rilo/RILO-ESA');
      await visit.press(page.getByRole('link', { name: say.title }));
      expect(await page.locator('.cws-gallery img').count()).toBe(1);
      await visit.press(page.locator('#attachments').locator('xpath=ancestor::section').locator('.rows-end a'));
      await visit.go('/cws');
      expect(await page.locator('.cws-bulletins').innerText()).toContain(say.title);
    },
  );
});
