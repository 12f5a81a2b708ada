import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, NotVisible } from '../../../errors.ts';
import { choice, freeText, malformed, readQuery } from '../../../fields/index.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { presentMember, presentMembers } from './presenter-members.ts';
import { presentOverview, type Question } from './presenter-overview.ts';
import { presentReport } from './presenter-report.ts';
import type { Owner } from '../wanted.ts';
import { reportKeys, reports, yearsUntil, type Report, type ReportKey } from '../reports.ts';
import { stateOf, type ReportStanding } from '../standing.ts';
import type { Standings } from '../standings.ts';
import { listYears } from '../store-records.ts';
import { listFiles, listSent } from '../store-sendings.ts';
import { knownOffice, yearIn } from './owner.ts';

/** What the pages of the obligations work with. */
export interface ObligationContext extends AnalysisContext {
  readonly standings: Standings;
}

/** Sendings that are compared with the records of today on one page. */
const mostCompared = 12;

/** `/analysis/obligations`: the four reports of a Member for its own; for others, whether and when they were sent. */
export async function index(context: ObligationContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const query = readQuery(req.query, { member: freeText, year: freeText, report: choice(reportKeys) });
  const year = query.year === '' ? undefined : askedYear(query.year);
  if (query.member === '' && viewer.office.kind !== 'administration') return members(context, req, res, year);
  const { offices } = context;
  const office = query.member === '' ? offices.byId(viewer.office.id) : offices.byCode(query.member);
  const known = knownOffice(viewer, office);
  if (!known) throw new NotVisible('no reports of this office');
  if (!known.isOwn) return member(context, req, res, known.owner);
  return own(context, req, res, { owner: known.owner, year, report: query.report === '' ? 'cites' : query.report });
}

function askedYear(typed: string): number {
  const year = yearIn(typed);
  if (year === undefined) throw new BadRequest([malformed('year', typed)]);
  return year;
}

/** The Members a RILO or an administrator knows of. */
async function members(
  context: ObligationContext,
  req: Request,
  res: Response,
  asked: number | undefined,
): Promise<void> {
  const { pool, offices } = context;
  const viewer = viewerOf(req);
  const year = asked ?? thisYear() - 1;
  const owners = offices.all.flatMap(office => knownOffice(viewer, office)?.owner ?? []);
  const ids = owners.map(({ id }) => id);
  const [sent] = await Promise.all([
    listSent(pool, ids, { year }),
    recordRead(pool, viewer, { action: 'obligation.listed', detail: { year } }),
  ]);
  render(res, 'analysis/obligations/members', presentMembers(owners, sent, year, wordsOf(context, res)));
}

/** Whether and when a Member sent its reports. */
async function member(context: ObligationContext, req: Request, res: Response, owner: Owner): Promise<void> {
  const [sent] = await Promise.all([
    listSent(context.pool, [owner.id]),
    recordRead(context.pool, viewerOf(req), { action: 'obligation.listed', subject: owner.code }),
  ]);
  render(res, 'analysis/obligations/member', presentMember(owner, sent, wordsOf(context, res)));
}

async function own(context: ObligationContext, req: Request, res: Response, question: Question): Promise<void> {
  const { pool, offices, standings } = context;
  const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
  const { owner, report } = question;
  const headings = reports.map(({ heading }) => heading);
  const [sent, years] = await Promise.all([listSent(pool, [owner.id]), listYears(pool, viewer, owner.id, headings)]);
  const all = await Promise.all(
    reports.map(one => standings.of(viewer, { owner, report: one.key, year: yearOf(one, question) }, sent)),
  );
  const opened = all.find(({ wanted }) => wanted.report === report) as ReportStanding;
  const older = await Promise.all(
    reportsBefore(question).map(({ key, year: one }) => standings.of(viewer, { owner, report: key, year: one }, sent)),
  );
  const { year } = opened.wanted;
  const compared = await standings.compare(viewer, sent.slice(0, mostCompared), owner, all);
  const [files] = await Promise.all([
    listFiles(pool, { officeId: owner.id, report, year }),
    recordRead(pool, viewer, { action: 'obligation.read', subject: owner.code, detail: { report, year } }),
  ]);
  render(res, 'analysis/obligations/index', {
    ...presentOverview(withOverdue(all, older), { question, years: withYears(years), today: today(), words }),
    opened: presentReport(opened, { files, sent: compared, rilo: offices.riloOf(owner.country), words }),
  });
}

const thisYear = (): number => Number(today().slice(0, 4));

/** The year of a report where none is chosen: the last whole one; of single cases, this one. */
function yearOf({ eachCase }: Report, { year }: Question): number {
  return year ?? (eachCase ? thisYear() : thisYear() - 1);
}

/** Of reports with a date of the year's own, those of the year before: open too, where no year is chosen. */
function reportsBefore({ year }: Question): { key: ReportKey; year: number }[] {
  if (year !== undefined) return [];
  return reports
    .filter(one => one.dueOn !== undefined && !one.eachCase)
    .map(({ key }) => ({ key, year: thisYear() - 2 }));
}

/** Those that were not sent stand after the same report of the last year. */
function withOverdue(all: readonly ReportStanding[], older: readonly ReportStanding[]): ReportStanding[] {
  const overdue = older.filter(one => stateOf(one, today()) === 'notSent');
  return all.flatMap(one => [one, ...overdue.filter(({ wanted }) => wanted.report === one.wanted.report)]);
}

/** Years to choose from: those with records, and the last few. */
function withYears(years: readonly number[]): number[] {
  return [...new Set([...yearsUntil(today()), ...years])].sort((a, b) => b - a);
}
