import { Agent, request } from 'node:http';
import { castPassword } from '../cast.ts';
import { Browser, type TestPortal } from '../portal.ts';
import { requestOf, type FuzzRequest } from './requests.ts';
import type { Surface } from './surface.ts';

export interface FuzzRun {
  readonly seed: number;
  /** Number of the first request: a run that found something is taken up there again. */
  readonly from: number;
  readonly count: number;
}

export interface FuzzResult {
  /** How often each status came; 0 where the connection ended without one. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Every answer that is a fault of ours: its number, what was asked and what was said. */
  readonly faults: readonly string[];
}

const atOnce = 6;
/** An answer that takes longer hangs. */
const patience = 60_000;

/** Sends the requests of a run, as their logins, some at once. Sessions that a request ended are opened again. */
export async function fuzz(portal: TestPortal, surface: Surface, { seed, from, count }: FuzzRun): Promise<FuzzResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const browsers = new Map<string, Browser>();
  const tokens = new Map<string, string>();
  async function open(login: string): Promise<void> {
    const browser = new Browser(portal.url);
    if (login !== '') await browser.post('/sign-in', { loginId: login, password: castPassword }, '/sign-in');
    browsers.set(login, browser);
    tokens.set(login, await browser.token(login === '' ? '/sign-in' : '/').catch(() => ''));
  }
  for (const { login } of surface.reaches) await open(login);
  const statuses: Record<number, number> = {};
  const faults: string[] = [];
  let next = from;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < from + count; number = next++) {
      const asked = requestOf(seed, number, surface, tokens);
      const { status, text, location } = await send(portal.url, agent, asked, browsers.get(asked.login));
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (isFault(status, text)) faults.push(told(number, asked, status, text));
      if (asked.login !== '' && location.startsWith('/sign-in')) await open(asked.login);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
  return { statuses, faults };
}

/** 503 is what a portal says that is away; here it is not. */
function isFault(status: number, text: string): boolean {
  return status === 0 || status >= 500 || /\n\s+at \S+ \(|syntax error at or near|\/node_modules\//.test(text);
}

function told(
  number: number,
  { login, method, path, headers, body }: FuzzRequest,
  status: number,
  text: string,
): string {
  const said = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 100);
  const what = [method, path.slice(0, 200), JSON.stringify(headers).slice(0, 200)].join(' ');
  return `${number} ${login}: ${what} ${body?.toString().slice(0, 400) ?? ''} -> ${status} ${said}`;
}

function send(
  url: string,
  agent: Agent,
  { method, path, headers, body }: FuzzRequest,
  browser: Browser | undefined,
): Promise<{ status: number; text: string; location: string }> {
  return new Promise(resolve => {
    const none = { status: 0, text: '', location: '' };
    const { hostname, port } = new URL(url);
    const length = body ? { 'Content-Length': String(body.length) } : {};
    try {
      const sent = request(
        {
          agent,
          hostname,
          port,
          method,
          path,
          timeout: patience,
          headers: { ...browser?.headers({ Accept: acceptOf(path) }), ...headers, ...length },
        },
        answer => {
          let text = '';
          answer
            .setEncoding('utf8')
            .on('data', (part: string) => {
              if (text.length < 200_000) text += part;
            })
            .on('error', () => resolve(none))
            .on('end', () =>
              resolve({ status: answer.statusCode ?? 0, text, location: String(answer.headers.location ?? '') }),
            );
        },
      );
      sent.on('timeout', () => sent.destroy());
      // A body the portal does not want may be cut off: the answer is read all the same, or the request is none.
      sent.on('error', error => resolve({ ...none, status: isCut(error) ? 499 : 0 }));
      sent.end(body);
    } catch {
      // What Node's client itself refuses to send.
      resolve({ ...none, status: 499 });
    }
  });
}

/** Most errors are asked for without their page, which costs more than all before it. */
function acceptOf(path: string): string {
  return path.length % 8 === 0 ? 'text/html' : 'application/json';
}

function isCut(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
}
