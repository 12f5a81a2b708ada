import { presentForm } from '../../../forms/index.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { mayManage, type Entered } from '../operation.ts';
import type { Failed } from '../pages/pages-act.ts';
import { personText } from '../../words.ts';
import { presentPerson, type PeopleSources } from './presenter-people.ts';
import { countryField, roleField } from './presenter-role.ts';
import type { MemberCard } from '../members/store-members.ts';

interface MemberSources extends Omit<PeopleSources, 'members' | 'context'> {
  readonly entered: Entered;
  readonly member: MemberCard;
  readonly context: Pick<CencommContext, 'offices' | 'lists'>;
  readonly failed?: Failed;
}

/** Characters of why a member is taken out. */
export const longestReason = 500;

/** One member for the owner: how they are reached, their role, and the ways out. */
export function presentMember({ entered, member, contacts, context, words, now, failed }: MemberSources) {
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const person = presentPerson(member, { contacts, context, words, now });
  const action = `${base}/members/${member.accountId}`;
  const isAdministration = context.offices.byId(member.officeId)?.kind === 'administration';
  const role = roleField(words, failed?.typed.role ?? member.role);
  const form = presentForm(
    words,
    {
      action,
      cancelHref: `${base}/members`,
      submit: { label: t('common:action.save'), icon: 'check' },
      groups: [
        {
          fields: [
            member.level === 'read_only' ? { ...role, hint: t('cencommops:problem.readOnly') } : role,
            ...(isAdministration
              ? []
              : [countryField(words, context.lists, failed?.typed.country ?? member.country ?? '')]),
          ],
        },
      ],
    },
    failed?.problems,
  );
  return {
    title: t('cencommops:member.title', { login: personText(member) }),
    person,
    problems: form.problems,
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: personText(member) }],
    form: mayManage(entered) ? form : undefined,
    removal: {
      action: `${action}/removal`,
      note: t('cencommops:member.removalNote'),
      fields: [
        {
          id: 'field-reason',
          name: 'reason',
          type: 'longtext' as const,
          rows: 3,
          max: longestReason,
          label: t('cencommops:member.reason'),
          hint: t('cencommops:member.reasonHint'),
          value: failed?.typed.reason ?? '',
          ...(failed?.problems ?? [])
            .filter(({ path }) => path === 'reason')
            .map(problem => ({ error: words.problem(problem) }))[0],
        },
      ],
    },
    ownership:
      member.level === 'unlimited' && member.isLive
        ? { action: `${action}/ownership`, note: t('cencommops:member.ownershipNote', { login: member.login }) }
        : undefined,
  };
}
