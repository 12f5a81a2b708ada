import type { FieldProblem } from '../../errors.ts';
import { presentForm, summaryOf } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { headingMark } from '../../seizures/index.ts';
import { longestName, maxFeeds, type Feed } from '../feeds/feed.ts';
import type { CwsContext } from '../context.ts';
import { hourText, subscriptionForm, typedOf, type Typed } from './form.ts';
import type { Subscription } from './subscription.ts';

export interface SubscriptionSources {
  readonly saved: Subscription;
  readonly feeds: readonly Feed[];
  /** Of the viewer's office, where it is known. */
  readonly timeZone: string | undefined;
  /** Where letters go; null where no address is known. */
  readonly mail: string | null;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'offices' | 'texts'>;
  /** As posted, where it could not be saved. */
  readonly typed?: Typed;
  readonly isMeanwhile?: boolean;
  readonly problems?: readonly FieldProblem[];
  readonly feedName?: string;
  readonly feedProblem?: FieldProblem;
}

/** What an account follows, how it is told, and its feeds. Pure but for the clock. */
export function presentSubscription({
  saved,
  feeds,
  timeZone,
  mail,
  words,
  context,
  typed,
  isMeanwhile = false,
  problems = [],
  feedName = '',
  feedProblem,
}: SubscriptionSources) {
  const { t } = words;
  const items = itemsOf(saved, { timeZone, words, context });
  const shown =
    typed && isMeanwhile ? { ...typed, version: String(saved.version) } : (typed ?? typedOf(saved, context));
  const form = presentForm(words, subscriptionForm(shown, timeZone, words, context), problems);
  return {
    ...form,
    title: t('cwsfeeds:title'),
    head: {
      title: t('cwsfeeds:title'),
      scope: t('cwsfeeds:scope'),
      crumbs: [{ label: t('cws:title'), href: '/cws' }, { label: t('cwsfeeds:title') }],
    },
    problems: [
      ...form.problems,
      ...summaryOf(words, feedProblem ? [feedProblem] : [], [{ name: 'name', label: t('cwsfeeds:field.name') }]),
    ],
    meanwhile: isMeanwhile ? { text: t('cwsfeeds:meanwhile'), items } : undefined,
    now: {
      items: [
        ...items,
        { label: t('cwsfeeds:now.mail'), ...(mail === null ? { value: t('cwsfeeds:now.noMail') } : { value: mail }) },
      ],
      isNew: saved.version === 0,
    },
    feeds: feeds.map(({ id, name, madeAt, usedAt, usedFrom }) => ({
      id,
      name,
      made: t('cwsfeeds:feed.made', { date: words.date(madeAt.slice(0, 10)) }),
      used:
        usedAt === null
          ? t('cwsfeeds:feed.unused')
          : t('cwsfeeds:feed.used', { time: words.time(usedAt), from: usedFrom ?? '' }),
    })),
    isFull: feeds.length >= maxFeeds,
    mostFeeds: maxFeeds,
    feedField: {
      id: 'field-name',
      name: 'name',
      type: 'text',
      label: t('cwsfeeds:field.name'),
      hint: t('cwsfeeds:hint.name'),
      max: longestName,
      value: feedName,
      ...(feedProblem ? { error: words.problem(feedProblem) } : {}),
    },
  };
}

/** What is in force, in words. */
function itemsOf(
  { headings, kinds, regions, countries, urgent, rhythm, hour }: Subscription,
  { timeZone, words, context }: Pick<SubscriptionSources, 'timeZone' | 'words' | 'context'>,
) {
  const { t, lang } = words;
  const said = (name: string, list: readonly string[]): string =>
    list.length === 0 ? t(`cwsfeeds:all.${name}`) : list.join(', ');
  const places = [
    ...regions.flatMap(id => {
      const office = context.offices.byId(id);
      return office ? [words.office(office)] : [];
    }),
    ...countries.map(words.country),
  ];
  return [
    {
      label: t('cwsfeeds:field.headings'),
      value: said(
        'headings',
        headings.map(code => headingMark(code, lang, context).label),
      ),
    },
    {
      label: t('cwsfeeds:field.kinds'),
      value: said(
        'kinds',
        kinds.map(code => t(`cws:kind.${code}.many`)),
      ),
    },
    { label: t('cwsfeeds:now.places'), value: said('places', places) },
    { label: t('cwsfeeds:field.urgent'), value: t(urgent ? 'common:yes' : 'common:no') },
    {
      label: t('cwsfeeds:field.rhythm'),
      value:
        rhythm === 'none'
          ? t('cwsfeeds:rhythm.none')
          : `${t(`cwsfeeds:rhythm.${rhythm}`)}, ${hourText(hour, timeZone, words)}`,
    },
  ];
}
