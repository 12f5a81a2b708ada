import type { Browser, BrowserContext, Page } from 'playwright';
import { bringAxe } from './journey-check.ts';

export interface WindowOptions {
  readonly lang: 'en' | 'fr';
  readonly width: number;
  readonly javaScript: boolean;
  readonly dark: boolean;
}

export interface Window {
  readonly page: Page;
  /** What the browser complained of, the policy against foreign script and style among it. */
  readonly trouble: string[];
}

/** Of each browser those nobody looks through: a new one, in a process that is cold, costs as much as four pages. */
const resting = new WeakMap<Browser, Map<string, Window[]>>();

function restingLike(browser: Browser, { lang, width, javaScript, dark }: WindowOptions): Window[] {
  const kinds = resting.get(browser) ?? new Map<string, Window[]>();
  resting.set(browser, kinds);
  const kind = [lang, width, javaScript, dark].join();
  const windows = kinds.get(kind) ?? [];
  kinds.set(kind, windows);
  return windows;
}

/** One that rests, else a new one; either without cookies. */
export async function takeWindow(browser: Browser, options: WindowOptions): Promise<Window> {
  return restingLike(browser, options).pop() ?? openWindow(browser, options);
}

/** Lays a window aside for whoever wants one like it, as it was when it was new. */
export async function restWindow(browser: Browser, window: Window, options: WindowOptions): Promise<void> {
  const { page, trouble } = window;
  const context = page.context();
  for (const event of ['request', 'requestfinished', 'response', 'dialog', 'download'] as const)
    page.removeAllListeners(event);
  await page.unrouteAll();
  // A page of another origin, or of none, would be in another process, which has yet to compile all of ours.
  if (page.url() !== 'about:blank') await page.goto(new URL('/healthz', page.url()).href);
  await page.mouse.move(0, 0);
  await page.emulateMedia({ media: null, forcedColors: null, contrast: null, ...mediaOf(options) });
  await Promise.all([context.clearCookies(), context.clearPermissions()]);
  trouble.length = 0;
  restingLike(browser, options).push(window);
}

/** One that no other test gets. */
export async function openWindow(browser: Browser, options: WindowOptions): Promise<Window> {
  const { lang, width, javaScript } = options;
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    javaScriptEnabled: javaScript,
    locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
    acceptDownloads: true,
    viewport: { width, height: width < 600 ? 844 : 900 },
    hasTouch: width < 600,
    ...mediaOf(options),
  });
  context.setDefaultTimeout(20_000);
  return openPage(context);
}

function mediaOf({ dark }: WindowOptions): { colorScheme: 'dark' | 'light'; reducedMotion: 'reduce' } {
  return { colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' };
}

async function openPage(context: BrowserContext): Promise<Window> {
  const page = await context.newPage();
  const trouble: string[] = [];
  await page.exposeBinding('tellViolation', (_source, text: string) => void trouble.push(`policy: ${text}`));
  await page.addInitScript(
    'document.addEventListener("securitypolicyviolation", (event) => tellViolation([event.violatedDirective, ' +
      'event.blockedURI, event.sourceFile].join(" ")))',
  );
  await page.addInitScript(bringAxe);
  page.on('pageerror', error => trouble.push(`script: ${error.message}`));
  page.on('console', message => {
    // Chromium reports the 4xx of a page that is meant to be one.
    if (message.type() === 'error' && !/^Failed to load resource: .* status of 4\d\d/.test(message.text()))
      trouble.push(`console: ${message.text()}`);
  });
  return { page, trouble };
}
