import { readFileSync } from 'node:fs';
import type { RunningPortal } from './portal.ts';
import { verdict } from './pages.ts';

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** The first 50,000 records of an export as CSV: seconds, first byte, and the memory of the portal's process. */
export async function measureExport(portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const before = memoryOf(portal.pid);
  const began = performance.now();
  const answer = await portal.get('/seizures/export.csv?heading=DRUG&heading=CITES&from=2015-01-01');
  let first = 0;
  let [lines, most] = [0, 0];
  for await (const chunk of answer.body ?? []) {
    if (first === 0) first = performance.now() - began;
    for (const byte of chunk as Uint8Array) if (byte === 10) lines += 1;
    most = Math.max(most, memoryOf(portal.pid));
    if (lines >= 50_000) break;
  }
  const seconds = (performance.now() - began) / 1000;
  report(
    `export of ${lines} rows     ${seconds.toFixed(2)} s, first byte ${first.toFixed(0)} ms, memory ` +
      `+${(most - before).toFixed(0)} MB; targets 3 s, 300 ms ` +
      `${verdict(seconds < 3 && first < 300 && lines >= 50_000)}`,
  );
}
