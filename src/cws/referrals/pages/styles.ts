import type { Office, Words } from '../../../reference/index.ts';
import type { Names } from '../../../seizures/index.ts';
import { goodsOf, type Referral, type State, type StepKind } from '../referral.ts';

/** Who answers for an office: a Member's contact point, or the RILO itself. */
export function deskName(office: Pick<Office, 'kind' | 'nameEn' | 'nameFr'>, words: Words): string {
  const name = words.office(office);
  return office.kind === 'administration' ? words.t('cwsreferrals:desk', { office: name }) : name;
}

export const path = '/cws/referrals';

const stateStyles: Readonly<Record<State, readonly [tone: string, icon: string]>> = {
  sent: ['info', 'clock-3'],
  taken: ['warn', 'user-check'],
  recorded: ['good', 'circle-check'],
  answered: ['', 'check'],
  withdrawn: ['', 'undo-2'],
};
export const stepStyles: Readonly<Record<StepKind, readonly [tone: string, icon: string]>> = {
  sent: ['', 'send'],
  taken: ['info', 'user-check'],
  asked: ['warn', 'message-circle-question-mark'],
  said: ['info', 'pencil-line'],
  attached: ['info', 'paperclip'],
  takenBack: ['', 'undo-2'],
  passed: ['merged', 'arrow-right'],
  drafted: ['info', 'square-pen'],
  recorded: ['good', 'circle-check'],
  answered: ['good', 'check'],
  reopened: ['warn', 'rotate-ccw'],
  withdrawn: ['', 'undo-2'],
};

export function stateTag(state: State, { t }: Words) {
  const [tone, icon] = stateStyles[state];
  return { tone, icon, label: t(`cwsreferrals:state.${state}`) };
}

export function headingMark({ subject }: Pick<Referral, 'subject'>, { t }: Words) {
  return { code: goodsOf[subject].heading, icon: goodsOf[subject].icon, label: t(`cwsreferrals:subject.${subject}`) };
}

/** "120 kg"; undefined where none was stated. */
export function quantityOf({ quantity, unit }: Pick<Referral, 'quantity' | 'unit'>, names: Names) {
  return quantity === null || unit === null
    ? undefined
    : { value: names.quantity(quantity), unit: names.unit(unit, quantity) };
}

/** "Mombasa, Kenya". */
export function placeOf({ place, country }: Pick<Referral, 'place' | 'country'>, words: Words): string {
  return [place, words.country(country)].filter(Boolean).join(', ');
}

/** "expected 12 Nov 2026", "12 Nov 2026", "not yet". */
export function whenOf(
  { stage, happenedOn }: Pick<Referral, 'stage' | 'happenedOn'>,
  words: Words,
  today: string,
): string {
  if (happenedOn === null) return words.t('cwsreferrals:notYet');
  return stage === 'suspected' && happenedOn >= today
    ? words.t('cwsreferrals:expected', { date: words.date(happenedOn) })
    : words.date(happenedOn);
}
