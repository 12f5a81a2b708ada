import { presentForm } from '../../../forms/index.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { invitedRoles } from '../members/invite.ts';
import type { Entered } from '../operation.ts';
import { mayManage } from '../operation.ts';
import type { Failed } from '../pages/pages-act.ts';
import { presentPerson } from './presenter-people.ts';
import type { PeopleSources } from './presenter-people.ts';
import type { MemberCard } from '../members/store-members.ts';
import { today } from '../../../text/plain-date.ts';

export interface MemberSources extends Omit<PeopleSources, 'members' | 'context'> {
  readonly entered: Entered;
  readonly member: MemberCard;
  readonly context: Pick<CencommContext, 'offices' | 'lists'>;
  readonly failed?: Failed;
}

/** One member for the owner: how they are reached, their role, and the ways out. */
export function presentMember({ entered, member, contacts, context, words, now, failed }: MemberSources) {
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const person = presentPerson(member, { contacts, context, words, now });
  const action = `${base}/members/${member.accountId}`;
  const isAdministration = context.offices.byId(member.officeId)?.kind === 'administration';
  const form = presentForm(
    words,
    {
      action,
      cancelHref: `${base}/members`,
      submit: { label: t('common:action.save'), icon: 'check' },
      groups: [
        {
          fields: [
            {
              name: 'role',
              type: 'choice' as const,
              display: 'radios' as const,
              label: t('cencommops:field.role'),
              value: failed?.typed.role ?? member.role,
              options: invitedRoles.map(role => ({
                value: role,
                label: t(`cencomm:role.${role}`),
                hint: t(`cencommops:roleHint.${role}`),
              })),
              ...(member.level === 'read_only' ? { hint: t('cencommops:problem.readOnly') } : {}),
            },
            ...(isAdministration
              ? []
              : [
                  {
                    name: 'country',
                    type: 'code' as const,
                    optional: true,
                    label: t('cencommops:field.country'),
                    hint: t('cencommops:hint.country'),
                    value: failed?.typed.country ?? member.country ?? '',
                    options: context.lists
                      .all('country', { lang: words.lang, on: today() })
                      .map(({ code }) => ({ value: code, label: words.country(code) })),
                  },
                ]),
          ],
        },
      ],
    },
    failed?.problems,
  );
  return {
    title: t('cencommops:member.title', { login: member.login }),
    person,
    problems: form.problems,
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: member.login }],
    form: mayManage(entered) ? form : undefined,
    removal: { action: `${action}/removal`, note: t('cencommops:member.removalNote') },
    ownership:
      member.level === 'unlimited' && member.isLive
        ? { action: `${action}/ownership`, note: t('cencommops:member.ownershipNote', { login: member.login }) }
        : undefined,
  };
}
