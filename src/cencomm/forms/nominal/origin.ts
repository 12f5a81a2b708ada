import type { OperationOrigin } from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import type { Operation } from '../../operations/operation.ts';
import type { CarriedOver, Carrying } from '../carry-over.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { eachOnce, personsOf } from './persons.ts';

/** What a record of a message is made with, of the forms a member has. Pure. */
export function carryingFrom(
  forms: readonly SentForm[],
  message: Pick<Message, 'threadId' | 'fields'>,
  { title, titleInRecords }: Pick<Operation, 'title' | 'titleInRecords'>,
  lang: string,
): Carrying {
  const ofThread = forms.filter(({ threadId }) => threadId === message.threadId).flatMap(({ persons }) => persons);
  return {
    title: titleInRecords ? title : undefined,
    lang,
    persons: eachOnce([...personsOf(message.fields), ...ofThread]),
  };
}

/** What a draft says of where it comes from: which fields stayed, how much was taken out; none of the words. */
export function originOf({ told, fields, persons, taken }: CarriedOver): OperationOrigin {
  return {
    kind: 'operation',
    isNamed: told.facts.operation !== undefined,
    left: [...(persons > 0 ? ['persons'] : []), ...fields],
    taken: Object.fromEntries(
      [...Map.groupBy(taken, ({ field }) => field)].map(([field, parts]) => [field, parts.length]),
    ),
  };
}
