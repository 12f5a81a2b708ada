import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { steps } from '../../src/seizures/fields.ts';
import { sampleRecord } from '../support/builders.ts';
import { draftOf, fieldsOf, problemsOn } from '../support/entry.ts';
import { factorStep, passwordStep, setUpApp } from '../support/factors.ts';
import { Browser, type TestPortal } from '../support/portal.ts';

/** One request as its user saw it. */
export interface Seen {
  /** Method and path; the number of a draft left out. */
  readonly path: string;
  readonly began: number;
  readonly ms: number;
  /** What came: a status, or the error of a connection. */
  readonly came: string;
}

export interface Traffic {
  readonly seen: readonly Seen[];
  /** National references of records that the portal said it has. */
  readonly acknowledged: readonly string[];
  /** Of records that were sent off and never acknowledged: they may be there or not. */
  readonly unanswered: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Of letters alone: the digits of some would be taken for a number of a person, and the form asks about that. */
const newReference = (): string => `F/${randomUUID().replaceAll(/[^a-f]/g, one => letters[parseInt(one, 16)] ?? '')}`;
const letters = 'ghijklmnop';

const pages = ['/seizures', '/', '/seizures/new', '/seizures?heading=DRUG', '/reference'];

export const isWell = ({ came }: Seen): boolean => /^[23]/.test(came);

const problemsOf = (answer: Response): string => (answer.status === 422 ? ` ${problemsOn(answer).join('; ')}` : '');
const signedOut = 'signed out';

/** A form of a session that ended is refused as one of somebody else would be. */
const isSignedOut = ({ status, headers }: Response): boolean =>
  [401, 403].includes(status) || headers.location?.startsWith('/sign-in') === true;

/** Readers and writers who go on whatever happens, as people would; `pause` milliseconds after each page or record. */
export function begin(person: Browser, { readers = 3, writers = 2, pause = 20 } = {}): Traffic {
  const seen: Seen[] = [];
  const acknowledged: string[] = [];
  const unanswered = new Set<string>();
  let isOver = false;
  const signInAgain = renewal(person);
  const ask = async (browser: Browser, request: () => Promise<Response>): Promise<Response | undefined> => {
    try {
      const answer = await request();
      if (isSignedOut(answer)) return void (await signInAgain(browser));
      // What is gone is not waited for.
      return answer.status < 400 || answer.status === 404 ? answer : undefined;
    } catch (error) {
      if (/no form token on .*\(303\)/.test((error as Error).message)) await signInAgain(browser);
      return undefined;
    }
  };
  /** The same again until it is done. */
  const insist = async (browser: Browser, request: () => Promise<Response>): Promise<Response | undefined> => {
    while (!isOver) {
      const answer = await ask(browser, request);
      if (answer) return answer;
      await sleep(100);
    }
    return undefined;
  };
  const read = async (at: number): Promise<void> => {
    const browser = new Window(person, seen);
    for (let turn = at; !isOver; turn += 1) {
      const path = pages[turn % pages.length] ?? '/';
      if (!(await ask(browser, () => browser.get(path)))) await sleep(100);
      await sleep(pause);
    }
  };
  const write = async (): Promise<void> => {
    const browser = new Window(person, seen);
    while (!isOver) {
      const nationalRef = newReference();
      const page = await insist(browser, () => browser.get('/seizures/new?form=long'));
      if (!page) return;
      const id = draftOf(page);
      const record = sampleRecord('DRUG', { facts: { nationalRef } });
      const fields = Object.assign({ form: 'long', action: 'leave' }, ...steps.map(step => fieldsOf(record, step)));
      const kept = await insist(browser, () => browser.post(`/seizures/drafts/${id}/page`, fields));
      if (isOver) return;
      if (kept?.status === 404) continue;
      unanswered.add(nationalRef);
      const answer = await insist(browser, () => browser.post(`/seizures/drafts/${id}/submission`));
      if (!/^\/seizures\/[A-Z]{2}-\d{4}-\d+/.test(answer?.headers.location ?? '')) continue;
      acknowledged.push(nationalRef);
      unanswered.delete(nationalRef);
      await sleep(pause);
    }
  };
  const all = Promise.all([
    ...Array.from({ length: readers }, (_, at) => read(at)),
    ...Array.from({ length: writers }, write),
  ]);
  all.catch(() => undefined);
  return {
    seen,
    acknowledged,
    unanswered,
    async stop() {
      isOver = true;
      await all;
    },
  };
}

/** Recovery codes of whoever signed in, by window: they hang on no clock, as those of an app do. */
const codesOf = new WeakMap<Browser, { readonly loginId: string; readonly codes: string[] }>();

/** Somebody of the cast, with the second factor that production asks for. */
export async function signIn(url: string, loginId = 'ke.officer'): Promise<Browser> {
  const { browser, codes } = await setUpApp(visitorsOf(url), loginId);
  codesOf.set(browser, { loginId, codes: [...codes] });
  return browser;
}

const visitorsOf = (url: string) => ({ visitor: () => new Browser(url) }) as TestPortal;

/** Signs in anew for all windows of a person: once, whichever window finds first that it is signed out. */
function renewal(person: Browser): (browser: Browser) => Promise<void> {
  const { loginId, codes } = codesOf.get(person) ?? { loginId: '', codes: [] };
  const adopt = (of: Browser, from: Browser): void =>
    from.cookies.forEach((value, name) => of.cookies.set(name, value));
  const isSame = (one: Browser): boolean =>
    [...person.cookies].every(([name, value]) => one.cookies.get(name) === value);
  let renewing: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const { browser } = await passwordStep(visitorsOf(person.url), loginId);
    const answer = await factorStep(browser, { recovery: codes.pop() ?? '' });
    if (answer.status === 303) adopt(person, browser);
  };
  return async browser => {
    if (isSame(browser)) await (renewing ??= renew().finally(() => (renewing = undefined))).catch(() => undefined);
    adopt(browser, person);
  };
}

let windows = 0;

/**
 * One more window of the same person, at a place of its own: the proxy takes 500 connections in ten seconds from one
 * address, which so few players open on a quiet machine. Each request is noted by itself: a form whose token a page is
 * asked for is two.
 */
class Window extends Browser {
  readonly #seen: Seen[];

  constructor({ url, cookies, address }: Browser, seen: Seen[]) {
    windows = (windows % 250) + 1;
    super(url, new Agent({ localAddress: `127.0.0.${1 + windows}` }));
    this.address = address;
    this.#seen = seen;
    for (const [name, value] of cookies) this.cookies.set(name, value);
  }

  override get(...asked: Parameters<Browser['get']>): Promise<Response> {
    return this.#noted(`GET ${asked[0]}`, super.get(...asked));
  }

  override postRaw(...sent: Parameters<Browser['postRaw']>): Promise<Response> {
    return this.#noted(`POST ${sent[0].replace(/[0-9a-f-]{36}/, '…')}`, super.postRaw(...sent));
  }

  async #noted(path: string, request: Promise<Response>): Promise<Response> {
    const began = performance.now();
    const note = (came: string): void => void this.#seen.push({ path, began, ms: performance.now() - began, came });
    try {
      const answer = await request;
      note(isSignedOut(answer) ? signedOut : `${answer.status}${problemsOf(answer)}`);
      return answer;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      note(code ?? message);
      throw error;
    }
  }
}
