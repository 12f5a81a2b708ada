import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { choice, parsed, readForm, readQuery } from '../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../forms/index.ts';
import type { Offices } from '../../reference/index.ts';
import { canDateMove, moveDate, movedDays } from '../../text/clock.ts';
import { addDays, isPlainDate, today } from '../../text/plain-date.ts';
import { read, refuse } from '../../text/readable-text.ts';
import { wordsOf } from '../applications/pages/pages-common.ts';
import type { Words } from '../applications/pages/presenter-words.ts';
import { viewerOf } from '../guard.ts';
import { setDays } from './store-clock.ts';

export interface ClockDeps {
  readonly pool: Pool;
  readonly offices: Offices;
  /** Does at once what the moved date demands. */
  readonly catchUp: () => Promise<void>;
}

/** Most days the date is moved ahead: three yearly reviews. */
const mostDays = 1100;

/** `/access/date`: an evaluation's date. Anywhere else there is no such page. */
export function clockPages(deps: ClockDeps) {
  const onlyInEvaluation = (): void => {
    if (!canDateMove()) throw new NotFound('the date is moved in an evaluation only');
  };
  return {
    ask(req: Request, res: Response): void {
      onlyInEvaluation();
      const { done } = readQuery(req.query, { done: choice(['moved']) });
      const words = wordsOf(res, deps.offices);
      showForm(res, words, dateForm(words, { date: today() }, done === 'moved'));
    },

    async move(req: Request, res: Response): Promise<void> {
      onlyInEvaluation();
      const words = wordsOf(res, deps.offices);
      const real = realToday();
      const reading = readForm(req.body, { date: within(real) });
      await answerForm(res, words, dateForm(words, reading.typed), reading, async ({ date }) => {
        const days = Math.round((Date.parse(date) - Date.parse(real)) / 86_400_000);
        await inTransaction(deps.pool, async client => {
          await setDays(client, days);
          await note(client, viewerOf(req), { action: 'evaluation.dateMoved', detail: { date, days } });
        });
        moveDate(days);
        await deps.catchUp();
        return '/access/date?done=moved';
      });
    },
  };
}

/** The day it really is. */
function realToday(): string {
  return addDays(today(), -movedDays());
}

function within(from: string) {
  const to = addDays(from, mostDays);
  return parsed(
    typed => {
      const date = typed.trim();
      if (!isPlainDate(date)) return refuse('errors:fields.notADate');
      if (date < from) return refuse('accounts:problem.dayPast', { from });
      return date > to ? refuse('accounts:problem.dayFar', { to }) : read(date);
    },
    { problems: { required: 'errors:fields.required' } },
  );
}

function dateForm(words: Words, typed: Readonly<Partial<Record<string, string>>>, isMoved = false): FormPage {
  const { t } = words;
  const from = realToday();
  return {
    title: t('people:date.title'),
    lead: [
      ...(isMoved ? [t('people:date.done', { date: words.day(today()) })] : []),
      t('people:date.lead', { today: words.day(from) }),
    ].join(' '),
    crumbs: [{ label: t('people:date.title') }],
    action: '/access/date',
    cancelHref: '/access',
    submit: { label: t('people:date.submit'), icon: 'calendar' },
    groups: [
      {
        fields: [
          {
            name: 'date',
            type: 'date',
            label: t('people:date.date'),
            hint: t('people:date.hint', { from: words.day(from), to: words.day(addDays(from, mostDays)) }),
            value: typed.date ?? '',
            min: from,
            max: addDays(from, mostDays),
          },
        ],
      },
    ],
  };
}
