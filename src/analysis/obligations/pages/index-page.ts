import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, NotVisible } from '../../../errors.ts';
import { choice, freeText, malformed, readQuery } from '../../../fields/index.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { wordsOf } from '../../context.ts';
import type { AnalysisContext } from '../../context.ts';
import { presentMember, presentMembers } from '../presenter-members.ts';
import { presentOverview } from '../presenter-overview.ts';
import type { Question } from '../presenter-overview.ts';
import { presentReport } from '../presenter-report.ts';
import { reportsOf } from '../read.ts';
import type { Owner } from '../read.ts';
import { reportKeys, reports, yearsUntil } from '../reports.ts';
import type { Report } from '../reports.ts';
import { standingOf } from '../standing.ts';
import type { ReportStanding } from '../standing.ts';
import { listYears } from '../store-records.ts';
import { listContents, listFiles, listSent } from '../store-sendings.ts';
import type { Sent } from '../store-sendings.ts';
import { knownOffice, yearIn } from './owner.ts';

/** Sendings that are compared with the records of today on one page. */
const mostCompared = 12;

/** `/analysis/obligations`: the four reports of a Member for its own; for others, whether and when they were sent. */
export function indexPage(context: AnalysisContext) {
  const { pool, offices } = context;
  const readReport = reportsOf(context);

  async function index(req: Request, res: Response): Promise<void> {
    const viewer = viewerOf(req);
    const query = readQuery(req.query, { member: freeText, year: freeText, report: choice(reportKeys) });
    const year = query.year === '' ? undefined : yearIn(query.year);
    if (query.year !== '' && year === undefined) throw new BadRequest([malformed('year', query.year)]);
    if (query.member === '' && viewer.office.kind !== 'administration') return members(req, res, year);
    const office = query.member === '' ? offices.byId(viewer.office.id) : offices.byCode(query.member);
    const known = knownOffice(viewer, office);
    if (!known) throw new NotVisible('no reports of this office');
    const question: Question = { owner: known.owner, year, report: query.report === '' ? 'cites' : query.report };
    return known.isOwn ? own(req, res, question) : member(req, res, question);
  }

  /** The Members a RILO or an administrator knows of. */
  async function members(req: Request, res: Response, asked: number | undefined): Promise<void> {
    const viewer = viewerOf(req);
    const year = asked ?? Number(today().slice(0, 4)) - 1;
    const owners = offices.all.flatMap(office => knownOffice(viewer, office)?.owner ?? []);
    const ids = owners.map(({ id }) => id);
    const [sent] = await Promise.all([
      listSent(pool, ids, { year }),
      recordRead(pool, viewer, { action: 'obligation.listed', detail: { year } }),
    ]);
    render(res, 'analysis/obligations/members', presentMembers(owners, sent, year, wordsOf(context, res)));
  }

  /** Whether and when a Member sent its reports. */
  async function member(req: Request, res: Response, { owner }: Question): Promise<void> {
    const [sent] = await Promise.all([
      listSent(pool, [owner.id]),
      recordRead(pool, viewerOf(req), { action: 'obligation.listed', subject: owner.code }),
    ]);
    render(res, 'analysis/obligations/member', presentMember(owner, sent, wordsOf(context, res)));
  }

  async function own(req: Request, res: Response, question: Question): Promise<void> {
    const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
    const { owner, report } = question;
    const [sent, years] = await Promise.all([
      listSent(pool, [owner.id]),
      listYears(
        pool,
        viewer,
        owner.id,
        reports.map(({ heading }) => heading),
      ),
    ]);
    const standings = await Promise.all(reports.map(one => standing(viewer, owner, one, yearOf(one, question), sent)));
    const opened = standings.find(({ wanted }) => wanted.report === report);
    if (!opened) throw new NotVisible('no such report');
    const compared = await compare(viewer, owner, sent.slice(0, mostCompared), standings);
    const files = await listFiles(pool, { officeId: owner.id, report, year: opened.wanted.year });
    await recordRead(pool, viewer, {
      action: 'obligation.read',
      subject: owner.code,
      detail: { report, year: opened.wanted.year },
    });
    render(res, 'analysis/obligations/index', {
      ...presentOverview(standings, { question, years: withYears(years), today: today(), words }),
      opened: presentReport(opened, { files, sent: compared, rilo: offices.riloOf(owner.country), words }),
    });
  }

  async function standing(
    viewer: Viewer,
    owner: Owner,
    { key }: Report,
    year: number,
    sent: readonly Sent[],
  ): Promise<ReportStanding> {
    const of = { officeId: owner.id, report: key, year };
    const mine = sent.filter(({ file }) => file.report === key && file.year === year);
    const contents = mine.length > 0 ? await listContents(pool, of) : [];
    const refs = [...new Set(contents.flatMap(({ rows }) => rows.map(({ ref }) => ref)))];
    const wanted = { owner, report: key, year };
    return standingOf(wanted, await readReport(viewer, wanted, refs), mine, contents);
  }

  /** Each sending with the standing of its report and year. */
  async function compare(
    viewer: Viewer,
    owner: Owner,
    sent: readonly Sent[],
    known: readonly ReportStanding[],
  ): Promise<readonly { readonly sent: Sent; readonly standing: ReportStanding }[]> {
    const byReport = new Map(known.map(one => [`${one.wanted.report} ${one.wanted.year}`, one]));
    const compared: { sent: Sent; standing: ReportStanding }[] = [];
    for (const one of sent) {
      const { report, year } = one.file;
      const key = `${report} ${year}`;
      const declared = reports.find(other => other.key === report);
      const found = byReport.get(key) ?? (declared && (await standing(viewer, owner, declared, year, sent)));
      if (!found) continue;
      byReport.set(key, found);
      compared.push({ sent: one, standing: found });
    }
    return compared;
  }

  return { index, standing };
}

/** The year of a report where none is chosen: the last whole one; of single cases, this one. */
function yearOf({ eachCase }: Report, { year }: Question): number {
  const now = Number(today().slice(0, 4));
  return year ?? (eachCase ? now : now - 1);
}

/** Years to choose from: those with records, and the last few. */
function withYears(years: readonly number[]): number[] {
  return [...new Set([...yearsUntil(today()), ...years])].sort((a, b) => b - a);
}
