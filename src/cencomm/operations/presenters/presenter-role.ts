import type { FormField } from '../../../fields/index.ts';
import type { Lists, Words } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import { invitedRoles } from '../members/invite.ts';

/** The choice of a role. */
export function roleField({ t }: Words, value: string): FormField {
  return {
    name: 'role',
    type: 'choice',
    display: 'radios',
    label: t('cencommops:field.role'),
    value,
    options: invitedRoles.map(role => ({
      value: role,
      label: t(`cencomm:role.${role}`),
      hint: t(`cencommops:roleHint.${role}`),
    })),
  };
}

/** The country a liaison speaks for. */
export function countryField(words: Words, lists: Lists, value: string): FormField {
  return {
    name: 'country',
    type: 'code',
    optional: true,
    label: words.t('cencommops:field.country'),
    hint: words.t('cencommops:hint.country'),
    value,
    options: lists
      .all('country', { lang: words.lang, on: today() })
      .map(({ code }) => ({ value: code, label: words.country(code) })),
  };
}
