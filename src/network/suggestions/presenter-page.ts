import type { Viewer } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { filledField, summaryOf } from '../../forms/index.ts';
import type { Offices } from '../../reference/index.ts';
import { officeAddress } from '../pages/addresses.ts';
import type { Words } from '../pages/words.ts';
import { can } from './permissions.ts';
import { decisionOption, monthOf, officeName, path, presentSteps, stateTag, supporterLinks } from './presenter.ts';
import { decisionsFrom, hasNews, type Step, type Suggestion } from './suggestion.ts';
import { today } from '../../text/plain-date.ts';
import type { Field } from '../../web/forms/views.ts';

interface PageSources {
  readonly viewer: Viewer;
  readonly suggestion: Suggestion;
  readonly steps: readonly Step[];
  readonly supports: readonly number[];
  readonly offices: Offices;
  readonly words: Words;
  /** What was typed into the form that could not be taken, and why. */
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  /** Somebody decided while the form was open. */
  readonly isMeanwhile?: boolean;
}

/** A suggestion with its life, and what this viewer may do with it. Pure but for the clock. */
export function presentSuggestion(sources: PageSources) {
  const { viewer, suggestion, steps, supports, offices, words, problems = [] } = sources;
  const { t } = words;
  const office = offices.byId(suggestion.officeId);
  const actable = { ...suggestion, country: office?.country ?? null };
  const word = can(viewer, 'comment', actable) ? wordForm(sources, can(viewer, 'endorse', actable)) : undefined;
  const decide = can(viewer, 'decide', actable) ? decideForm(sources) : undefined;
  return {
    title: `${suggestion.ref} ${suggestion.title}`,
    ref: suggestion.ref,
    action: `${path}/${suggestion.ref}`,
    head: {
      title: suggestion.title,
      crumbs: [{ label: t('suggestions:title'), href: path }, { label: suggestion.ref }],
      over: t(`suggestions:part.${suggestion.part}`),
      scope: t('suggestions:madeBy', {
        office: officeName(office, words),
        login: suggestion.madeBy,
        date: words.date(suggestion.madeAt.slice(0, 10)),
      }),
    },
    officeHref: officeAddress(office?.code ?? ''),
    officeName: officeName(office, words),
    tag: stateTag(suggestion.state, words),
    isSample: suggestion.synthetic,
    purpose: suggestion.purpose,
    description: suggestion.description.split('\n'),
    facts: [
      {
        label: t('suggestions:field.state'),
        value:
          suggestion.plannedFor === null
            ? t(`suggestions:state.${suggestion.state}`)
            : t('suggestions:step.plannedFor', { month: monthOf(suggestion.plannedFor, words) }),
      },
      {
        label: t('suggestions:field.decided'),
        ...(suggestion.decidedAt === null ? {} : { value: words.time(suggestion.decidedAt) }),
      },
      {
        label: t('suggestions:field.endorsed'),
        value: suggestion.endorsedAt === null ? t('suggestions:notEndorsed') : words.time(suggestion.endorsedAt),
      },
    ],
    history: presentSteps(steps, offices, words),
    supporters: supporterLinks(supports, offices, words),
    problems: summaryOf(words, problems, [word?.field, ...(decide?.fields ?? [])]),
    meanwhile: sources.isMeanwhile ? meanwhileOf(sources) : undefined,
    news: can(viewer, 'see', actable) && hasNews(suggestion),
    support: can(viewer, 'support', actable) ? { supports: supports.includes(viewer.office.id) } : undefined,
    word,
    decide,
  };
}

/** The newest decision, in a sentence: what the second of two is told. */
function meanwhileOf({ steps, offices, words }: PageSources): string {
  const last = steps.find(({ kind }) => ['accepted', 'planned', 'done', 'declined', 'reopened'].includes(kind));
  return last
    ? words.t('suggestions:meanwhile', {
        decision: words.t(`suggestions:step.${last.kind}`),
        login: last.login,
        office: officeName(offices.byId(last.officeId), words),
        time: words.time(last.at),
        reason: last.text ?? '',
      })
    : '';
}

function wordForm(sources: PageSources, mayEndorse: boolean) {
  const { t } = sources.words;
  const field = {
    type: 'longtext',
    name: 'word',
    rows: 3,
    max: 1000,
    label: t('suggestions:field.word'),
    hint: t('suggestions:wordHint'),
    optional: mayEndorse,
  };
  return { mayEndorse, field: filledField(field, sources) };
}

function decideForm(sources: PageSources) {
  const { suggestion, words } = sources;
  const { t } = words;
  const decisions = decisionsFrom(suggestion.state);
  const fields: Omit<Field, 'id'>[] = [
    {
      type: 'choice',
      display: 'boxed',
      name: 'decision',
      label: t('suggestions:field.decision'),
      options: decisions.map(decision => decisionOption(decision, words)),
    },
    {
      type: 'date',
      name: 'plannedFor',
      label: t('suggestions:field.plannedFor'),
      hint: t('suggestions:plannedHint'),
      min: today(),
      optional: true,
    },
    {
      type: 'longtext',
      name: 'reason',
      rows: 4,
      max: 1000,
      label: t('suggestions:field.reason'),
      hint: t('suggestions:reasonHint'),
    },
  ];
  return {
    version: String(suggestion.version),
    fields: fields
      .filter(({ name }) => name !== 'plannedFor' || decisions.includes('planned'))
      .map(field => filledField(field, sources)),
  };
}
