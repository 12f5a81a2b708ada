import type { Request, Response } from 'express';
import type { FieldProblem } from '../../errors.ts';
import { anyText, choice, longestReason, parsed, readForm, readQuery } from '../../fields/index.ts';
import { Refused, presentForm, type FormPage } from '../../forms/index.ts';
import { dateFormat } from '../../text/formats.ts';
import { read, refuse } from '../../text/readable-text.ts';
import { render } from '../../web/render.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { wordsOf } from '../applications/pages/pages-common.ts';
import type { Words } from '../applications/pages/presenter-words.ts';
import { reason } from '../form-fields.ts';
import { viewerOf } from '../guard.ts';
import { changeSettings, seenOf } from './settings.ts';
import { listSettingChanges, readSettings, type ReviewSettings, type SettingChange } from './store-settings.ts';

/** What a number of days may be: as the table has it. */
const limits = { days: [14, 180], youngDays: [0, 365] } as const;
const within = ([least, most]: readonly [number, number]) =>
  parsed(typed =>
    /^\d{1,3}$/.test(typed) && Number(typed) >= least && Number(typed) <= most
      ? read(Number(typed))
      : refuse('people:problem.number', { least, most }),
  );
const months = Array.from({ length: 12 }, (_, at) => String(at + 1));
const fields = {
  seen: anyText,
  month: choice(months),
  days: within(limits.days),
  youngDays: within(limits.youngDays),
  reason,
};
type Typed = Readonly<Partial<Record<string, string>>>;

/** `/access/review/settings`: when the yearly review opens, how long it lasts, and how that came about. */
export function settingsPages(context: AccountsContext) {
  const show = async (res: Response, typed: Typed, problems: readonly FieldProblem[], done = ''): Promise<void> => {
    const changes = await listSettingChanges(context.pool);
    const words = wordsOf(res, context.offices);
    if (problems.length > 0) res.status(422);
    render(res, 'access/review-settings', presentSettings(words, typed, problems, changes, done));
  };
  return {
    async ask(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['changed']) });
      const now = await readSettings(context.pool);
      await show(res, typedOf(now), [], done);
    },

    async save(req: Request, res: Response): Promise<void> {
      const { typed, values, problems } = readForm(req.body, fields);
      if (!values) return show(res, typed, problems);
      const { month, days, youngDays, seen } = values;
      try {
        const becomes = { month: Number(month), days, youngDays };
        await changeSettings(context, viewerOf(req), { seen, becomes, reason: values.reason });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return show(res, typed, [error.problem]);
      }
      res.redirect(303, '/access/review/settings?done=changed');
    },
  };
}

function typedOf(now: ReviewSettings): Record<string, string> {
  const { month, days, youngDays } = now;
  return { month: String(month), days: String(days), youngDays: String(youngDays), seen: seenOf(now) };
}

export function presentSettings(
  words: Words,
  typed: Typed,
  problems: readonly FieldProblem[],
  changes: readonly SettingChange[],
  done: string,
) {
  const { t } = words;
  return {
    ...presentForm(words, settingsForm(words, typed), problems),
    done: done === '' ? undefined : t('people:review.done'),
    history: changes.map(({ was, becomes, reason: why, by, at }) => ({
      title: t('people:review.changed'),
      who: t('accounts:history.by', { by }),
      reason: why,
      when: words.time(at),
      datetime: at.toISOString(),
      icon: 'settings-2',
      tone: 'info',
      changes: (['month', 'days', 'youngDays'] as const)
        .filter(name => was[name] !== becomes[name])
        .map(name => ({
          label: t(`people:review.${name}`),
          old: name === 'month' ? monthName(was.month, words) : String(was[name]),
          new: name === 'month' ? monthName(becomes.month, words) : String(becomes[name]),
        })),
    })),
  };
}

function settingsForm(words: Words, typed: Typed): FormPage {
  const { t } = words;
  const field = (name: 'days' | 'youngDays') => ({
    name,
    type: 'integer' as const,
    span: 4,
    label: t(`people:review.${name}`),
    hint: t(`people:review.${name}Hint`, { least: limits[name][0], most: limits[name][1] }),
    value: typed[name] ?? '',
  });
  return {
    title: t('people:review.title'),
    lead: t('people:review.lead'),
    crumbs: [{ label: t('review:title'), href: '/access/review' }, { label: t('people:review.title') }],
    action: '/access/review/settings',
    cancelHref: '/access/review',
    hidden: { seen: typed.seen ?? '' },
    submit: { label: t('common:action.save'), icon: 'save' },
    groups: [
      {
        fields: [
          {
            name: 'month',
            type: 'choice',
            display: 'select',
            span: 4,
            label: t('people:review.month'),
            value: typed.month ?? '',
            options: months.map(value => ({ value, label: monthName(Number(value), words) })),
          },
          field('days'),
          field('youngDays'),
          {
            name: 'reason',
            type: 'longtext',
            rows: 3,
            max: longestReason,
            label: t('accounts:form.reason'),
            value: typed.reason ?? '',
          },
        ],
      },
    ],
  };
}

function monthName(month: number, { lang }: Words): string {
  return dateFormat(lang, { month: 'long' }).format(new Date(Date.UTC(2026, month - 1, 15)));
}
