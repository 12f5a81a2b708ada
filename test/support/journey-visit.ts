import type { Browser as Chromium, BrowserContext, Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { checkPage, listenForTrouble } from './journey-check.ts';

export interface VisitOptions {
  readonly lang: 'en' | 'fr';
  readonly width: number;
  readonly javaScript: boolean;
  readonly dark: boolean;
  readonly session?: NonNullable<Parameters<Chromium['newContext']>[0]>['storageState'];
}

/** A person at a window. Every page that loads is checked by `check`, which `go`, `press` and `arrive` call. */
export interface Visit {
  readonly page: Page;
  /** Opens an address; answers its status. */
  go(path: string): Promise<number>;
  /** Clicks what leads to another page and waits for it. */
  press(target: Locator): Promise<void>;
  /** Does what leads to another page and waits for it. */
  arrive(act: () => Promise<unknown>): Promise<void>;
  check(): Promise<void>;
  /** From now on pages come in this language. */
  speak(lang: 'en' | 'fr'): void;
  text(): Promise<string>;
  close(): Promise<void>;
}

export async function openVisit(browser: Chromium, url: string, options: VisitOptions): Promise<Visit> {
  const context = await newContext(browser, url, options);
  // On a machine that does much else, to read a picture takes half a minute.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const trouble = await listenForTrouble(page);
  const twin = twinOf(browser, url, options);
  let { lang } = options;
  let loaded = 0;
  let checked = 0;
  page.on('response', response => {
    if (isPage(page, response)) loaded += 1;
  });
  const check = async (): Promise<void> => {
    if (options.javaScript) await checkPage(page, { ...options, lang });
    else await twin.check(page, lang);
    expect({ page: page.url(), trouble: trouble.splice(0) }).toEqual({ page: page.url(), trouble: [] });
    checked = loaded;
  };
  const arrive = async (act: () => Promise<unknown>): Promise<void> => {
    await Promise.all([page.waitForEvent('load'), act()]);
    // Searchable lists are made by a part of the script that comes after the page.
    if (options.javaScript)
      await page.locator('[data-combobox]:not(.combobox [data-combobox])').first().waitFor({ state: 'detached' });
    await check();
  };
  return {
    page,
    check,
    arrive,
    async go(path) {
      let status = 0;
      await arrive(async () => {
        status = (await page.goto(path))?.status() ?? 0;
      });
      return status;
    },
    press: target => arrive(() => target.click()),
    speak(other) {
      lang = other;
    },
    text: async () => (await page.innerText('main')).replace(/\s+/g, ' '),
    async close() {
      await Promise.all([context.close(), twin.close()]);
      expect({ 'pages loaded but never checked': loaded - checked }).toEqual({ 'pages loaded but never checked': 0 });
    },
  };
}

function newContext(
  browser: Chromium,
  url: string,
  { lang, width, javaScript, dark, session }: VisitOptions,
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: url,
    ignoreHTTPSErrors: true,
    javaScriptEnabled: javaScript,
    locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
    acceptDownloads: true,
    viewport: { width, height: width < 600 ? 844 : 900 },
    hasTouch: width < 600,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(session === undefined ? {} : { storageState: session }),
  });
}

function isPage(page: Page, response: Awaited<ReturnType<Page['waitForResponse']>>): boolean {
  return (
    response.request().isNavigationRequest() &&
    response.frame() === page.mainFrame() &&
    (response.status() < 300 || response.status() >= 400) &&
    /^text\/html/.test(response.headers()['content-type'] ?? '')
  );
}

/**
 * The check itself needs script: the same document is looked at in a window that has it, with the portal's own taken
 * out.
 */
function twinOf(
  browser: Chromium,
  url: string,
  options: VisitOptions,
): { check(page: Page, lang: 'en' | 'fr'): Promise<void>; close(): Promise<void> } {
  let opened: Promise<Page> | undefined;
  return {
    async check(page, lang) {
      opened ??= newContext(browser, url, { ...options, javaScript: true }).then(context => context.newPage());
      const twin = await opened;
      const body = (await page.content()).replaceAll(/<script\b[\s\S]*?<\/script>/g, '');
      await twin.route(page.url(), route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }), {
        times: 1,
      });
      await twin.goto(page.url());
      await checkPage(twin, { ...options, lang });
    },
    close: async () => (await opened)?.context().close(),
  };
}
