import { renderMarkdown } from '../src/markup/index.ts';
import { screen } from '../src/personal-data/index.ts';
import { ms, spread } from './measure.ts';
import { verdict } from './pages.ts';
import type { RunningPortal } from './portal.ts';

type Report = (line: string) => void;

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const paragraphs = (piece: string): string => filled(`${filled(piece, 9990)}\n\n`, 60_000);

/** Texts that cost the reader of Markdown most, found by a search of some 10,000. */
const markup: readonly string[] = [
  ...['__a', '_*a ', '[*a', '*x', '1#x*', '1a.b_', '.``{-~~', 'KE-2026-000123 ', '&amp;'].map(paragraphs),
  ...['- a\n', '* \n', '- ```\n', '  - ""\n', '# a\n', '#\n', '- - - a\n', '|a|b|\n|-|-|\n|1|2|\n\n', '<p>\n'].map(
    piece => filled(piece, 60_000),
  ),
];
const nominal: readonly string[] = ['4111 (', 'номер 1-', 'номер plate .née Mr. ', 'a@номер a. ', 'passport 1 a@'].map(
  piece => filled(piece, 50_000),
);
const others = ['/healthz', '/cws', '/seizures'] as const;

/** What the worst texts take of the page thread, and what twenty previews at once leave to others. */
export async function measureTexts(portal: RunningPortal, report: Report): Promise<void> {
  const labels = { externalLabel: 'other site', tableLabel: 'Table' };
  const worst = (texts: readonly string[], work: (text: string) => unknown): number =>
    Math.max(...[...texts, ...texts].map(text => processorTime(() => work(text))).slice(texts.length));
  const rendering = worst(markup, text => renderMarkdown(text, { ...labels, idPrefix: String(Math.random()) }));
  report(`worst text rendered     ${ms(rendering)}; target 50 ms ${verdict(rendering < 50)}`);
  const screening = worst(nominal, screen);
  report(`worst 50 kB screened    ${ms(screening)}; target 50 ms ${verdict(screening < 50)}`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await (await portal.get('/cws')).text())?.[1] ?? '';
  for (const path of others) await (await portal.get(path)).text();
  const previews = Array.from({ length: 20 }, (_, at) =>
    fetch(`${portal.url}/cws/documents/preview`, {
      method: 'POST',
      headers: portal.headers,
      body: new URLSearchParams({ body: markup[at % markup.length] ?? '', _csrf: token }),
    }),
  );
  const times: Record<string, number[]> = {};
  let busy = true;
  const done = Promise.all(previews).then(answers => {
    busy = false;
    return answers.map(({ status }) => status);
  });
  while (busy) {
    for (const path of others) {
      const began = performance.now();
      await (await portal.get(path)).text();
      (times[path] ??= []).push(performance.now() - began);
    }
  }
  const refused = (await done).filter(status => status !== 200).length;
  for (const path of others) {
    const { p50, n } = spread(times[path] ?? []);
    const most = Math.max(...(times[path] ?? []));
    const target = path === '/healthz' ? 200 : 1000;
    report(`20 previews, ${path.padEnd(11)}p50 ${ms(p50)} worst ${ms(most)} of ${n}; ${verdict(most < target)}`);
  }
  report(`  previews not shown    ${refused} of 20`);
}

function processorTime(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
