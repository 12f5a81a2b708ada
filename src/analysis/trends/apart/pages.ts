import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { NotFound } from '../../../errors.ts';
import {
  anyText,
  freeText,
  longestReason,
  longtext,
  readForm,
  type Fields,
  type FormReading,
  type Typed,
  type ValuesOf,
} from '../../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../../forms/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { namesFor } from '../../../seizures/index.ts';
import { today } from '../../../text/plain-date.ts';
import { daysOf } from '../../cells/dimension.ts';
import { narrowed, narrowedTo } from '../../cells/drill.ts';
import { countCases } from '../../cells/search-cells.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { parametersOf, readQuestion } from '../../question/question.ts';
import { trendFields } from '../fields.ts';
import { splitOf } from '../read.ts';
import { noteForm, takeBackForm, type Asked } from './forms.ts';
import { seriesAddress } from './series.ts';
import { setApart, takeBackApart } from './set-apart.ts';
import { findApart } from './store-apart.ts';

// An unusual month is said to be explained: the note is written, changed and taken back.

const fields = { ...trendFields, of: freeText };
const noteFields = { seen: anyText, note: longtext({ max: 500 }) };
const reasonFields = { seen: anyText, reason: longtext({ max: longestReason }) };

export async function ask(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const asked = await askedOf(context, req, res);
  const typed = { seen: asked.standing?.id ?? '', note: asked.standing?.note ?? '' };
  showForm(res, wordsOf(context, res), noteForm(asked, noteFields, typed));
}

export async function write(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const asked = await askedOf(context, req, res);
  const { place, cases } = asked;
  await answer(context, req, res, { asked, fields: noteFields, form: noteForm }, ({ note, seen }) =>
    setApart(context, viewerOf(req), { ...place, cases, note, seen }),
  );
}

export async function askTakingBack(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const asked = await askedOf(context, req, res);
  if (!asked.standing) return res.redirect(303, asked.back);
  showForm(res, wordsOf(context, res), takeBackForm(asked, reasonFields, { seen: asked.standing.id }));
}

export async function takeBack(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const asked = await askedOf(context, req, res);
  await answer(context, req, res, { asked, fields: reasonFields, form: takeBackForm }, ({ reason, seen }) =>
    takeBackApart(context, viewerOf(req), { ...asked.place, reason, seen }),
  );
}

interface Answering<F extends Fields> {
  readonly asked: Asked;
  readonly fields: F;
  readonly form: (asked: Asked, fields: F, typed: Partial<Typed>) => FormPage;
}

async function answer<F extends Fields>(
  context: AnalysisContext,
  req: Request,
  res: Response,
  { asked, fields: own, form }: Answering<F>,
  work: (values: ValuesOf<F>) => Promise<void>,
): Promise<void> {
  const reading: FormReading<F> = readForm(req.body, own);
  await answerForm(res, wordsOf(context, res), form(asked, own, reading.typed), reading, async values => {
    await work(values);
    return asked.back;
  });
}

/** The month and the series of the address, what it has now, and what the office says of it. Throws NotFound. */
async function askedOf(context: AnalysisContext, req: Request, res: Response): Promise<Asked> {
  const { lists, offices, figures, seizures } = context;
  const viewer = viewerOf(req);
  const month = String(req.params.month);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > today().slice(0, 7)) throw new NotFound('no such month');
  const question = readQuestion(req.query, fields, context);
  const split = splitOf(question);
  const value = question.asked.of === '' ? undefined : question.asked.of;
  const series = seriesAddress(question, { split, value }, context);
  const within = { ...question.criteria, ...daysOf(month) };
  const ofValue = value === undefined ? {} : narrowedTo(split, [value], context);
  const criteria = narrowed(within, [ofValue], lists);
  if (series === undefined || !criteria) throw new NotFound('no such series');
  // A value that no list knows is refused as the filter it stands for.
  readQuestion(parametersOf(series), {}, context);
  const place = { series, month };
  const [counted, standing] = await Promise.all([
    countCases(figures, { viewer, criteria, lists, offices, words: seizures.words }, []),
    findApart(context.pool, viewer.office.id, place),
  ]);
  const names = namesFor(context)(res.locals.lang as Language);
  const sources = { names, lists, offices, country: viewer.office.country };
  const words = wordsOf(context, res);
  return {
    ...{ question, split, value, place, standing, sources, words },
    cases: counted[0]?.cases ?? 0,
    ...addresses(req),
  };
}

/** Where the form is sent, and the figure it was opened from. */
function addresses(req: Request): Pick<Asked, 'action' | 'back'> {
  const { pathname, search, searchParams } = new URL(req.originalUrl, 'https://portal');
  searchParams.delete('of');
  return { action: pathname + search, back: `/analysis/trends?${searchParams}#unusual` };
}
