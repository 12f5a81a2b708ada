import type { FieldProblem } from '../../errors.ts';
import { summaryOf } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { path, type Subject } from './form.ts';
import type { Link, LinkChange } from './link.ts';
import { hostOf, nameOf, stateLines } from './presenter.ts';

const changeStyles: Readonly<Record<LinkChange['kind'], readonly [tone: string, icon: string]>> = {
  added: ['good', 'plus'],
  amended: ['info', 'square-pen'],
  retired: ['warn', 'undo-2'],
  returned: ['good', 'rotate-ccw'],
  reordered: ['', 'arrow-up'],
  silent: ['bad', 'circle-x'],
  answers: ['good', 'circle-check'],
  moved: ['info', 'arrow-right'],
};

interface OneSources {
  readonly link: Link;
  readonly changes: readonly LinkChange[];
  readonly subjects: readonly Subject[];
  readonly words: Words;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
}

/** One link with what was found there and its history: the administrator's page. Pure. */
export function presentLink({ link, changes, subjects, words, typed, problems = [] }: OneSources) {
  const { t } = words;
  const error = problems[0];
  const subject = subjects.find(({ code }) => code === link.subject)?.name ?? link.subject;
  const time = (iso: string | null) => (iso === null ? {} : { value: words.time(iso) });
  const own = `${path}/${link.id}`;
  return {
    title: nameOf(link, words),
    own,
    url: link.url,
    host: hostOf(link.url),
    isRetired: link.retiredOn !== null,
    ...stateLines(link, words),
    head: {
      title: nameOf(link, words),
      crumbs: [{ label: t('cwslinks:title'), href: path }, { label: nameOf(link, words) }],
      scope: subject,
      actions: [{ label: t('cwslinks:action.edit'), href: `${own}/edit`, icon: 'square-pen' }],
    },
    takeNew:
      link.movedTo === null || link.retiredOn !== null
        ? undefined
        : { href: `${own}/edit?take=moved`, to: link.movedTo },
    facts: (
      [
        ['nameEn', link.nameEn],
        ['nameFr', link.nameFr],
        ['descriptionEn', link.descriptionEn],
        ['descriptionFr', link.descriptionFr],
        ['languages', link.languages.map(words.language).join(', ')],
      ] as const
    ).map(([name, value]) => ({ label: t(`cwslinks:field.${name}`), value })),
    found: [
      { label: t('cwslinks:field.checkedAt'), ...time(link.checkedAt) },
      { label: t('cwslinks:field.answeredAt'), ...time(link.answeredAt) },
      { label: t('cwslinks:field.answer'), ...(link.checkedAt === null ? {} : { value: answerText(link, words) }) },
    ],
    retire: {
      id: 'field-reason',
      name: 'reason',
      type: 'longtext',
      rows: 3,
      label: t('cwslinks:field.reason'),
      max: 300,
      value: typed?.reason ?? '',
      ...(error ? { error: words.problem(error) } : {}),
    },
    problems: summaryOf(words, error ? [error] : [], [{ name: 'reason', label: t('cwslinks:field.reason') }]),
    history: changes.map(change => {
      const [tone, icon] = changeStyles[change.kind];
      return {
        title: t(`cwslinks:history.${change.kind}`),
        who: change.login === null ? t('cwslinks:history.byCheck') : t('cwslinks:history.by', { login: change.login }),
        when: words.time(change.at),
        datetime: change.at,
        tone,
        icon,
        changes: differences(change, subjects, words),
        ...(change.reason ? { reason: change.reason } : {}),
      };
    }),
  };
}

function answerText({ why, status }: Link, { t }: Words): string {
  if (why === null) return t('cwslinks:answer.fine', { status: status ?? '' });
  return t(`cwslinks:answer.${why}`, { status: status ?? '' });
}

/** What stood in each field before, and what stands now. */
function differences({ kind, detail }: LinkChange, subjects: readonly Subject[], words: Words) {
  if (kind === 'moved') return [{ label: words.t('cwslinks:field.movedTo'), new: String(detail.movedTo ?? '') }];
  if (kind !== 'amended') return [];
  const [before, after] = [detail.before, detail.after].map(
    facts =>
      new Map(Object.entries(facts ?? {}).map(([name, value]) => [name, valueText(name, value, subjects, words)])),
  );
  return [...(after?.keys() ?? [])]
    .filter(name => before?.get(name) !== after?.get(name))
    .map(name => ({
      label: words.t(`cwslinks:field.${name}`),
      old: before?.get(name) ?? '',
      new: after?.get(name) ?? '',
    }));
}

export function valueText(name: string, value: unknown, subjects: readonly Subject[], words: Words): string {
  if (Array.isArray(value)) return value.map(code => words.language(String(code))).join(', ');
  return name === 'subject' ? (subjects.find(({ code }) => code === value)?.name ?? String(value)) : String(value);
}
