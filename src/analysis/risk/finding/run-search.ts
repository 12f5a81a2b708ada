import { viewerOfAccount, type Viewer } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { note } from '../../../audit/index.ts';
import { whileWanted, type Working } from '../../../jobs/while-wanted.ts';
import type { AnalysisContext } from '../../context.ts';
import type { DimensionName } from '../../cells/dimension.ts';
import { mine, type Indicator } from '../../indicators/mine.ts';
import { monthsBefore } from '../../question/question.ts';
import { addDays } from '../../../text/plain-date.ts';
import { CaseCoder, type CodedCases } from './cases.ts';
import { aboutOf, signsFor } from './fields.ts';
import { described, type Found } from './found.ts';
import { readQuery, searchingOf, type RiskQuestion } from './read-query.ts';
import { readCases } from './search-cases.ts';
import {
  failSearch,
  findForJob,
  finishSearch,
  lastChange,
  noteProgress,
  type Failure,
  type RiskSearch,
} from './store-searches.ts';
import { countCases, tooMany } from './too-many.ts';

/** Indicators that are written down of one search: nobody reads more. */
const mostFound = 100;
/** Minutes after which a search of very regular data is given up. */
const longest = 10;
/** Percent of the work that is reading. */
const reading = 30;
/** Logarithm of a chance that is too small to be told. */
const smallest = -1e6;

type Context = Pick<AnalysisContext, 'figures' | 'jobPool' | 'lists' | 'offices' | 'seizures' | 'log' | 'riskCases'>;

/** Why a search ended before it was done. */
class Ended extends Error {
  readonly failure: Failure;
  readonly cases: number;
  constructor(failure: Failure, cases = 0) {
    super(failure);
    this.failure = failure;
    this.cases = cases;
  }
}

/**
 * Does a search that waits or was interrupted, from its beginning: reads the cases in the scope of whoever asked, and
 * looks for indicators. Left as it is where the process ends under it; stopped where nobody wants it any more.
 */
export async function runSearch(context: Context, id: string, ending: AbortSignal): Promise<void> {
  const search = await findForJob(context.jobPool, id);
  if (!search) return;
  try {
    const ended = await whileWanted(
      {
        ending,
        longest,
        tell: percent => noteProgress(context.jobPool, id, percent),
        onProblem: error => context.log.warn({ err: error, search: id }, 'progress of a search'),
      },
      working => work(context, search, working),
    );
    if (ended === 'tooLong') await fail(context, search, new Ended('tooLong'));
  } catch (error) {
    if (ending.aborted) throw error;
    await fail(context, search, error);
  }
}

async function fail(context: Context, { id }: RiskSearch, error: unknown): Promise<void> {
  const isKnown = error instanceof Ended;
  if (!isKnown) context.log.error({ err: error, search: id }, 'search for risk indicators');
  await failSearch(context.jobPool, id, isKnown ? error.failure : 'fault', isKnown ? error.cases : 0);
}

async function work(context: Context, search: RiskSearch, working: Working): Promise<void> {
  const { jobPool } = context;
  const viewer = await viewerOfAccount(jobPool, search.accountId);
  if (viewer?.office.id !== search.officeId) throw new Ended('accountEnded');
  const question = readQuery(search.query, context);
  const about = aboutOf(question);
  const fields = signsFor(about);
  const [changeSeq, readAt] = [await lastChange(jobPool), new Date()];
  const coded = await readAll(context, viewer, question, [...fields, about], working);
  const { cases } = coded;
  const mined = await mine(cases, {
    signs: fields.map((_field, at) => at),
    outcomes: [fields.length],
    ...(question.asked.support ? { fewestCases: Number(question.asked.support) } : {}),
    signal: working.signal,
    onProgress: done => working.onProgress(reading + (100 - reading) * done),
  });
  const found = mined.indicators.slice(0, mostFound).map(one => foundOf(one, coded));
  const { fewestCases, fewestHits, fewestMembers, longest: signs, leastLift } = mined.limits;
  const method = {
    ...{ tried: mined.tried, candidates: mined.candidates, shown: mined.indicators.length },
    ...{ falseDiscovery: mined.falseDiscovery, fewestCases, fewestHits, fewestMembers, longest: signs, leastLift },
    ...{ about, fields, members: coded.members.length },
  };
  await inTransaction(jobPool, async client => {
    const result = { cases: cases.members.length, changeSeq, readAt, method, found };
    if (!(await finishSearch(client, search.id, result))) return;
    await note(client, viewer, {
      action: 'indicator.searchDone',
      subject: search.id,
      detail: { cases: result.cases, found: found.length, changeSeq },
    });
  });
}

/** Reads the cases month by month: an answer stays small, and a search that is stopped ends soon. */
async function readAll(
  context: Context,
  viewer: Viewer,
  question: RiskQuestion,
  names: readonly DimensionName[],
  { signal, onProgress }: Working,
): Promise<CodedCases> {
  const { figures, lists } = context;
  const total = await countCases(context, viewer, question);
  if (tooMany(context, question, total)) throw new Ended('tooMany', total);
  const coder = new CaseCoder(names, lists);
  let read = 0;
  for (const month of monthsOf(question.criteria)) {
    signal.throwIfAborted();
    const rows = await readCases(figures, searchingOf(context, viewer, question, month), names);
    coder.add(rows);
    read += rows.length;
    onProgress((reading * read) / Math.max(1, total));
  }
  return coder.coded();
}

function monthsOf({ from, to }: { readonly from: string; readonly to: string }) {
  const months: { from: string; to: string }[] = [];
  for (let start = from; start <= to; ) {
    const next = monthsBefore(start, -1);
    months.push({ from: start, to: next > to ? to : addDays(next, -1) });
    start = next;
  }
  return months;
}

function foundOf(one: Indicator, coded: CodedCases): Found {
  const logTail = Number.isFinite(one.logTail) ? one.logTail : smallest;
  return { ...described(one, coded), logTail, adjusted: one.adjusted, folded: one.folded };
}
