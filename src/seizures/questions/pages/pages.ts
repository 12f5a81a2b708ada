import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import {
  choice,
  longtext,
  parsed,
  readForm,
  text,
  uuid,
  type Fields,
  type FormField,
  type ValuesOf,
} from '../../../fields/index.ts';
import { answerForm, type FormPage } from '../../../forms/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import type { Seizures } from '../../context.ts';
import { refOf } from '../../entry/pages/load.ts';
import { readSeizure, type Seizure } from '../../record/store.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { answer, ask, close, decide, suggest } from '../ask.ts';
import { canAbout, type QuestionAction } from '../permissions.ts';
import { dueDays, longestProposed, longestText } from '../question.ts';
import { listQuestions } from '../store-questions.ts';
import { askedFields } from './presenter-questions.ts';

const said = longtext({ max: longestText });

/** Asking about a record, answering, suggesting a correction and deciding on it. */
export function questionPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);

  async function readFor(req: Request, action: QuestionAction): Promise<Seizure> {
    const deed = { action: 'seizure.read', detail: { for: action } } as const;
    const seizure = await readSeizure(context.pool, viewerOf(req), refOf(req), deed);
    if ((action === 'ask' || action === 'suggest') && !canAbout(viewerOf(req), action, seizure))
      throw new Forbidden(`may not ${action}`);
    return seizure;
  }

  /** A form about a record; one that cannot be taken is shown on a page of its own, with what was typed. */
  function act<F extends Fields>(
    action: 'ask' | 'suggest' | 'answer' | 'decide',
    fieldsOf: (seizure: Seizure, words: Words) => F,
    work: (req: Request, values: ValuesOf<F>) => Promise<void>,
  ) {
    return async (req: Request, res: Response): Promise<void> => {
      const words = wordsIn(res.locals.lang as Lang);
      const seizure = await readFor(req, action);
      const id = req.params.id === undefined ? undefined : await requireThread(req, seizure);
      const fields = fieldsOf(seizure, words);
      const reading = readForm(req.body, fields);
      const page = formPage(action, seizure, { fields, typed: reading.typed, id, words });
      await answerForm(res, words, page, reading, async values => {
        await work(req, values);
        return `/seizures/${seizure.ref}?told=1#questions`;
      });
    };
  }

  /** Throws NotFound unless the thread is of this record and the viewer's to read. */
  async function requireThread(req: Request, seizure: Seizure): Promise<number> {
    const questions = await listQuestions(context.pool, seizure.id);
    const found = questions.find(({ id }) => String(id) === req.params.id);
    if (!found || !canAbout(viewerOf(req), 'read', seizure, found)) throw new NotFound('no such question');
    return found.id;
  }

  return {
    ask: act(
      'ask',
      (seizure, words) => ({ ...common(seizure, words), days: choice(['2', '5', '14'] as const) }),
      (req, { days, ...values }) => ask(context, viewerOf(req), refOf(req), { ...values, days: Number(days) }),
    ),
    suggest: act(
      'suggest',
      (seizure, words) => ({ ...common(seizure, words), proposed: text({ max: longestProposed }) }),
      (req, values) => suggest(context, viewerOf(req), refOf(req), values),
    ),
    answer: act(
      'answer',
      () => ({ text: said, clientUuid: uuid }),
      (req, values) => answer(context, viewerOf(req), refOf(req), { ...values, id: Number(req.params.id) }),
    ),
    decide: act(
      'decide',
      () => ({ text: said, clientUuid: uuid, decision: choice(['accepted', 'declined'] as const) }),
      (req, values) => decide(context, viewerOf(req), refOf(req), { ...values, id: Number(req.params.id) }),
    ),

    async close(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const seizure = await readFor(req, 'close');
      await close(context, viewerOf(req), seizure.ref, await requireThread(req, seizure));
      res.redirect(303, `/seizures/${seizure.ref}?told=1#questions`);
    },
  };
}

/** The place is one of the record, or none: the whole. */
function common(seizure: Seizure, words: Words) {
  const places = new Set(askedFields(seizure.record, words).map(({ value }) => value));
  const field = parsed(typed => (places.has(typed) ? read(typed) : refuse('forms:problem.notListed')), {
    optional: true,
  });
  return { clientUuid: uuid, field, text: said };
}

interface Filled {
  readonly fields: Fields;
  readonly typed: Readonly<Record<string, string>>;
  readonly id: number | undefined;
  readonly words: Words;
}

/** The form of an act, filled in with what was typed. */
function formPage(action: 'ask' | 'suggest' | 'answer' | 'decide', seizure: Seizure, filled: Filled): FormPage {
  const { typed, id, words } = filled;
  const { ref } = seizure;
  const field = (name: string, more: Partial<FormField> = {}): FormField => ({
    type: 'choice',
    name,
    label: words.t(`questions:form.${name}`),
    value: typed[name] ?? '',
    ...more,
  });
  const byName: Readonly<Record<string, () => FormField>> = {
    field: () => field('field', { optional: true, options: askedFields(seizure.record, words) }),
    days: () =>
      field('days', {
        options: dueDays.map(days => ({ value: String(days), label: words.t('questions:days', { count: days }) })),
      }),
    decision: () =>
      field('decision', {
        options: ['accepted', 'declined'].map(value => ({ value, label: words.t(`questions:decision.${value}`) })),
      }),
    proposed: () => field('proposed', { type: 'text', max: longestProposed }),
    text: () => field('text', { type: 'longtext', max: longestText }),
  };
  const base = `/seizures/${ref}/${action === 'suggest' ? 'suggestions' : 'questions'}`;
  return {
    title: words.t(`questions:act.${action}`, { ref }),
    lead: words.t('questions:lead'),
    crumbs: [
      { label: words.t('record:crumb'), href: '/seizures' },
      { label: ref, href: `/seizures/${ref}` },
    ],
    action: id === undefined ? base : `${base}/${id}/${action === 'answer' ? 'answer' : 'decision'}`,
    hidden: { clientUuid: typed.clientUuid ?? '' },
    groups: [{ fields: Object.keys(filled.fields).flatMap(name => byName[name]?.() ?? []) }],
    submit: { label: words.t(`questions:send.${action}`), icon: 'send' },
    cancelHref: `/seizures/${ref}#questions`,
  };
}
