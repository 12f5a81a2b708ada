import type { Browser as Chromium, BrowserContext, Locator, Page, Response } from 'playwright';
import { expect } from 'vitest';
import { checkPage } from './journey-check.ts';
import { openWindow, restWindow, takeWindow } from './kept-windows.ts';
import type { Window, WindowOptions } from './kept-windows.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface VisitOptions extends WindowOptions {
  readonly session?: Session;
  /** Whether no other test gets this window. */
  readonly isOwn: boolean;
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

/**
 * Searchable lists are made by a part of the script that comes after the page. Asked of the page itself: Playwright's
 * own way brings 18 ms of script into each page that is asked nothing else.
 */
const listsAreMade = `new Promise(made => {
  const look = () =>
    document.querySelector('[data-combobox]:not(.combobox [data-combobox])') ?? made(watch.disconnect());
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true, attributes: true });
  look();
})`;

export async function openVisit(browser: Chromium, options: VisitOptions): Promise<Visit> {
  const window = options.isOwn ? await openWindow(browser, options) : await takeWindow(browser, options);
  const { page, trouble } = window;
  if (options.session) await page.context().addCookies(options.session.cookies);
  const twin = twinOf(browser, options);
  let { lang } = options;
  /** Pages that have loaded and were not checked yet. */
  const loaded: string[] = [];
  const note = (response: Response): void => {
    if (isPage(page, response)) loaded.push(response.url());
  };
  page.on('response', note);
  const check = async (): Promise<void> => {
    if (options.javaScript) await checkPage(page, { ...options, lang });
    else await twin.check(page, lang);
    expect({ page: page.url(), trouble: trouble.splice(0) }).toEqual({ page: page.url(), trouble: [] });
    loaded.length = 0;
  };
  const arrive = async (act: () => Promise<unknown>): Promise<void> => {
    await Promise.all([page.waitForEvent('load'), act()]);
    if (options.javaScript) await page.evaluate(listsAreMade);
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
    text: async () => (await page.evaluate<string>(`document.querySelector('main').innerText`)).replace(/\s+/g, ' '),
    async close() {
      const closing = options.isOwn ? page.context().close() : restWindow(browser, window, options);
      await Promise.all([closing, twin.close()]);
      expect({ 'pages loaded but never checked': loaded }).toEqual({ 'pages loaded but never checked': [] });
    },
  };
}

function isPage(page: Page, response: Response): boolean {
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
  options: VisitOptions,
): { check(page: Page, lang: 'en' | 'fr'): Promise<void>; close(): Promise<void> } {
  const withScript = { ...options, javaScript: true };
  let taken: Promise<Window> | undefined;
  return {
    async check(page, lang) {
      const twin = (await (taken ??= takeWindow(browser, withScript))).page;
      const body = (await page.content()).replaceAll(/<script\b[\s\S]*?<\/script>/g, '');
      await twin.route(page.url(), route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }), {
        times: 1,
      });
      await twin.goto(page.url());
      await checkPage(twin, { ...options, lang });
    },
    async close() {
      if (taken) await restWindow(browser, await taken, withScript);
    },
  };
}
