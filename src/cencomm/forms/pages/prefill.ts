import type { FieldValue } from '../../../seizures/index.ts';
import { typedValues } from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import type { AskedField } from '../../operations/pages/form-fields.ts';
import type { Field } from '../../../seizures/index.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { inputOf, type Typed } from './read-form.ts';
import type { Addressees } from '../../groups/groups.ts';
import type { MailMember } from '../../mail/writing/store-members.ts';
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
export function answerTo(first: SentForm, members: readonly MailMember[]): Typed {
  const to = members.filter(
    ({ accountId, country }) =>
      accountId === first.senderId ||
      (first.audience === 'countries' && country !== null && first.countries.includes(country)),
  );
  const subject = (first.subject ?? '').startsWith('Re: ') ? (first.subject ?? '') : `Re: ${first.subject ?? ''}`;
  return {
    subject: subject.slice(0, longestSubject),
    ...(first.audience === 'all' || to.length === 0
      ? { to: 'all' }
      : { to: 'chosen', member: to.map(({ accountId }) => String(accountId)) }),
  };
}

/** What an amendment begins with beside its fields: all that the last version says. */
export function amendmentOf(
  message: Message,
  form: SentForm,
  holders: readonly number[],
  { members, groups }: Addressees,
): Typed {
  const [day = '', hour = ''] = (message.answerBy ?? '').split('T');
  return {
    amends: message.id,
    subject: (form.subject ?? '').replace(/^[WS]-\d{3,} /, ''),
    remarks: message.body,
    ...addressedTo(message, holders, members, groups),
    answerOn: day,
    answerAt: hour.slice(0, 5),
    urgent: message.priority === 'high' ? 'yes' : '',
  };
}

/** Whom the last version was for, as it can be chosen today. */
function addressedTo(
  { audience, countries, named }: Message,
  holders: readonly number[],
  members: readonly MailMember[],
  groups: Addressees['groups'],
): Typed {
  if (audience === 'all') return { to: 'all' };
  const [codes, ids] = [audience === 'countries' ? countries : [], named?.groups.map(({ id }) => id) ?? []];
  const group = ids.filter(id => groups.some(one => one.id === id));
  const chosenAlone = named?.memberIds ?? (audience === 'members' ? holders : []);
  const member = members.filter(({ accountId }) => chosenAlone.includes(accountId));
  return {
    to: 'chosen',
    country: codes,
    group,
    office: (named?.officeIds ?? []).map(String),
    member: member.map(({ accountId }) => String(accountId)),
  };
}
