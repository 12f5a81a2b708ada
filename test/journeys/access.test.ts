import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { testBrowser, type PageOptions, type TestBrowser } from '../support/browser.ts';
import { mailServer, type MailServer, type ReceivedLetter } from '../support/mail-server.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
let mail: MailServer;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testBrowser({ records: 5, smtpUrl: mail.url });
  await portal.owner.query(
    "insert into office_domains (office_id, domain) select id, 'customs.ke.example' from offices where code = 'KE'",
  );
  await portal.owner.query(
    "update accounts set email = login_id || '@customs.ke.example' where login_id in ('ke.ncp', 'wco.admin')",
  );
});
afterAll(() => mail.close());

async function letterTo(address: string, subject: RegExp): Promise<ReceivedLetter> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = mail.received.findLast(
      ({ to, text, headers }) => to.includes(address) && subject.test(`${headers}\n${text}`),
    );
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${address}`);
}

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true });

interface Words {
  readonly lang: 'en' | 'fr';
  readonly apply: string;
  readonly send: string;
  readonly level: string;
  readonly ask: string;
  readonly answer: string;
  readonly grant: string;
  readonly set: string;
  readonly signIn: string;
  readonly set2: string;
}
const words: readonly Words[] = [
  {
    lang: 'en',
    apply: 'Request access',
    send: 'Send the application',
    level: 'Read-only',
    ask: 'Ask a question',
    answer: 'Send the answer',
    grant: 'Grant',
    set: 'Set the password',
    signIn: 'Sign in',
    set2: 'Your password has been set.',
  },
  {
    lang: 'fr',
    apply: 'Demander un accès',
    send: 'Envoyer la demande',
    level: 'Lecture seule',
    ask: 'Poser une question',
    answer: 'Envoyer la réponse',
    grant: 'Accorder',
    set: 'Enregistrer le mot de passe',
    signIn: 'Se connecter',
    set2: 'Votre mot de passe a été enregistré.',
  },
];
const windows: readonly (readonly [Words, PageOptions])[] = [
  [words[0] as Words, { width: 1280 }],
  [words[1] as Words, { width: 390 }],
];

describe('from the application to the first sign-in', () => {
  test.each(
    windowsOf(import.meta.filename, windows).map(
      ([say, options], at) => [`${say.lang}, ${options.width}`, say, options, at] as const,
    ),
  )('%s', async (_what, say, options, at) => {
    const email = `officer${at}@customs.ke.example`;
    const family = ['Abuya', 'Birech', 'Cheruto', 'Dimba'][at] ?? '';
    const ncp = await portal.page('ke.ncp', { lang: say.lang, ...options });
    await ncp.go('/access');
    await ncp.press(ncp.page.getByRole('link', { name: say.apply }).first());
    await ncp.press(button(ncp.page, say.send));
    expect(await ncp.page.locator('.error-summary a').count()).toBeGreaterThan(4);
    for (const [id, value] of Object.entries({
      familyName: family,
      givenName: 'Zawadi',
      unit: 'Targeting unit',
      email,
      reason: 'Follows the region’s routes of ivory.',
    }))
      await ncp.page.fill(`#${id}`, value);
    await ncp.page.getByLabel(say.level).check();
    await ncp.press(button(ncp.page, say.send));
    const address = new URL(ncp.page.url()).pathname;
    expect(address).toMatch(/^\/access\/applications\/AP-/);

    const admin = await portal.page('wco.admin', { lang: say.lang, ...options });
    await letterTo('wco.admin@customs.ke.example', new RegExp(address.split('/').at(-1) ?? ''));
    await admin.go('/access/applications');
    await admin.press(
      admin.page.locator('main').getByRole('link', { name: address.split('/').at(-1) ?? '', exact: true }),
    );
    await admin.page.fill('#words', 'Which post is it?');
    await admin.press(button(admin.page, say.ask));
    expect((await letterTo('ke.ncp@customs.ke.example', new RegExp(address.split('/').at(-1) ?? ''))).text).toContain(
      'Which post is it?',
    );
    await ncp.go(address);
    await ncp.page.fill('#answer', 'The second post of the unit.');
    await ncp.press(button(ncp.page, say.answer));
    await admin.go(address);
    await admin.press(button(admin.page, say.grant));
    await ncp.go(address);
    expect(await ncp.text()).toContain(`ke.${family.toLowerCase()}`);

    const letter = await letterTo(email, /\/access\/links\//);
    const link = new RegExp(`${portal.url}/access/links/[\\w-]{43}`).exec(letter.text)?.[0] ?? '';
    const officer = await portal.page(null, { lang: say.lang, ...options });
    await officer.go(new URL(link).pathname);
    expect(await officer.text()).toContain(`ke.${family.toLowerCase()}`);
    await officer.page.fill('#password', 'short');
    await officer.page.fill('#repeat', 'shorter');
    await officer.press(button(officer.page, say.set));
    expect(await officer.page.locator('.error-summary a').count()).toBe(2);
    await officer.page.fill('#password', 'nine blue herons wade');
    await officer.page.fill('#repeat', 'nine blue herons wade');
    await officer.press(button(officer.page, say.set));
    expect(await officer.page.innerText('main')).toContain(say.set2);
    await officer.page.fill('#loginId', `ke.${family.toLowerCase()}`);
    await officer.page.fill('#password', 'nine blue herons wade');
    await officer.press(button(officer.page, say.signIn));
    expect(await officer.go('/seizures')).toBe(200);
    expect(await officer.go(new URL(link).pathname)).toBe(404);
    const lists = '/access/code-lists';
    const place = `${lists}/concealment/CON-VEH-FUEL`;
    for (const path of [
      '/access/domains',
      '/access/applications?state=granted',
      '/access/applications/new?office=WCO',
      ...[lists, `${lists}/concealment`, `${lists}/concealment/new`, `${lists}/words`],
      ...[place, `${place}/rename`, `${place}/retire`, `${place}/recode`],
    ])
      expect([path, await admin.go(path)]).toEqual([path, 200]);
  });
});

describe('a course', () => {
  test.each([
    ['en', 390, { javaScript: false }],
    ['fr', 1280, { dark: true }],
  ] as const)('%s, %i: problems put right, sent, decided', async (lang, width, more) => {
    const ncp = await portal.page('ke.ncp', { lang, width, ...more });
    await ncp.go('/access/applications/bulk');
    const rows = [
      'Family name,Given name,Unit,Official email,Level',
      `Mutiso${lang},Jane,Port,jane.${lang}@customs.ke.example,Limited`,
      `,Ann,Gate,ann.${lang}@gmail.com,Limited`,
    ].join('\n');
    await ncp.page.setInputFiles('#file', { name: 'course.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
    await ncp.page.fill('#course', 'Targeting course');
    await ncp.press(ncp.page.locator('.form-actions button'));
    expect(await ncp.page.locator('.error-summary a').count()).toBe(2);
    await ncp.page.fill('#rows-1-familyName', `Nduta${lang}`);
    await ncp.page.fill('#rows-1-email', `ann.${lang}@customs.ke.example`);
    await ncp.press(ncp.page.locator('.form-actions button'));
    const address = new URL(ncp.page.url()).pathname;
    expect(address).toMatch(/^\/access\/applications\/batches\/AB-/);
    const admin = await portal.page('wco.admin', { lang, width, ...more });
    await admin.go(address);
    await admin.press(admin.page.locator('.decision button').first());
    expect(await admin.page.locator('.decision').count()).toBe(0);
    expect((await letterTo(`jane.${lang}@customs.ke.example`, /\/access\/links\//)).text).toContain(`ke.mutiso${lang}`);
  });
});
