import { kinds } from '../../kinds/index.ts';
import { filledField, summaryOf } from '../../../forms/index.ts';
import { can, type Action } from '../permissions.ts';
import { officeName } from './presenter-names.ts';
import type { ReviewSources } from './review-sources.ts';
import { audienceChange } from '../publishing/audience.ts';
import { membersOf, publishForm } from './presenter-publish.ts';
import type { Step } from '../store.ts';

const icons: Readonly<Record<Step['kind'], string>> = {
  begun: 'pencil-line',
  submitted: 'send',
  returned: 'undo-2',
  published: 'circle-check',
  widened: 'globe',
  revised: 'square-pen',
  withdrawn: 'undo-2',
  discarded: 'x',
  checked: 'check',
  worldAsked: 'globe',
  worldRefused: 'undo-2',
  worldTakenBack: 'undo-2',
};

/** A document at the desk: as its readers see it, what is in the way, and what this viewer may do. */
export function presentReview(sources: ReviewSources) {
  const { document, draft, shown, missing, problems = [], isMeanwhile, done = '', words } = sources;
  const { t } = words;
  const action = `/cws/documents/${document.ref}`;
  const may = mayOf(sources);
  const publish = draft && may('publish') ? publishForm(sources) : undefined;
  const sendBack = may('return') ? reasonField('returnReason', sources) : undefined;
  const withdraw = may('withdraw') ? reasonField('withdrawReason', sources) : undefined;
  const world = worldForms(sources);
  const reasons = [sendBack, withdraw, world.ask, world.refuse];
  return {
    title: `${document.ref} ${shown.title}`,
    shown,
    action,
    done: done === '' ? '' : t(`cws:done.${done}`),
    edition: String(draft?.edition ?? 0),
    problems: summaryOf(words, problems, [
      publish?.audience,
      publish?.narrow,
      publish?.change,
      publish?.changeNote,
      ...reasons,
    ]),
    meanwhile: isMeanwhile ? t('cws:review.meanwhile', { login: draft?.savedBy ?? '' }) : '',
    head: headOf(sources, action),
    tags: shown.tags,
    missing:
      missing.length === 0
        ? undefined
        : {
            count: t('cws:review.missing', { count: missing.length }),
            href: `${action}/edit?check=1`,
            mayEdit: may('edit'),
          },
    publish,
    submit: draft && may('submit') ? { text: submitText(sources) } : undefined,
    sendBack,
    withdraw,
    takeBack: may('takeBack'),
    widen: may('widen') ? widenText(sources) : undefined,
    world,
    revise: !draft && may('edit') && document.version > 0,
    discard: may('discard'),
    history: sources.steps.map(step => historyRow(step, sources)),
  };
}

function mayOf({ viewer, document }: ReviewSources) {
  return (what: Action): boolean => can(viewer, what, document);
}

function headOf(sources: ReviewSources, action: string) {
  const { document, draft, shown, words } = sources;
  const { t } = words;
  return {
    title: shown.title,
    over: t(`cws:kind.${document.kind}.one`),
    crumbs: [
      { label: t('cws:title'), href: '/cws' },
      { label: t('cws:desk.title'), href: '/cws/documents' },
      { label: document.ref },
    ],
    scope: draft
      ? t('cws:review.workingCopy', { login: draft.savedBy, time: words.time(draft.savedAt) })
      : t('cws:review.noWorkingCopy'),
    actions: [
      ...(document.version > 0 ? [{ label: t('cws:action.readIt'), href: shown.address, icon: 'eye' }] : []),
      ...(draft && mayOf(sources)('edit')
        ? [
            { label: t('cwsfiles:crumb'), href: `${action}/files`, icon: 'image' },
            { label: t('cws:action.edit'), href: `${action}/edit`, icon: 'square-pen' },
          ]
        : []),
    ],
  };
}

function reasonField(hint: 'returnReason' | 'withdrawReason' | 'worldReason' | 'refuseReason', sources: ReviewSources) {
  const { t } = sources.words;
  const look = { type: 'longtext', label: t('cws:field.reason'), hint: t(`cws:fieldHint.${hint}`), rows: 3, max: 500 };
  return filledField({ name: 'reason', ...look }, sources);
}

function widenText({ document, words, context }: ReviewSources): string {
  const { gain } = audienceChange(context.offices, document, 'world');
  return `${words.t('cws:review.widen')} ${words.t('cws:audienceChange.gain', membersOf(gain, words))}`;
}

/** Asking for the world, and what is asked: a RILO asks, the Secretariat answers. */
function worldForms(sources: ReviewSources) {
  const { worldRequest, words } = sources;
  const [may, isAsked] = [mayOf(sources), worldRequest !== undefined];
  return {
    asked: worldRequest && {
      text: words.t('cws:world.by', { login: worldRequest.login, time: words.time(worldRequest.at) }),
      reason: worldRequest.reason,
    },
    ask: may('askWorld') && !isAsked ? reasonField('worldReason', sources) : undefined,
    takeBack: may('askWorld') && isAsked,
    refuse: may('widen') && isAsked ? reasonField('refuseReason', sources) : undefined,
  };
}

function submitText({ document: { kind, regionId }, words, context }: ReviewSources): string {
  const toRilo = kinds[kind].publishers.includes('rilo') && regionId !== null;
  const office = officeName(regionId, words, context);
  return words.t(toRilo ? 'cws:review.toRilo' : 'cws:review.toSecretariat', { office });
}

const tones: Partial<Record<Step['kind'], string>> = { published: 'good', returned: 'warn', withdrawn: 'warn' };

function historyRow(step: Step, { words, context }: ReviewSources) {
  const tone = tones[step.kind];
  return {
    title: words.t(`cws:step.${step.kind}`, { version: step.version ?? '' }),
    who:
      step.login === null || step.officeId === null
        ? words.t('cws:thePortal')
        : `${step.login}, ${officeName(step.officeId, words, context)}`,
    when: words.time(step.at),
    datetime: step.at,
    icon: icons[step.kind],
    ...(step.reason === null ? {} : { reason: step.reason }),
    ...(tone === undefined ? {} : { tone }),
  };
}
