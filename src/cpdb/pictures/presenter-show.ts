import { longestReason } from '../../fields/index.ts';
import { idOf, summaryOf } from '../../forms/index.ts';
import { rights, type Viewer } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Words } from '../../reference/index.ts';
import { headingMark } from '../../seizures/index.ts';
import type { Collection } from '../collections/collection.ts';
import type { Image } from '../images/image.ts';
import { longestReport, troubles, type Report } from '../review/report.ts';
import type { CpdbContext } from '../context.ts';
import { followAddress } from '../watches/watch.ts';
import { can, isContributor, isReviewer } from './permissions.ts';
import { captionIn, path, type Card, type Picture } from './picture.ts';
import { imageAddress, monthOf, presentCard, productName, shownImage, stateTag } from './presenter-card.ts';
import { chosenSides, presentMarks, presentSides, presentViewer, type Look } from './presenter-viewer.ts';
import type { Step } from './store.ts';

interface ShowSources {
  readonly viewer: Viewer;
  readonly picture: Picture;
  readonly images: readonly Image[];
  readonly chosen?: string;
  readonly look: Look;
  readonly steps: readonly Step[];
  readonly reports: readonly Report[];
  /** The same image; hidden in the same place and conveyance; and what looks the same. */
  readonly copies: readonly Card[];
  readonly like: readonly Card[];
  readonly looking: readonly Card[];
  /** Of the same record, for a viewer who may see it. */
  readonly sameCase: readonly Picture[];
  /** The record, where the viewer may follow it. */
  readonly caseRef: string | undefined;
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'offices' | 'texts'>;
  /** An exercise the viewer has not answered yet asks about it: its regions are not told. */
  readonly asked: boolean;
  /** Those the viewer may put it into. */
  readonly collections: readonly Pick<Collection, 'id' | 'name'>[];
  readonly clientUuid: string;
  readonly now: string;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
}

/** A picture's page: the images large, what is told of them, and what this viewer may do. Pure. */
export function presentPicture(sources: ShowSources) {
  const { viewer, picture, images, chosen, words, context, sameCase, copies, like, looking, problems = [] } = sources;
  const { t, lang } = words;
  const caption = captionIn(picture.captions, lang);
  const sides = presentSides(chosenSides(images, chosen), caption, words);
  const [acts, report] = [actsOf(sources), picture.state === 'published' ? reportForm(sources) : undefined];
  const isWorker = isContributor(viewer, picture) || isReviewer(viewer, picture);
  const ofPage = (field: string): string =>
    field === 'file' || /-/.test(field) ? `${path}/${picture.ref}/files` : `#${idOf(field)}`;
  return {
    title: caption,
    ref: picture.ref,
    problems: summaryOf(words, problems, [acts.return?.field, acts.withdraw?.field, ...(report?.fields ?? [])], ofPage),
    head: {
      title: caption,
      crumbs: [{ label: t('cpdb:title'), href: '/cpdb' }, { label: picture.ref }],
      headings: [headingMark(picture.heading, lang, context)],
      ...(picture.state === 'published' ? {} : { tag: stateTag(picture.state, words) }),
      scope: [
        picture.ref,
        ...(picture.shows === null ? [] : [t(`cpdb:shows.${picture.shows}`)]),
        t(`cpdb:show.state.${picture.state}`),
        ...removedOf(images, words),
      ].join(' · '),
    },
    otherCaption: otherCaption(picture, lang),
    viewing: presentViewer(sides, sources.look, `${path}/${picture.ref}`, words),
    marks: presentMarks(sides, words),
    isSample: picture.synthetic,
    facts: factsOf(sources),
    strip: images
      .filter(({ state }) => state === 'ready')
      .map(one => ({
        href: `${path}/${picture.ref}?image=${one.id}`,
        title: t(`cpdb:role.${one.role}`),
        isCurrent: sides.some(({ id }) => id === one.id),
        main: shownImage({ id: one.id, width: one.width ?? 4, height: one.height ?? 3 }),
        originalHref: can(viewer, 'original', picture) ? imageAddress(one.id, 'original') : undefined,
      })),
    sameCase: sameCase.map(one => presentCard(one, words, context)),
    copies: copies.map(one => presentCard(one, words, context)),
    like: like.map(one => presentCard(one, words, context)),
    looking: looking.map(one => presentCard(one, words, context)),
    caseLink:
      sources.caseRef === undefined ? undefined : { ref: sources.caseRef, href: `/seizures/${sources.caseRef}` },
    notice: noticeOf(sources),
    history: isWorker ? sources.steps.map(step => stepOf(step, words)) : [],
    acts,
    reports: sources.reports.map(one => ({
      id: one.id,
      about: t(`cpdb:trouble.${one.about}`),
      text: one.text,
      by: t('cpdb:report.by', { login: one.loginId, time: words.time(one.at) }),
    })),
    report,
    collect: collectForm(sources),
    followHref: followHrefOf(picture),
    trainHref: rights['database:write'](viewer) ? `/cpdb/training?picture=${picture.ref}` : undefined,
    print: printOf(sources, caption),
  };
}

/** To follow its hiding place, in conveyances of its kind. */
function followHrefOf({ state, concealment, transport }: Picture): string | undefined {
  return state === 'published' ? followAddress({ place: concealment, transport }) : undefined;
}

function printOf({ viewer, picture, words: { t, time }, now }: ShowSources, caption: string) {
  return {
    lead: t('cpdb:print.lead'),
    what: `${picture.ref} · ${caption}`,
    by: t('cpdb:print.by', { login: viewer.loginId, time: time(now) }),
  };
}

/** The caption in the other language, where it has one. */
function otherCaption({ captions }: Picture, lang: Words['lang']): { lang: string; text: string } | undefined {
  const other = lang === 'en' ? 'fr' : 'en';
  const text = captions[lang] === undefined ? undefined : captions[other];
  return text === undefined ? undefined : { lang: other, text };
}

function removedOf(images: readonly Image[], { t }: Words): string[] {
  const removed = [...new Set(images.flatMap(one => one.removed))];
  return removed.length === 0
    ? []
    : [t('cpdb:show.removed', { what: removed.map(what => t(`cwsfiles:metadata.${what}`)).join(', ') })];
}

function factsOf({ picture, words, context }: ShowSources) {
  const { t, lang } = words;
  const product = productName(picture, words, context);
  const place = context.lists.lookUp('concealment', picture.concealment);
  const group = place?.details[lang === 'fr' ? 'group_fr' : 'group'];
  const goods = headingMark(picture.heading, lang, context).label;
  return [
    {
      label: t('cpdb:fact.place'),
      value: [group, context.lists.name('concealment', picture.concealment, lang)]
        .filter(Boolean)
        .join(t('cpdb:fact.within')),
    },
    { label: t('cpdb:fact.transport'), value: context.lists.name('transport', picture.transport, lang) },
    { label: t('cpdb:fact.goods'), value: product === undefined ? goods : `${goods}${t('common:colon')} ${product}` },
    {
      label: t('cpdb:fact.seized'),
      value: t('cpdb:where', { country: words.country(picture.country), month: monthOf(picture, words) }),
    },
    {
      label: t('cpdb:fact.detection'),
      value: picture.detection === null ? '' : context.lists.name('detection', picture.detection, lang),
    },
  ];
}

function noticeOf({ picture, steps, asked, words }: ShowSources) {
  const { t } = words;
  if (asked) return { tone: 'info', icon: 'crosshair', text: t('cpdb:notice.asked') };
  const reason =
    picture.state === 'withdrawn' ? picture.withdrawnReason : steps.find(({ kind }) => kind === 'returned')?.reason;
  if (picture.state === 'returned')
    return { tone: 'warning', icon: 'undo-2', title: t('cpdb:notice.returned'), text: reason ?? '' };
  if (picture.state === 'withdrawn')
    return { tone: 'warning', icon: 'undo-2', title: t('cpdb:notice.withdrawn'), text: reason ?? '' };
  return picture.state === 'draft' ? { tone: 'info', icon: 'pencil-line', text: t('cpdb:notice.draft') } : undefined;
}

const stepStyles: Readonly<Record<Step['kind'], readonly [tone: string, icon: string]>> = {
  begun: ['', 'pencil-line'],
  submitted: ['info', 'send'],
  takenBack: ['', 'rotate-ccw'],
  returned: ['warn', 'undo-2'],
  published: ['good', 'circle-check'],
  withdrawn: ['', 'undo-2'],
  discarded: ['', 'x'],
};

function stepOf({ kind, at, loginId, reason }: Step, words: Words) {
  const [tone, icon] = stepStyles[kind];
  return {
    tone,
    icon,
    title: words.t(`cpdb:step.${kind}`),
    who: loginId ?? words.t('cpdb:step.portal'),
    ...(reason === null ? {} : { reason }),
    when: words.time(at),
    datetime: at,
  };
}

/** What this viewer may do with the picture now. */
export function actsOf({ viewer, picture, words, typed = {}, problems = [] }: ShowSources) {
  const { t } = words;
  const may = (action: Parameters<typeof can>[1]): boolean => can(viewer, action, picture);
  const reason = (name: string) => {
    const problem = problems.find(({ path: field }) => field === name);
    return {
      isOpen: problem !== undefined || typed[name] !== undefined,
      field: {
        type: 'longtext',
        rows: 3,
        max: longestReason,
        id: `field-${name}`,
        name,
        label: t(`cpdb:act.${name}`),
        value: typed[name] ?? '',
        ...(problem ? { error: words.problem(problem) } : {}),
      },
    };
  };
  return {
    edit: may('edit'),
    submit: may('submit'),
    takeBack: may('takeBack'),
    discard: may('discard'),
    publish: may('publish'),
    return: may('return') ? reason('returnReason') : undefined,
    withdraw: may('withdraw') ? reason('withdrawReason') : undefined,
  };
}

/** To put a published picture into a collection. */
export function collectForm({ picture, collections, words: { t } }: ShowSources) {
  if (picture.state !== 'published') return undefined;
  return {
    action: `${path}/${picture.ref}/collect`,
    newHref: `/cpdb/collections/new?pictures=${picture.ref}`,
    field:
      collections.length === 0
        ? undefined
        : {
            type: 'choice' as const,
            display: 'select' as const,
            noBlank: true,
            id: 'field-collection',
            name: 'collection',
            label: t('cpdbcollections:field.collection'),
            value: String(collections[0]?.id ?? ''),
            options: collections.map(({ id, name }) => ({ value: String(id), label: name })),
          },
  };
}

export function reportForm({ words, clientUuid, typed = {}, problems = [] }: ShowSources) {
  const { t } = words;
  const error = (name: string) => {
    const problem = problems.find(({ path: field }) => field === name);
    return problem ? { error: words.problem(problem) } : {};
  };
  return {
    clientUuid,
    isOpen: problems.some(({ path: field }) => field === 'about' || field === 'trouble'),
    fields: [
      {
        type: 'choice',
        display: 'select',
        id: 'field-about',
        name: 'about',
        label: t('cpdb:report.about'),
        value: typed.about ?? '',
        options: troubles.map(value => ({ value, label: t(`cpdb:trouble.${value}`) })),
        ...error('about'),
      },
      {
        type: 'longtext',
        rows: 3,
        max: longestReport,
        id: 'field-trouble',
        name: 'trouble',
        label: t('cpdb:report.text'),
        hint: t('cpdb:report.hint'),
        value: typed.trouble ?? '',
        ...error('trouble'),
      },
    ],
  };
}
