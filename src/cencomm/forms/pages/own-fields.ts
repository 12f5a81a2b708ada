import type { Field } from '../../../seizures/index.ts';
import { containerNumber } from '../../../text/container-number.ts';
import type { FormKind } from '../../operations/operation.ts';

/** What was done about a warning. */
export const answers = ['will_be_opened', 'passed_on', 'nothing_found', 'not_found', 'hit'] as const;
export type Answer = (typeof answers)[number];
/** Whether nobody has to act after this answer. */
export const isResult = (answer: Answer): boolean => answer !== 'will_be_opened' && answer !== 'passed_on';

const hour = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Fields a message has besides those of the seizure record: the means of one shipment, which the database does not keep
 * and operation mail may, and what becomes of a warning. Labels: `cencommforms:own.<name>`.
 */
const means: readonly Field[] = [
  { name: 'vessel', form: 'short', type: 'text', max: 120 },
  { name: 'voyage', form: 'short', type: 'text', max: 40 },
  { name: 'containerNo', form: 'short', type: 'text', max: 14, pattern: containerNumber },
  { name: 'asPainted', form: 'short', type: 'choice', options: ['yes'], many: true },
  { name: 'document', form: 'short', type: 'text', max: 60 },
];

export const ownFields: Readonly<Record<FormKind, readonly Field[]>> = {
  warning: [
    ...means,
    { name: 'expectedPlace', form: 'short', type: 'text', max: 120 },
    { name: 'expectedOn', form: 'short', type: 'date' },
    { name: 'expectedAt', form: 'short', type: 'text', max: 5, pattern: hour },
    { name: 'askedOf', form: 'short', type: 'code', list: 'country', many: true },
    { name: 'grade', form: 'short', type: 'choice', options: ['A', 'B', 'C', 'X'] },
  ],
  feedback: [
    { name: 'answer', form: 'short', type: 'choice', options: answers, required: true },
    { name: 'doneOn', form: 'short', type: 'date' },
    { name: 'doneAt', form: 'short', type: 'text', max: 5, pattern: hour },
  ],
  seizure: means,
};

/** Fields that name one shipment or vehicle: they stay in the operation when a record is made. */
export const staysHere: ReadonlySet<string> = new Set(
  means.map(({ name }) => name).filter(name => name !== 'asPainted'),
);
