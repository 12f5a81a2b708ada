import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { control, daysAgo, fill } from '../support/journey-form.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser();
});

const words = {
  en: {
    report: 'Report an environmental offence',
    about: 'Ozone-depleting substances and HFCs',
    to: /^National Contact Point of Kenya/,
    stage: /^Stopped/,
    submit: 'Send the referral',
    sent: 'The referral has been sent',
    form: {
      'What happened': 'Another substance than declared.',
      Date: daysAgo(2),
      'Goods in your words': '610 cylinders declared as R-134a',
      Place: 'Mombasa',
    },
    known: 'How it became known',
    draft: 'Create a draft record',
    took: 'Handled by',
    attach: 'Send the files',
  },
  fr: {
    report: 'Signaler une infraction environnementale',
    about: 'Substances appauvrissant la couche d’ozone et HFC',
    to: /^Point de contact national\s: Kenya/,
    stage: /^Intercepté/,
    submit: 'Envoyer le signalement',
    sent: 'Le signalement a été envoyé',
    form: {
      'Les faits': 'Autre substance que déclarée.',
      Date: daysAgo(3),
      'Les marchandises, dans vos mots': '400 bouteilles déclarées R-134a',
      Lieu: 'Mombasa',
    },
    known: 'Origine de l’information',
    draft: 'Créer un brouillon de fiche',
    took: 'Pris en charge par',
    attach: 'Envoyer les fichiers',
  },
} as const;

describe('a referral', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )(
    'in %s at %i: reported with a picture, found in the queue, a draft in one step, seen by the sender',
    async (lang, width) => {
      const say = words[lang];
      const sender = await portal.page('ke.limited', { lang, width });
      await sender.go('/');
      await sender.press(sender.page.locator('main').getByRole('link', { name: say.report }));
      await sender.press(sender.page.getByRole('link', { name: say.about }));
      await sender.press(sender.page.getByRole('button', { name: say.submit }));
      expect(await sender.page.locator('.error-summary li').count()).toBe(5);
      await sender.page.getByRole('radio', { name: say.to }).check();
      await sender.page.getByRole('radio', { name: say.stage }).check();
      await fill(sender.page, say.form);
      await control(sender.page, say.known).selectOption('licences');
      await sender.press(sender.page.getByRole('button', { name: say.submit }));
      expect(await sender.text()).toContain(say.sent);
      const path = new URL(sender.page.url()).pathname;
      await sender.page.locator('input[type=file]').setInputFiles('test/fixtures/pictures/photo.heic');
      await sender.press(sender.page.getByRole('button', { name: say.attach }));
      expect(await sender.text()).toContain('photo.heic');

      const desk = await portal.page('ke.ncp', { lang, width });
      await desk.go('/cws/referrals');
      await desk.press(desk.page.locator(`main a[href="${path}"]`));
      await expect
        .poll(async () => {
          await desk.go(path);
          return desk.page.locator('.cws-gallery img').count();
        })
        .toBe(1);
      await desk.press(desk.page.getByRole('button', { name: say.draft }));
      expect(new URL(desk.page.url()).pathname).toMatch(/^\/seizures\/drafts\//);

      await sender.go(path);
      expect(await sender.text()).toContain(say.took);
    },
  );
});
