import type { Application, State } from '../application.ts';
import type { Words } from './presenter-words.ts';

/** The tabs of the list and the states each holds. */
export const tabs = {
  waiting: ['submitted', 'consented'],
  asked: ['asked'],
  granted: ['granted'],
  refused: ['refused'],
  withdrawn: ['withdrawn'],
} as const satisfies Record<string, readonly State[]>;
export type Tab = keyof typeof tabs;

const looks: Readonly<Record<State, readonly [tone: string, icon: string]>> = {
  submitted: ['info', 'clock-3'],
  asked: ['warn', 'message-circle-question-mark'],
  consented: ['info', 'clock-3'],
  granted: ['good', 'circle-check'],
  refused: ['bad', 'circle-x'],
  withdrawn: ['', 'undo-2'],
};

export function stateTag(words: Words, state: State): { tone: string; icon: string; label: string } {
  const [tone, icon] = looks[state];
  return { tone, icon, label: words.t(`applications:states.${state}`) };
}

/** One line of a list. Who sees several offices reads the office first, who sees one reads the officer. */
export function listRow(words: Words, application: Application, seesAll: boolean) {
  const { ref, officeId, givenName, familyName, unit, level, duties, madeByLogin, madeAt, reason, state, synthetic } =
    application;
  const name = `${givenName} ${familyName}`;
  return {
    ref,
    href: `/access/applications/${ref}`,
    synthetic,
    who: seesAll ? words.office(officeId) : name,
    post: seesAll ? `${name}, ${unit}` : unit,
    level: duties.length > 0 ? duties.map(duty => words.t(`common:dutyShort.${duty}`)).join(', ') : words.level(level),
    by: madeByLogin,
    day: words.day(madeAt),
    datetime: madeAt.toISOString(),
    reason: reason.replace(/\s+/g, ' '),
    tag: stateTag(words, state),
  };
}
