import type { Browser, TestPortal } from '../support/portal.ts';
import { idOf, open, questionsOn, send, settled, upload, type Fields, type Page } from './officer.ts';

/** What came of a file that a person took through the pages, accepting what is proposed and answering what is asked. */
export interface Driven {
  readonly id: number;
  /** Pages and words answered, a page of confirmations counted once. */
  readonly questions: number;
  readonly rows: number;
  readonly ready: number;
  /** Problems that keep rows out, with how many. */
  readonly why: Readonly<Record<string, number>>;
  readonly stoppedAt: string;
}

const mostPages = 60;

/** Takes a file from its upload to the check. `country` is what the person says where the page asks for it. */
export async function drive(
  portal: TestPortal,
  browser: Browser,
  { name, content, country }: { name: string; content: Buffer; country: string },
): Promise<Driven> {
  let page = await upload(browser, name, content);
  const id = idOf(page);
  let questions = 0;
  for (let pages = 0; pages < mostPages && step(page) !== 'check'; pages += 1) {
    const before = page.text;
    questions += questionsIn(page);
    page = await answer(browser, page, country);
    page = await settled(browser, id).catch(() => page);
    if (page.text === before) break;
  }
  const { rows } = await portal.pool.query<{ total: number; ready: number }>(
    `select count(*) filter (where state <> 'set_aside')::int as total,
      count(*) filter (where state not in ('set_aside', 'error'))::int as ready
      from import_rows where import_id = $1`,
    [id],
  );
  return {
    id,
    questions,
    rows: rows[0]?.total ?? 0,
    ready: rows[0]?.ready ?? 0,
    why: await errorsOf(portal, id),
    stoppedAt: step(page),
  };
}

function step({ path }: Page): string {
  return /\/imports\/\d+\/(\w+)/.exec(path)?.[1] ?? path;
}

function questionsIn(page: Page): number {
  if (step(page) === 'words') return /name="confirm"/.test(page.text) ? 1 : questionsOn(page).length;
  return step(page) === 'read' ? 0 : 1;
}

async function answer(browser: Browser, page: Page, country: string): Promise<Page> {
  switch (step(page)) {
    case 'read':
      return send(browser, page, 'read', {}, 'right');
    case 'columns':
      return send(browser, page, 'columns', columnsOf(page, country));
    case 'styles':
      return send(browser, page, 'styles', stylesOf(page));
    case 'words':
      return answerWords(browser, page);
    default:
      return open(browser, page.path);
  }
}

/** Whose file it is, where the page asks; the country, where it has a field for it. */
function columnsOf(page: Page, country: string): Fields {
  if (country !== '' && page.text.includes(`name="whose" value="${country}"`)) return { whose: country };
  return /name="k\.country"/.test(page.text) ? { 'k.country': country } : {};
}

function stylesOf(page: Page): Fields {
  return Object.fromEntries([...page.text.matchAll(/name="(d\.\d+)"/g)].map(([, name]) => [name ?? '', '0']));
}

/** The block first; then each word by its best candidate, else by "other: keep this word", else by no meaning. */
async function answerWords(browser: Browser, page: Page): Promise<Page> {
  if (/name="confirm"/.test(page.text)) return send(browser, page, 'words', {}, 'confirm');
  const asked = questionsOn(page);
  if (asked.length === 0) return send(browser, page, 'words', {}, 'check');
  const answers = asked.map(({ id, candidates, text }) => {
    const [best] = candidates;
    const choice =
      best === undefined ? (/type="radio"[^>]*value="other"/.test(text) ? 'other' : 'blank') : `code:${best}`;
    return [`a.${id}`, choice] as const;
  });
  return send(browser, page, 'words', Object.fromEntries(answers), 'save');
}

async function errorsOf(portal: TestPortal, id: number): Promise<Record<string, number>> {
  const { rows } = await portal.pool.query<{ why: string; n: number }>(
    `select concat(problem->>'code', ' ', problem->>'field') as why, count(*)::int as n
      from import_rows, jsonb_array_elements(problems) as problem
      where import_id = $1 and problem->>'level' = 'error' group by 1 order by 2 desc`,
    [id],
  );
  return Object.fromEntries(rows.map(({ why, n }) => [why, n]));
}
