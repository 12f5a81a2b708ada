import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Client } from '../../db/pool.ts';
import type { Answer } from '../../net/safe-fetch.ts';
import type { CwsContext } from '../context.ts';
import { failuresToTell } from './link.ts';
import { insertChange } from './store.ts';
import { insertRun, linksToCheck, saveFound, type CheckRun, type Found, type ToCheck } from './store-checks.ts';

/** Asked at the same time: enough to be through in minutes, too few to be felt on the line. */
const atOnce = 4;

type Ask = (url: string) => Promise<Answer>;

/**
 * Asks for every link in use and keeps what was found. Where not one answers, it is the portal that could not get out:
 * such a run is kept and held against no link. Answers what the run found.
 */
export async function checkLinks(
  { jobPool }: Pick<CwsContext, 'jobPool'>,
  ask: Ask,
  signal?: AbortSignal,
): Promise<Omit<CheckRun, 'at'>> {
  const links = await linksToCheck(jobPool);
  const found = await askAll(links, ask, signal);
  const failed = found.filter(({ result }) => !result.isAnswer).length;
  const run = { checked: found.length, failed, noWayOut: found.length > 0 && failed === found.length };
  await inTransaction(jobPool, async client => {
    if (!run.noWayOut) for (const { link, result } of found) await saveResult(client, link, result);
    await insertRun(client, run);
    await note(client, { loginId: 'job' }, { action: 'link.checked', detail: { ...run } });
  });
  return run;
}

async function askAll(
  links: readonly ToCheck[],
  ask: Ask,
  signal?: AbortSignal,
): Promise<{ link: ToCheck; result: Found }[]> {
  const waiting = [...links];
  const found: { link: ToCheck; result: Found }[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) {
        signal?.throwIfAborted();
        found.push({ link, result: foundBy(link.url, await ask(link.url)) });
      }
    }),
  );
  return found.sort((a, b) => a.link.id - b.link.id);
}

function foundBy(url: string, { state, status, why, location }: Answer): Found {
  const movedTo =
    state === 'moved' && location !== undefined && isElsewhere(url, location) ? location.slice(0, 500) : null;
  return { isAnswer: state !== 'fails', status: status ?? null, why: why ?? null, movedTo };
}

/**
 * A front page that leads to its own /en/ is where it was; another host, or another page than the one named, is not.
 */
function isElsewhere(url: string, location: string): boolean {
  const [asked, found] = [new URL(url), new URL(location)];
  const host = ({ hostname }: URL): string => hostname.replace(/^www\./, '');
  const page = ({ pathname }: URL): string => pathname.replace(/\/+$/, '');
  return host(asked) !== host(found) || (page(asked) !== '' && page(asked) !== page(found));
}

/** What was found, and a line of the link's history where it makes a difference to a reader. */
async function saveResult(client: Client, link: ToCheck, result: Found): Promise<void> {
  if (!(await saveFound(client, link, result))) return;
  const failures = result.isAnswer ? 0 : link.failures + 1;
  const tell = (kind: 'silent' | 'answers' | 'moved', detail: Readonly<Record<string, unknown>>) =>
    insertChange(client, { linkId: link.id, kind, accountId: null, detail });
  if (failures === failuresToTell) await tell('silent', { status: result.status, why: result.why });
  if (result.isAnswer && link.failures >= failuresToTell) await tell('answers', { status: result.status });
  if (result.movedTo !== null && result.movedTo !== link.movedTo) await tell('moved', { movedTo: result.movedTo });
}
