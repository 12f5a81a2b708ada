import { rights, type Viewer } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { filledField, summaryOf } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { today } from '../../text/plain-date.ts';
import type { CwsContext } from '../context.ts';
import type { CwsDocument } from '../documents/document.ts';
import { officeName, titleOf } from '../documents/presenters/presenter-names.ts';
import { outcomes, type Hit, type Question } from './answer.ts';
import type { HitCounts } from './store.ts';

export interface AnswerSources {
  readonly viewer: Viewer;
  readonly document: CwsDocument;
  readonly isIssuer: boolean;
  readonly counts: HitCounts;
  readonly hits: readonly Hit[];
  readonly questions: readonly Question[];
  /** References of records this viewer may follow. */
  readonly seen: ReadonlySet<string>;
  readonly clientUuid: string;
  readonly done: string;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  /** Question whose form was posted. */
  readonly openId?: number;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
}

/** What an alert led to, and what is asked of its issuer. Pure but for the clock. */
export function presentAnswers(sources: AnswerSources) {
  const { document, isIssuer, counts, questions, problems = [], done, words } = sources;
  const { t } = words;
  const address = `/cws/alerts/${document.ref}`;
  const isReply = sources.openId !== undefined;
  const report = isReply ? { ...sources, problems: [], typed: {} } : sources;
  const fields = reportFields(report);
  const question = isIssuer ? undefined : wordField('question', report);
  return {
    title: `${document.ref}${t('common:colon')} ${t('cwsanswers:title')}`,
    action: `${address}/answers`,
    clientUuid: sources.clientUuid,
    head: {
      title: t('cwsanswers:title'),
      over: titleOf(document, words.lang).title,
      scope: countText(counts, words),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cws:kind.alert.many'), href: '/cws/alerts' },
        { label: document.ref, href: address },
        { label: t('cwsanswers:crumb') },
      ],
    },
    done: done === '' ? '' : t(`cwsanswers:done.${done}`),
    problems: summaryOf(words, problems, [...fields, question, wordField('reply', sources)], path =>
      path === 'reply' ? `#reply-${sources.openId}` : `#field-${path}`,
    ),
    fields,
    question,
    hitsTitle: t(isIssuer ? 'cwsanswers:hits.all' : 'cwsanswers:hits.own'),
    hits: sources.hits.map(hit => hitRow(hit, sources)),
    questionsTitle: t(isIssuer ? 'cwsanswers:questions.all' : 'cwsanswers:questions.own'),
    questions: questions.map(one => questionRow(one, sources)),
  };
}

/** "3 hits in 2 offices, 5 controls without a find". */
export function countText({ hits, offices, none }: HitCounts, { t, count }: Words): string {
  if (hits + none === 0) return t('cwsanswers:count.nothing');
  return [
    t('cwsanswers:count.hits', { count: hits, number: count(hits) }),
    ...(hits > 0 ? [t('cwsanswers:count.offices', { count: offices, number: count(offices) })] : []),
    t('cwsanswers:count.none', { count: none, number: count(none) }),
  ].join(', ');
}

function reportFields(sources: AnswerSources) {
  const { viewer, words } = sources;
  const { t } = words;
  const typed = { controlledOn: today(), controls: '1', ...sources.typed };
  const filled = (name: string, look: { type: string } & Record<string, unknown>) =>
    filledField(
      { ...look, name, label: t(`cwsanswers:field.${name}`), hint: t(`cwsanswers:hint.${name}`, { defaultValue: '' }) },
      { ...sources, typed },
    );
  return [
    filled('outcome', {
      type: 'choice',
      display: 'radios',
      options: outcomes.map(value => ({ value, label: t(`cwsanswers:outcome.${value}`) })),
    }),
    filled('controlledOn', { type: 'date', max: today() }),
    filled('controls', { type: 'integer', min: 1, max: 100_000 }),
    filled('quantity', { type: 'text', max: 120, optional: true }),
    ...(rights['database:read'](viewer) ? [filled('recordRef', { type: 'text', max: 20, optional: true })] : []),
    filled('remark', { type: 'longtext', rows: 3, max: 500, optional: true }),
  ];
}

function wordField(name: 'question' | 'reply', sources: AnswerSources) {
  const { t } = sources.words;
  const look = { type: 'longtext', rows: 3, max: 2000, label: t(`cwsanswers:field.${name}`) };
  return filledField({ ...look, name, hint: t('cwsanswers:hint.word') }, sources);
}

function hitRow(hit: Hit, { seen, isIssuer, words, context, document }: AnswerSources) {
  const { t } = words;
  const isSeen = hit.recordRef !== null && seen.has(hit.recordRef);
  return {
    tag:
      hit.withdrawnAt !== null
        ? { label: t('cwsanswers:takenBack'), icon: 'undo-2' }
        : hit.outcome === 'hit'
          ? { label: t('cwsanswers:outcome.hit'), icon: 'circle-check', tone: 'good' }
          : { label: t('cwsanswers:outcome.none'), icon: 'circle-dot', tone: 'outline' },
    who: isIssuer ? `${officeName(hit.officeId, words, context)}, ${hit.login}` : hit.login,
    when: words.date(hit.controlledOn),
    text: [
      t('cwsanswers:controls', { count: hit.controls, number: words.count(hit.controls) }),
      hit.quantity ?? '',
      hit.version < document.version ? t('cwsanswers:ofVersion', { version: hit.version }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    remark: hit.remark ?? '',
    record: isSeen ? { label: hit.recordRef ?? '', href: `/seizures/${hit.recordRef}` } : undefined,
    hidden: hit.recordRef !== null && !isSeen ? t('cwsanswers:hiddenRecord') : '',
    withdrawId: hit.isOwn && hit.withdrawnAt === null ? hit.id : undefined,
  };
}

function questionRow(one: Question, sources: AnswerSources) {
  const { isIssuer, openId, words, context } = sources;
  const { t } = words;
  const isOpen = openId === one.id;
  const own = isOpen ? sources : { ...sources, problems: [], typed: {} };
  return {
    id: one.id,
    title: t('cwsanswers:questionOf', { login: one.login, office: officeName(one.officeId, words, context) }),
    tag: one.waits
      ? { label: t('cwsanswers:waits'), icon: 'clock-3', tone: 'warn' }
      : { label: t('cwsanswers:answered'), icon: 'check', tone: 'good' },
    words: one.words.map(({ login, at, text }) => ({
      login,
      when: words.time(at),
      datetime: at,
      parts: text.split('\n').filter(part => part.trim() !== ''),
    })),
    label: t(isIssuer ? 'cwsanswers:act.reply' : 'cwsanswers:act.more'),
    field: { ...wordField('reply', own), id: `reply-${one.id}` },
  };
}
