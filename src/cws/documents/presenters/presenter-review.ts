import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import { idOf } from '../editing/form.ts';
import type { DocumentPage } from '../page-of.ts';
import { can } from '../permissions.ts';
import { officeName } from './presenter-desk.ts';
import { audiencesOf } from '../publish.ts';
import type { Step } from '../store.ts';
import type { Draft } from '../editing/store-drafts.ts';
import type { FieldLook } from '../../../web/forms/views.ts';

interface ReviewSources {
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
export function presentReview({
  viewer,
  document,
  draft,
  shown,
  steps,
  missing,
  typed = {},
  problems = [],
  isMeanwhile,
  done = '',
  words,
  context,
}: ReviewSources) {
  const { t } = words;
  const errors = new Map(problems.map(problem => [problem.path, words.problem(problem)]));
  const action = `/cws/documents/${document.ref}`;
  const may = (what: Parameters<typeof can>[1]): boolean => can(viewer, what, document);
  const field = (name: string, rest: FieldLook & { readonly label: string }) => ({
    ...rest,
    name,
    id: idOf(name),
    value: typed[name] ?? '',
    ...(errors.has(name) ? { error: errors.get(name) } : {}),
  });
  const audiences = audiencesOf(viewer, document);
  return {
    title: `${document.ref} ${shown.title}`,
    shown,
    action,
    done: done === '' ? '' : t(`cws:done.${done}`),
    edition: String(draft?.edition ?? 0),
    problems: problems.map(({ path }) => ({ text: errors.get(path) ?? '', href: `#${idOf(path)}` })),
    meanwhile: isMeanwhile ? t('cws:review.meanwhile', { login: draft?.savedBy ?? '' }) : '',
    head: {
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
        ...(draft && may('edit')
          ? [
              { label: t('cwsfiles:crumb'), href: `${action}/files`, icon: 'image' },
              { label: t('cws:action.edit'), href: `${action}/edit`, icon: 'square-pen' },
            ]
          : []),
      ],
    },
    tags: shown.tags,
    missing:
      missing.length === 0
        ? undefined
        : {
            count: t('cws:review.missing', { count: missing.length }),
            href: `${action}/edit?check=1`,
            mayEdit: may('edit'),
          },
    publish:
      draft && may('publish')
        ? {
            audience: field('audience', {
              type: 'choice',
              display: 'boxed',
              label: t('cws:field.audience'),
              value: typed.audience ?? (audiences.length === 1 ? audiences[0] : ''),
              options: audiences.map(value => ({
                value,
                label: t(`cws:audience.${value}`, {
                  region: document.regionId === null ? '' : officeName(document.regionId, words, context),
                }),
                hint: t(`cws:audienceHint.${value}`),
              })),
            }),
            changeNote:
              document.version > 0
                ? field('changeNote', {
                    type: 'text',
                    label: t('cws:field.changeNote'),
                    hint: t('cws:fieldHint.changeNote'),
                    optional: true,
                    max: 300,
                  })
                : undefined,
            label: t(document.version > 0 ? 'cws:action.publishAgain' : 'cws:action.publish'),
          }
        : undefined,
    submit:
      may('submit') && draft
        ? {
            text: t(
              kinds[document.kind].publishers.includes('rilo') && document.regionId !== null
                ? 'cws:review.toRilo'
                : 'cws:review.toSecretariat',
              { office: document.regionId === null ? '' : officeName(document.regionId, words, context) },
            ),
          }
        : undefined,
    sendBack: may('return')
      ? field('reason', {
          type: 'longtext',
          label: t('cws:field.reason'),
          hint: t('cws:fieldHint.returnReason'),
          rows: 3,
          max: 500,
        })
      : undefined,
    withdraw: may('withdraw')
      ? field('reason', {
          type: 'longtext',
          label: t('cws:field.reason'),
          hint: t('cws:fieldHint.withdrawReason'),
          rows: 3,
          max: 500,
        })
      : undefined,
    takeBack: may('takeBack'),
    widen: may('widen'),
    revise: !draft && may('edit') && document.version > 0,
    discard: may('discard'),
    history: steps.map(step => ({
      title: t(`cws:step.${step.kind}`, { version: step.version ?? '' }),
      who:
        step.login === null || step.officeId === null
          ? t('cws:thePortal')
          : `${step.login}, ${officeName(step.officeId, words, context)}`,
      when: words.time(step.at),
      datetime: step.at,
      icon: icons[step.kind],
      ...(step.reason === null ? {} : { reason: step.reason }),
      ...(step.kind === 'published'
        ? { tone: 'good' }
        : step.kind === 'returned' || step.kind === 'withdrawn'
          ? { tone: 'warn' }
          : {}),
    })),
  };
}
