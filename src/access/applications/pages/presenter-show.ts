import { now as portalNow } from '../../../text/clock.ts';
import type { Viewer } from '../../viewer.ts';
import { rights } from '../../rights.ts';
import type { FieldProblem } from '../../../errors.ts';
import { isOwn } from '../answer.ts';
import { longest } from './form.ts';
import { stateTag } from './presenter-list.ts';
import { levelsFor, needsTwo, openStates, type Application } from '../application.ts';
import type { Words } from './presenter-words.ts';
import type { Opening, Step } from '../store.ts';
import type { Office } from '../../../reference/index.ts';

const dots: Readonly<Record<Step['kind'], readonly [tone: string, icon: string]>> = {
  submitted: ['info', 'clock-3'],
  asked: ['warn', 'message-circle-question-mark'],
  answered: ['info', 'clock-3'],
  consented: ['info', 'check'],
  granted: ['good', 'circle-check'],
  refused: ['bad', 'circle-x'],
  withdrawn: ['', 'undo-2'],
  link_sent: ['', 'history'],
};

export interface Shown {
  readonly application: Application;
  readonly steps: readonly Step[];
  readonly opening: Opening | undefined;
  readonly office: Office;
  /** Accounts of the office in use. */
  readonly accounts: number;
}

/** What was typed, given back when it could not be done. */
export interface TypedActions {
  readonly level?: string;
  readonly duties?: readonly string[];
  readonly endsOn?: string;
  readonly words?: string;
  readonly answer?: string;
  readonly withdrawal?: string;
}

export interface Around {
  readonly typed?: TypedActions;
  readonly problems?: readonly FieldProblem[];
  readonly done?: string;
  readonly notice?: 'overtaken' | 'needsAnother';
}

/** The page of one application: what was asked, what became of it, and what the viewer may do. Pure. */
export function presentShow(
  words: Words,
  viewer: Viewer,
  shown: Shown,
  { typed, problems = [], done, notice }: Around,
) {
  const { application, steps } = shown;
  const { ref, state, synthetic, level, duties, endsOn, decided } = application;
  const said = problems.map(problem => ({ path: problem.path, text: words.problem(problem) }));
  return {
    ref,
    name: `${application.givenName} ${application.familyName}`,
    state,
    tag: stateTag(words, state),
    synthetic,
    facts: facts(words, shown),
    events: timeline(words, steps),
    opening: openingOf(words, shown.opening),
    may: mayDo(viewer, shown),
    seen: steps.at(-1)?.id ?? 0,
    levels: levelChoices(words, shown),
    duties: duties.map(duty => ({ value: duty, label: words.duties([duty]) })),
    madeBy: application.madeByLogin,
    decided:
      decided &&
      [
        words.level(decided.level),
        words.duties(decided.duties),
        words.t('applications:decide.until', { day: words.day(decided.endsOn) }),
      ]
        .filter(Boolean)
        .join(' · '),
    typed: { level, duties, endsOn, words: '', answer: '', withdrawal: '', ...typed },
    problems: said,
    errors: Object.fromEntries(said.map(({ path, text }) => [path, text])),
    done,
    notice,
    longest: longest.words,
  };
}

/** The steps for the timeline, newest first: who, when, in which words, and what was decided. */
function timeline(words: Words, steps: readonly Step[]) {
  return steps.toReversed().map(({ kind, at, loginId, officeId, words: said, detail }) => {
    const [tone, icon] = dots[kind];
    const decided =
      detail?.level && detail.endsOn
        ? [
            {
              label: words.t('applications:fields.level'),
              new: [words.level(detail.level), words.duties(detail.duties ?? [])].filter(Boolean).join(' · '),
            },
            { label: words.t('applications:fields.endsOn'), new: words.day(detail.endsOn) },
            ...(detail.loginId ? [{ label: words.t('applications:fields.loginId'), new: detail.loginId }] : []),
          ]
        : [];
    return {
      title: words.t(`applications:steps.${kind}`),
      who: `${loginId}, ${words.office(officeId)}`,
      when: words.time(at),
      datetime: at.toISOString(),
      tone,
      icon,
      changes: decided,
      ...(said ? { reason: said } : {}),
    };
  });
}

/** What was asked, for the list of facts. */
function facts(words: Words, { application, accounts }: Shown) {
  const { t } = words;
  const label = (name: string): string => t(`applications:fields.${name}`);
  const {
    officeId,
    givenName,
    familyName,
    unit,
    email,
    level,
    duties,
    notification,
    lang,
    reason,
    endsOn,
    madeByLogin,
    madeAt,
    batchRef,
  } = application;
  return [
    {
      label: label('office'),
      value: words.office(officeId),
      note: t('applications:show.accounts', { count: accounts }),
    },
    { label: label('officer'), value: `${givenName} ${familyName}`, note: unit },
    { label: label('email'), value: email },
    { label: label('level'), value: words.level(level) },
    ...(duties.length > 0 ? [{ label: label('duties'), value: words.duties(duties) }] : []),
    ...(notification === '' ? [] : [{ label: label('notification'), value: notification }]),
    { label: label('reason'), value: reason },
    { label: label('endsOn'), value: words.day(endsOn) },
    { label: label('lang'), value: t(`common:language.${lang}`) },
    { label: label('madeBy'), value: `${madeByLogin}, ${words.day(madeAt)}` },
    ...(batchRef ? [{ label: label('batch'), value: batchRef, href: `/access/applications/batches/${batchRef}` }] : []),
  ];
}

/** How far the account has come, and whether its link may be sent again. */
function openingOf(words: Words, opening: Opening | undefined, now = portalNow()) {
  if (!opening) return undefined;
  const { loginId, activatedAt, endedAt, linkUntil } = opening;
  const state = endedAt ? 'ended' : activatedAt ? 'activated' : linkUntil && linkUntil > now ? 'sent' : 'expired';
  const tag = {
    ended: ['', 'x'],
    activated: ['good', 'circle-check'],
    sent: ['info', 'clock-3'],
    expired: ['warn', 'hourglass'],
  }[state];
  const when = { ended: endedAt, activated: activatedAt, sent: linkUntil, expired: linkUntil }[state];
  return {
    loginId,
    maySendAgain: state === 'sent' || state === 'expired',
    tag: { tone: tag?.[0] ?? '', icon: tag?.[1] ?? '', label: words.t(`applications:opening.${state}`) },
    text: when ? words.t(`applications:opening.${state}When`, { when: words.time(when) }) : '',
  };
}

/** What the viewer may do now. */
export function mayDo(viewer: Viewer, { application, office }: Shown) {
  const { state, decided, consentedBy, madeBy, level, duties } = application;
  const isOpen = openStates.includes(state);
  const decides = isOpen && rights.administrator(viewer);
  const second = state === 'consented';
  return {
    decides,
    answers: state === 'asked' && isOwn(viewer, application),
    withdraws: isOpen && isOwn(viewer, application),
    second,
    needsTwo: needsTwo(decided ?? { level, duties }, office.kind),
    /** Why this administrator may not grant, though another may. */
    blocked: !decides
      ? undefined
      : second && consentedBy === viewer.accountId
        ? 'ownConsent'
        : !needsTwo(decided ?? { level, duties }, office.kind) && madeBy === viewer.accountId
          ? 'ownApplication'
          : undefined,
  };
}

/** The levels a decision may choose: the asked one and those below. */
function levelChoices(words: Words, { application, office }: Shown) {
  const all = levelsFor(office.kind);
  return all
    .slice(0, all.indexOf(application.level) + 1)
    .map(level => ({
      value: level,
      label:
        level === application.level
          ? words.t('applications:decide.asked', { level: words.level(level) })
          : words.level(level),
      hint: words.t(`applications:levels.${level}`),
    }));
}
