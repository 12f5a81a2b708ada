import { beforeAll, describe, expect, test } from 'vitest';
import { topics } from '../../src/help/topics.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { castPassword } from '../support/cast.ts';
import { fill } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser();
});

const words = {
  en: {
    login: 'Login ID',
    password: 'Password',
    signIn: 'Sign in',
    failed: 'You are not signed in',
    signOut: 'Sign out',
    records: 'Seizures, last 12 months',
  },
  fr: {
    login: 'Identifiant',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    failed: 'Vous n’êtes pas connecté',
    signOut: 'Se déconnecter',
    records: 'Saisies, 12 derniers mois',
  },
};
type Lang = keyof typeof words;

async function signIn(visit: Visit, lang: Lang, loginId: string, password: string): Promise<void> {
  await fill(visit.page, { [words[lang].login]: loginId, [words[lang].password]: password });
  await visit.press(visit.page.getByRole('button', { name: words[lang].signIn }));
}

/** Opens the menu that holds language and sign-out at this width. */
async function openMenu(visit: Visit): Promise<void> {
  await visit.page.locator('header details:visible:not(.bell) > summary').click();
}

describe('coming and going', () => {
  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('in %s at %i: sign in, home, the other language, sign out', async (lang, width) => {
    const visit = await portal.page(null, { lang, width });
    const { page } = visit;
    const loginId = lang === 'en' ? 'ke.reader' : 'vn.reader';
    const other = lang === 'en' ? 'fr' : 'en';
    await portal.owner.query('update accounts set lang = $2 where login_id = $1', [loginId, lang]);
    await visit.go('/seizures?heading=DRUG');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await signIn(visit, lang, loginId, 'not the password');
    expect(await visit.text()).toContain(words[lang].failed);
    expect(await page.title()).toMatch(lang === 'en' ? /^Error:/ : /^Erreur\u00a0:/);
    await signIn(visit, lang, loginId, castPassword);
    expect(page.url()).toBe(`${portal.url}/seizures?heading=DRUG`);
    await visit.press(page.getByRole('banner').getByRole('link').first());
    expect(await visit.text()).toContain(words[lang].records);
    await switchLanguage(visit, width, other);
    expect(await visit.text()).toContain(words[other].records);
    await openMenu(visit);
    await visit.press(page.getByRole('button', { name: words[other].signOut }).filter({ visible: true }));
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await goBack(visit);
    await signIn(visit, other, loginId, castPassword);
    expect(await visit.text()).toContain(words[other].records);
  });

  async function switchLanguage(visit: Visit, width: number, to: Lang): Promise<void> {
    if (width < 900) await openMenu(visit);
    visit.speak(to);
    await visit.press(visit.page.locator(`header button[lang=${to}]:visible`).first());
  }

  /** The pages of before are asked for again, and nobody is signed in. */
  async function goBack(visit: Visit): Promise<void> {
    await visit.arrive(() => visit.page.goBack());
    expect(new URL(visit.page.url()).pathname).toBe('/sign-in');
    expect(await visit.page.locator('input[type=password]').count()).toBe(1);
  }
});

describe('what each level finds', () => {
  const en = {
    own: ['Search', 'Drafts', 'Imports'],
    last: ['Duplicates', 'Words to review', 'Watch lists', 'Requests'],
  };
  const fr = {
    own: ['Recherche', 'Brouillons', 'Imports de fichiers'],
    last: ['Doublons', 'Mots à vérifier', 'Listes de veille', 'Demandes'],
  };
  const menus = [
    ['ke.limited', 'en', 1280, ['CWS', 'CPDb', 'Network'], []],
    [
      'ke.reader',
      'fr',
      1280,
      ['Saisies', 'CWS', 'CPDb', 'CENcomm', 'Analyse', 'Réseau'],
      ['Recherche', 'Listes de veille', 'Demandes'],
    ],
    [
      'ke.ncp',
      'en',
      390,
      ['Seizures', 'CWS', 'CPDb', 'CENcomm', 'Analysis', 'Network', 'Access'],
      [...en.own, 'Approval', ...en.last],
    ],
    [
      'rilo.esa',
      'fr',
      390,
      ['Saisies', 'CWS', 'CPDb', 'CENcomm', 'Analyse', 'Réseau', 'Accès'],
      [...fr.own, 'Vérification', ...fr.last],
    ],
    [
      'wco.admin',
      'en',
      1280,
      ['Seizures', 'CWS', 'CPDb', 'CENcomm', 'Analysis', 'Network', 'Access'],
      [...en.own, 'Verification', ...en.last],
    ],
    ['unep.partner', 'fr', 390, ['CENcomm'], []],
  ] as const;

  test.each(menus)('%s in %s at %i', async (loginId, lang, width, applications, sections) => {
    const visit = await portal.page(loginId, { lang, width });
    const { page } = visit;
    await visit.go('/');
    expect(await page.locator('header .bar-apps li').allTextContents().then(trimmed)).toEqual(applications);
    const status = await visit.go('/seizures');
    expect(status).toBe(sections.length > 0 ? 200 : 403);
    expect(await page.locator('.sections-tabs li').allTextContents().then(trimmed)).toEqual(sections);
    expect((await page.locator('header a[href="/seizures"]').count()) > 0).toBe(sections.length > 0);
    if (status === 403) expect(await page.locator('.request').innerText()).toMatch(/: \S{6,}$/);
  });

  function trimmed(texts: readonly string[]): string[] {
    // What waits there is counted beside its name.
    return texts.map(text => text.trim().replace(/\s*\d+\+?$/, ''));
  }

  test.each([
    ['ke.limited', 'en', 390],
    ['unep.partner', 'en', 1280],
  ] as const)('%s is refused wherever the database is linked from', async (loginId, lang, width) => {
    const visit = await portal.page(loginId, { lang, width });
    for (const path of ['/seizures/new', '/seizures/imports', '/seizures/KE-2026-000001']) {
      expect([path, await visit.go(path)]).toEqual([path, 403]);
      expect(await visit.text()).toContain('You do not have access to this page');
    }
  });
});

describe('other pages', () => {
  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('help in %s at %i: from a page to what it is for, and on A4', async (lang, width) => {
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    await visit.go('/cpdb');
    await visit.press(page.locator('.foot-help'));
    expect(new URL(page.url()).pathname).toBe('/help/cpdb');
    expect(await visit.text()).toContain(
      lang === 'en' ? 'When something went wrong' : 'Quand quelque chose s’est mal passé',
    );
    const paper = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page[^s]/g)?.length).toBeLessThan(4);
    await visit.go('/help');
    const listed = await page
      .locator('.rows a[href^="/help/"]')
      .evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect(listed).toEqual(topics.map(topic => `/help/${topic.name}`));
  });

  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('code lists in %s at %i', async (lang, width) => {
    const visit = await portal.page('ke.limited', { lang, width });
    await visit.go('/');
    await visit.press(
      visit.page
        .getByRole('main')
        .getByRole('link')
        .filter({ hasText: lang === 'en' ? 'Code lists' : 'Listes' })
        .first(),
    );
    expect(await visit.page.locator('main a[href^="/reference/"]').count()).toBeGreaterThan(30);
    for (const kind of lang === 'en' ? ['country', 'hs', 'office'] : ['hs', 'unit', 'ods_blend'])
      expect([kind, await visit.go(`/reference/${kind}`)]).toEqual([kind, 200]);
    await visit.go('/reference/drug');
    await visit.page.locator('main input[type=search]').fill(lang === 'en' ? 'heroin' : 'héroïne');
    await visit.arrive(() => visit.page.locator('main input[type=search]').press('Enter'));
    expect(await visit.text()).toContain('OPI-HER');
  });

  test.each([
    ['en', 390],
    ['fr', 1280],
  ] as const)('what is not there or cannot be read, in %s at %i', async (lang, width) => {
    const visit = await portal.page('ke.reader', { lang, width });
    for (const [path, status] of [
      ['/nothing-here', 404],
      ['/seizures/KE-2020-999999', 404],
      ['/seizures?colour=red', 400],
      ['/seizures?sort=none', 400],
      ['/seizures/new', 403],
    ] as const) {
      expect([path, await visit.go(path)]).toEqual([path, status]);
      expect(await visit.page.locator('.request').innerText()).toMatch(/: \S{6,}$/);
    }
    // A value that cannot be read keeps the search, and is said at its field.
    expect(await visit.go('/seizures?from=2026-02-30')).toBe(400);
    expect(await visit.page.locator('[aria-invalid=true]').count()).toBe(1);
    const stranger = await portal.page(null, { lang, width });
    expect(await stranger.go('/nothing-here')).toBe(404);
  });

  test.each([['fr', 390]] as const)('in dark colours, in %s at %i', async (lang, width) => {
    const visit = await portal.page('ke.ncp', { lang, width, dark: true });
    for (const path of width > 1000
      ? ['/', '/seizures?heading=DRUG', '/reference/unit']
      : ['/', '/seizures/new', '/nothing-here'])
      await visit.go(path);
    await visit.go('/seizures?view=cards');
    await visit.press(visit.page.locator('main .card a').first());
    const stranger = await portal.page(null, { lang, width, dark: true });
    await stranger.go('/sign-in');
  });
});
