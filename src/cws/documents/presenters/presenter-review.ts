import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import { filledField, idOf } from '../../../forms/index.ts';
import type { DocumentPage } from '../page-of.ts';
import { can } from '../permissions.ts';
import type { Action } from '../permissions.ts';
import { officeName } from './presenter.ts';
import { audiencesOf } from '../publish.ts';
import type { Step } from '../store.ts';
import type { Draft } from '../editing/store-drafts.ts';

export interface ReviewSources {
  readonly viewer: Viewer;
  readonly document: CwsDocument;
  readonly draft: Draft | undefined;
  readonly shown: DocumentPage;
  readonly steps: readonly Step[];
  /** What is in the way of publishing. */
  readonly missing: readonly FieldProblem[];
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
  readonly done?: string;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
}

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
};

/** A document at the desk: as its readers see it, what is in the way, and what this viewer may do. */
export function presentReview(sources: ReviewSources) {
  const { document, draft, shown, missing, problems = [], isMeanwhile, done = '', words } = sources;
  const { t } = words;
  const action = `/cws/documents/${document.ref}`;
  const may = mayOf(sources);
  return {
    title: `${document.ref} ${shown.title}`,
    shown,
    action,
    done: done === '' ? '' : t(`cws:done.${done}`),
    edition: String(draft?.edition ?? 0),
    problems: problems.map(problem => ({ text: words.problem(problem), href: `#${idOf(problem.path)}` })),
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
    publish: draft && may('publish') ? publishForm(sources) : undefined,
    submit: draft && may('submit') ? { text: submitText(sources) } : undefined,
    sendBack: may('return') ? reasonField('returnReason', sources) : undefined,
    withdraw: may('withdraw') ? reasonField('withdrawReason', sources) : undefined,
    takeBack: may('takeBack'),
    widen: may('widen'),
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

function publishForm(sources: ReviewSources) {
  const { viewer, document, words, context } = sources;
  const { t } = words;
  const audiences = audiencesOf(viewer, document);
  const isPublished = document.version > 0;
  const changeNote = {
    name: 'changeNote',
    type: 'text',
    label: t('cws:field.changeNote'),
    hint: t('cws:fieldHint.changeNote'),
    optional: true,
    max: 300,
  };
  return {
    audience: filledField(
      {
        name: 'audience',
        type: 'choice',
        display: 'boxed',
        label: t('cws:field.audience'),
        options: audiences.map(value => ({
          value,
          label: t(`cws:audience.${value}`, { region: officeName(document.regionId, words, context) }),
          hint: t(`cws:audienceHint.${value}`),
        })),
      },
      sources,
    ),
    changeNote: isPublished ? filledField(changeNote, sources) : undefined,
    label: t(isPublished ? 'cws:action.publishAgain' : 'cws:action.publish'),
  };
}

function reasonField(hint: 'returnReason' | 'withdrawReason', sources: ReviewSources) {
  const { t } = sources.words;
  const look = { type: 'longtext', label: t('cws:field.reason'), hint: t(`cws:fieldHint.${hint}`), rows: 3, max: 500 };
  return filledField({ name: 'reason', ...look }, sources);
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
