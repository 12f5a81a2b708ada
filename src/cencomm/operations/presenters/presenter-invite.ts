import { presentForm } from '../../../forms/index.ts';
import type { Office, Words } from '../../../reference/index.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import type { Candidate } from '../members/store-candidates.ts';
import { roleProblem } from '../members/invite.ts';
import type { Entered } from '../operation.ts';
import type { Failed } from '../pages/pages-act.ts';
import { officeName, personText } from '../../words.ts';
import { countryField, roleField } from './presenter-role.ts';

interface InviteSources {
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

/** The officers and offices found, as the choices of a form with role and country. Pure but for the clock. */
export function presentInvite(sources: InviteSources) {
  const { entered, q, officers, hasMore, context, words, failed } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const unable = officers.filter(one => !isAble(one));
  const whom = choicesOf(sources);
  const form = inviteForm(sources, whom, `${base}/members`);
  return {
    title: t('cencommops:invite.title'),
    lead: t('cencommops:invite.lead'),
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: t('cencommops:invite.crumb') }],
    problems: form.problems,
    listHref: `${base}/members/invite/list`,
    search: { action: `${base}/members/invite`, q },
    form: whom.length === 0 ? undefined : form,
    none: q !== '' && whom.length === 0 ? t('cencommops:invite.none', { q }) : undefined,
    more: hasMore ? t('cencommops:invite.more') : undefined,
    unable: unable.map(one => ({
      login: personText(one),
      office: officeName(one.officeId, context.offices, words),
      why: reasonAgainst(one, words),
    })),
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
  };
}

const isAble = ({ isMember, isInvited, level }: Candidate): boolean => !isMember && !isInvited && level !== 'limited';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

function choicesOf({ offices, officers, context, words }: InviteSources): Choice[] {
  const { t } = words;
  return [
    ...offices.map(office => ({
      value: `office-${office.id}`,
      label: t('cencommops:invite.wholeOffice', { office: words.office(office) }),
      hint: t(`common:officeKind.${office.kind}`),
    })),
    ...officers
      .filter(isAble)
      .map(one => ({
        value: `account-${one.accountId}`,
        label: personText(one),
        hint: [officeName(one.officeId, context.offices, words), one.unit, t(`common:level.${one.level}`)]
          .filter(Boolean)
          .join(' · '),
      })),
  ];
}

function inviteForm(
  { q, clientUuid, context, words, failed }: InviteSources,
  whom: readonly Choice[],
  membersHref: string,
) {
  const { t } = words;
  const typed = failed?.typed ?? {};
  const whomField = {
    name: 'whom',
    type: 'choice' as const,
    display: 'columns' as const,
    label: t('cencommops:field.whom'),
    value: typed.whom ?? (whom.length === 1 ? (whom[0]?.value ?? '') : ''),
    options: whom,
  };
  return presentForm(
    words,
    {
      action: `${membersHref}/invite`,
      hidden: { clientUuid, q },
      cancelHref: membersHref,
      submit: { label: t('cencommops:invite.submit'), icon: 'user-plus' },
      groups: [
        { title: t('cencommops:invite.found', { count: whom.length }), fields: [whomField] },
        {
          title: t('cencommops:invite.as'),
          fields: [roleField(words, typed.role ?? ''), countryField(words, context.lists, typed.country ?? '')],
        },
      ],
    },
    failed?.problems,
  );
}

function reasonAgainst({ isMember, isInvited, level }: Candidate, words: Words): string {
  if (isMember) return words.t('cencommops:problem.memberAlready');
  if (isInvited) return words.t('cencommops:problem.invitedAlready');
  const problem = roleProblem(level, 'observer');
  return problem ? words.problem(problem) : '';
}
