import type { FieldValue } from '../../../seizures/index.ts';
import { typedValues } from '../../../seizures/index.ts';
import type { AskedField } from '../../operations/pages/form-fields.ts';
import type { Field } from '../../../seizures/index.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { inputOf } from './read-form.ts';
import type { Typed } from './read-form.ts';
import type { Colleague } from '../store-members.ts';
import { longestSubject } from '../subject.ts';

/** Fields of one message as the form of another takes them: those that both have. */
export function typedOf(
  values: Readonly<Record<string, FieldValue>>,
  asked: readonly AskedField[],
  own: readonly Field[],
): Typed {
  const inputs = new Map([
    ...asked.map(one => [one.name, inputOf(one)] as const),
    ...own.map(({ name }) => [name, `own.${name}`] as const),
  ]);
  return Object.fromEntries(
    Object.entries(typedValues(values)).flatMap(([name, value]) => {
      const input = inputs.get(name);
      return input === undefined ? [] : [[input, value]];
    }),
  );
}

/** What an answer begins with: the subject, and the sender and countries of the warning as recipients. */
export function answerTo(first: SentForm, colleagues: readonly Colleague[]): Typed {
  const to = colleagues.filter(
    ({ accountId, country }) =>
      accountId === first.senderId ||
      (first.audience === 'countries' && country !== null && first.countries.includes(country)),
  );
  const subject = (first.subject ?? '').startsWith('Re: ') ? (first.subject ?? '') : `Re: ${first.subject ?? ''}`;
  return {
    subject: subject.slice(0, longestSubject),
    ...(first.audience === 'all' || to.length === 0
      ? { audience: 'all' }
      : { audience: 'members', members: to.map(({ accountId }) => String(accountId)) }),
  };
}
