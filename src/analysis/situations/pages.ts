import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { viewerOf } from '../../access/index.ts';
import { mayBeginDocument } from '../../cws/index.ts';
import { BadRequest } from '../../errors.ts';
import { freeText, malformed, readForm, readQuery, uuid } from '../../fields/index.ts';
import type { Language } from '../../i18n/index.ts';
import { inPart, namesFor, takesPictures } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import type { AnalysisContext } from '../context.ts';
import { halves } from '../cells/dimension.ts';
import { showRefused } from '../question/pages-figures.ts';
import { noteCounted, sendFigure } from '../question/pages-files.ts';
import { figureAsked } from '../../web/send-figure.ts';
import { withRefused } from '../question/presenter-refused.ts';
import { readQuestion, type Question } from '../question/question.ts';
import type { TrendFields } from '../trends/fields.ts';
import { publishedPart } from '../totals/presenter.ts';
import { readPublished } from '../totals/read.ts';
import { beginSheet } from './begin-sheet.ts';
import { presentIndex } from './presenter-index.ts';
import { presentSituation, type Beside } from './presenter.ts';
import { readIndex } from './read-index.ts';
import { readIndicators } from './read-indicators.ts';
import { readSituation, splits } from './read.ts';
import { addressOfSituation, nameOfSubject, readSubject, type Subject } from './subject.ts';

/** `/analysis/situations`: one page for a product, a country or a Member. */
export function situationPages(context: AnalysisContext) {
  const names = namesFor(context);
  const sourcesOf = (req: Request, res: Response, lang = res.locals.lang as Language) => ({
    names: names(lang),
    lists: context.lists,
    offices: context.offices,
    country: viewerOf(req).office.country,
  });

  async function asked(req: Request, res: Response, period: Question) {
    const viewer = viewerOf(req);
    const subject = readSubject(String(req.params.kind), String(req.params.of), context);
    const sources = sourcesOf(req, res);
    const question = questionOf(period, subject);
    const [data, beside, published] = await Promise.all([
      readSituation(context, viewer, subject, question),
      besideOf(context, req, subject, sources.names),
      subject.kind === 'member' ? readPublished(context, viewer, question) : [],
      noteCounted(context, req),
    ]);
    return {
      question,
      names: sources.names,
      paged: {
        ...presentSituation({ subject, question, period }, data, beside, sources),
        begin: mayBeginDocument(viewer, 'sheet') ? beginningOf(subject, question, sources.names) : undefined,
        published: publishedPart(question, published, sources),
      },
    };
  }

  return {
    async index(req: Request, res: Response): Promise<void> {
      const { q } = readQuery(req.query, { q: freeText });
      const [data] = await Promise.all([readIndex(context, viewerOf(req)), noteCounted(context, req)]);
      render(res, 'analysis/situations', presentIndex(q, data, sourcesOf(req, res)));
    },
    async show(req: Request, res: Response): Promise<void> {
      const { asked: period, refused } = inPart(req.query, left => periodOf(left, context));
      const { paged, names: words } = await asked(req, res, period);
      showRefused(refused, () =>
        render(res, 'analysis/situation', { ...paged, question: withRefused(paged.question, refused, words) }),
      );
    },
    /** Begins a situation sheet of what the page shows, and opens it. */
    async sheet(req: Request, res: Response): Promise<void> {
      const { values } = readForm(req.body, { clientUuid: uuid });
      if (!values) throw new BadRequest([malformed('clientUuid', '')]);
      const subject = readSubject(String(req.params.kind), String(req.params.of), context);
      const question = questionOf(periodOf(req.query, context), subject);
      const own = sourcesOf(req, res);
      const other = sourcesOf(req, res, own.names.lang === 'en' ? 'fr' : 'en');
      const asked = { subject, question, own, other };
      res.redirect(303, `/cws/documents/${await beginSheet(context, viewerOf(req), values.clientUuid, asked)}/edit`);
    },
    async file(req: Request, res: Response): Promise<void> {
      figureAsked(req);
      await sendFigure(context, req, res, await asked(req, res, periodOf(req.query, context)));
    },
  };
}

/** A situation sheet of the same search and period. */
function beginningOf(
  { kind, code }: Subject,
  { criteria: { from, to } }: Question,
  names: ReturnType<ReturnType<typeof namesFor>>,
) {
  return {
    action: `${addressOfSituation(kind, code)}/sheet?from=${from}&to=${to}`,
    label: names.label('situations:sheet.begin'),
    clientUuid: randomUUID(),
  };
}

/** The period of the address; anything else in it is an error. */
function periodOf(query: Readonly<Record<string, unknown>>, context: AnalysisContext): Question {
  const { from, to, ...others } = query;
  readQuery(others, {});
  return readQuestion({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }, {}, context);
}

function questionOf(period: Question, { kind, criteria }: Subject): Question<TrendFields> {
  return {
    ...period,
    criteria: { ...period.criteria, ...criteria },
    plain: { ...period.plain, ...criteria },
    asked: { measure: '', split: splits[kind], step: '', against: '', show: '', apart: '' },
  };
}

/** What the website and CPDb hold of it, as far as this viewer may see them. */
async function besideOf(
  context: AnalysisContext,
  req: Request,
  subject: Subject,
  names: ReturnType<ReturnType<typeof namesFor>>,
) {
  const { website, pictures } = context;
  const viewer = viewerOf(req);
  const name = nameOfSubject(subject, names);
  const [heading, product] = halves(subject.code, '/');
  const asked: Readonly<Record<string, string>> =
    subject.kind === 'product' ? (takesPictures(heading) ? { heading, product } : {}) : { q: name };
  const [found, seen, indicators] = await Promise.all([
    website(viewer, name, names.lang, 5),
    Object.keys(asked).length === 0 ? { cards: [], total: 0, number: '' } : pictures.find(viewer, asked, names.lang, 4),
    readIndicators(context, viewer, subject),
  ]);
  return {
    indicators,
    website: found,
    pictures: { ...seen, href: `/cpdb?${new URLSearchParams(asked)}` },
  } satisfies Beside;
}
