import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { control, fill } from '../support/journey-form.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser();
});

async function memberId(login: string): Promise<number> {
  const {
    rows: [row],
  } = await portal.owner.query<{ id: number }>('select id from accounts where login_id = $1', [login]);
  return row?.id ?? 0;
}

const words = {
  en: {
    none: 'You are not in an operation yet',
    ask: 'Request an operation',
    form: { Title: 'Operation JOURNEY', Aim: 'ZEBRAMARKER to find what is hidden' },
    heading: 'CITES',
    country: ['KE', 'VN'],
    send: 'Send the request',
    sent: 'The request has been sent',
    open: /^Open the operation/,
    decide: 'Save the decision',
    opened: 'The operation is open',
    invite: 'Invite',
    find: 'Find',
    who: /^unep\.partner/,
    role: /^Member/,
    submit: 'Send the invitation',
    accept: /^Accept/,
    joined: 'You are now a member of this operation',
    warning: 'Warning',
  },
  fr: {
    none: 'Vous ne participez encore à aucune opération',
    ask: 'Demander l’ouverture d’une opération',
    form: { Titre: 'Opération VOYAGE', But: 'ZEBRAMARKER trouver ce qui est caché' },
    heading: 'CITES',
    country: ['KE', 'VN'],
    send: 'Envoyer la demande',
    sent: 'La demande a été envoyée',
    open: /^Ouvrir l’opération/,
    decide: 'Enregistrer la décision',
    opened: 'L’opération est ouverte',
    invite: 'Inviter',
    find: 'Chercher',
    who: /^unep\.partner/,
    role: /^Membre/,
    submit: 'Envoyer l’invitation',
    accept: /^Accepter/,
    joined: 'Vous êtes maintenant membre',
    warning: 'Avertissement',
  },
} as const;

describe('an operation', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280, 'ke.ncp'],
      ['fr', 390, 'rilo.esa'],
    ] as const),
  )('in %s at %i: asked for, opened, a partner invited and in it, its settings', async (lang, width, login) => {
    const say = words[lang];
    const owner = await portal.page(login, { lang, width });
    const main = owner.page.getByRole('main');
    await owner.go('/cencomm');
    expect(await owner.text()).toContain(say.none);
    await owner.press(main.getByRole('link', { name: say.ask }));
    await owner.press(main.getByRole('button', { name: say.send }));
    expect(await owner.page.locator('.error-summary li').count()).toBe(4);
    await fill(owner.page, say.form);
    await main.getByRole('checkbox', { name: say.heading }).check();
    const box = main.locator('#field-countries');
    for (const name of ['Kenya', 'Viet']) {
      await box.fill(name);
      await owner.page.getByRole('option').first().click();
    }
    await owner.press(main.getByRole('button', { name: say.send }));
    expect(await owner.text()).toContain(say.sent);

    const admin = await portal.page('wco.admin', { lang, width });
    await admin.go('/cencomm/register');
    await admin.press(admin.page.locator('main tbody a').first());
    await admin.page.getByRole('radio', { name: say.open }).check();
    await admin.press(admin.page.getByRole('button', { name: say.decide }));
    expect(await admin.text()).toContain(say.opened);

    await owner.go('/cencomm');
    await owner.press(main.locator('.operation-card h3 a'));
    const base = new URL(owner.page.url()).pathname;
    await owner.go(`${base}/members/invite/list`);
    await main.locator('#field-list').fill('unep.partner\nno.body');
    await owner.press(main.locator('.form-actions [value="check"]').last());
    expect(await main.locator('.operation-checked li').count()).toBe(2);
    await owner.go(`${base}/members/invite`);
    await main.getByRole('searchbox').fill('unep');
    await owner.press(main.getByRole('button', { name: say.find }));
    await main.getByRole('radio', { name: say.who }).check();
    await main.getByRole('radio', { name: say.role }).check();
    await owner.press(main.getByRole('button', { name: say.submit }));
    await main.locator('.operation-contact summary').first().click();
    await owner.check();

    const partner = await portal.page('unep.partner', { lang, width });
    await partner.go('/cencomm');
    await partner.press(partner.page.getByRole('button', { name: say.accept }));
    expect(await partner.text()).toContain(say.joined);

    await owner.go(`${base}/settings`);
    await main.locator('.operation-form summary').filter({ hasText: say.warning }).click();
    await owner.check();
    await owner.go(`${base}/members/${await memberId('unep.partner')}`);
  });
});

test('the search of whom to invite, the request and the register work without script', async () => {
  const owner = await portal.page('vn.ncp', { lang: 'en', width: 1280, javaScript: false });
  await owner.go('/cencomm/operations/new');
  await fill(owner.page, { Title: 'Operation PLAIN', Aim: 'ZEBRAMARKER' });
  await owner.page.getByRole('checkbox', { name: 'ODS' }).check();
  await control(owner.page, 'Countries').selectOption(['VN', 'KE']);
  await owner.press(owner.page.getByRole('main').getByRole('button', { name: 'Send the request' }));
  expect(await owner.text()).toContain('Operation PLAIN');
});
