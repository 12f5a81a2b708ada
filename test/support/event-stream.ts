import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { Browser } from './portal.ts';

export interface OpenStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** What has come so far, but that the server is ready: names of events and what they hold. */
  readonly events: { event: string; data: string }[];
  /** Whether the server hears the news from now on. */
  isReady(): boolean;
  /** Whether the server ended it. */
  isOver(): boolean;
  close(): void;
}

/** Opens a stream of server-sent events as a browser's EventSource does. */
export async function openStream(browser: Browser, path: string): Promise<OpenStream> {
  const asked = request(new URL(path, browser.url), { headers: browser.headers({ Accept: 'text/event-stream' }) });
  asked.on('error', () => undefined);
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const events: { event: string; data: string }[] = [];
  let [text, ready, over] = ['', false, false];
  answer.setEncoding('utf8').on('data', (piece: string) => {
    const blocks = `${text}${piece}`.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event === 'ready') ready = true;
      else if (event !== '') events.push({ event, data });
    }
  });
  answer
    .on('close', () => {
      over = true;
    })
    .on('error', () => {
      over = true;
    });
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    events,
    isReady: () => ready,
    isOver: () => over,
    close: () => void asked.destroy(),
  };
}
