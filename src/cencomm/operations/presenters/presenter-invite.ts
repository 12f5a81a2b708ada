import { presentForm } from '../../../forms/index.ts';
import type { Office, Words } from '../../../reference/index.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import type { Candidate } from '../members/store-candidates.ts';
import { invitedRoles, roleProblem } from '../members/invite.ts';
import type { Entered } from '../operation.ts';
import type { Failed } from '../pages/pages-act.ts';
import { today } from '../../../text/plain-date.ts';

export interface InviteSources {
  readonly entered: Entered;
  readonly q: string;
  readonly offices: readonly Office[];
  readonly officers: readonly Candidate[];
  readonly hasMore: boolean;
  readonly clientUuid: string;
  readonly context: Pick<CencommContext, 'offices' | 'lists'>;
  readonly words: Words;
  readonly failed?: Failed;
}

/** Whom the words found, as the choices of a form with role and country. Pure but for the clock. */
export function presentInvite({
  entered,
  q,
  offices,
  officers,
  hasMore,
  clientUuid,
  context,
  words,
  failed,
}: InviteSources) {
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const typed = failed?.typed ?? {};
  const officeName = (id: number): string => {
    const office = context.offices.byId(id);
    return office ? words.office(office) : '';
  };
  const able = officers.filter(({ isMember, isInvited, level }) => !isMember && !isInvited && level !== 'limited');
  const unable = officers.filter(one => !able.includes(one));
  const whom = [
    ...offices.map(office => ({
      value: `office-${office.id}`,
      label: t('cencommops:invite.wholeOffice', { office: words.office(office) }),
      hint: t(`common:officeKind.${office.kind}`),
    })),
    ...able.map(one => ({
      value: `account-${one.accountId}`,
      label: [one.login, one.personName].filter(Boolean).join(' · '),
      hint: [officeName(one.officeId), one.unit, t(`common:level.${one.level}`)].filter(Boolean).join(' · '),
    })),
  ];
  const form = presentForm(
    words,
    {
      action: `${base}/members/invite`,
      hidden: { clientUuid, q },
      cancelHref: `${base}/members`,
      submit: { label: t('cencommops:invite.submit'), icon: 'user-plus' },
      groups: [
        {
          title: t('cencommops:invite.found', { count: whom.length }),
          fields: [
            {
              name: 'whom',
              type: 'choice' as const,
              display: 'columns' as const,
              label: t('cencommops:field.whom'),
              value: typed.whom ?? (whom.length === 1 ? (whom[0]?.value ?? '') : ''),
              options: whom,
            },
          ],
        },
        {
          title: t('cencommops:invite.as'),
          fields: [
            {
              name: 'role',
              type: 'choice' as const,
              display: 'radios' as const,
              label: t('cencommops:field.role'),
              value: typed.role ?? '',
              options: invitedRoles.map(role => ({
                value: role,
                label: t(`cencomm:role.${role}`),
                hint: t(`cencommops:roleHint.${role}`),
              })),
            },
            {
              name: 'country',
              type: 'code' as const,
              optional: true,
              label: t('cencommops:field.country'),
              hint: t('cencommops:hint.country'),
              value: typed.country ?? '',
              options: context.lists
                .all('country', { lang: words.lang, on: today() })
                .map(({ code }) => ({ value: code, label: words.country(code) })),
            },
          ],
        },
      ],
    },
    failed?.problems,
  );
  return {
    title: t('cencommops:invite.title'),
    lead: t('cencommops:invite.lead'),
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: t('cencommops:invite.crumb') }],
    problems: form.problems,
    search: { action: `${base}/members/invite`, q },
    form: whom.length === 0 ? undefined : form,
    none: q !== '' && whom.length === 0 ? t('cencommops:invite.none', { q }) : undefined,
    more: hasMore ? t('cencommops:invite.more') : undefined,
    unable: unable.map(one => ({ login: one.login, office: officeName(one.officeId), why: whyNot(one, words) })),
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
  };
}

function whyNot({ isMember, isInvited, level }: Candidate, words: Words): string {
  if (isMember) return words.t('cencommops:problem.memberAlready');
  if (isInvited) return words.t('cencommops:problem.invitedAlready');
  const problem = roleProblem(level, 'observer');
  return problem ? words.problem(problem) : '';
}
