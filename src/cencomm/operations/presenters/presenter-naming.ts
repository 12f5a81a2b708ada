import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import type { CencommContext } from '../../context.ts';
import type { Candidate } from '../members/store-candidates.ts';
import type { Invited } from '../members/store-invitations.ts';

export interface NamingSources {
  readonly invited: Invited;
  readonly officers: readonly Candidate[];
  readonly typed: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly context: Pick<CencommContext, 'lists' | 'texts' | 'offices'>;
  readonly words: Words;
}

/** Whom an invited office sends. Pure. */
export function presentNaming({ invited, officers, typed, problems, context, words }: NamingSources) {
  const { t } = words;
  const office = (id: number): string => {
    const found = context.offices.byId(id);
    return found ? words.office(found) : '';
  };
  const free = officers.filter(({ isMember, isInvited }) => !isMember && !isInvited);
  const [problem] = problems;
  return {
    title: t('cencommops:naming.title'),
    action: `/cencomm/invitations/${invited.id}/officers`,
    problems: problems.map(one => ({ text: words.problem(one), href: '#field-officers' })),
    head: {
      title: t('cencommops:naming.title'),
      crumbs: [{ label: t('cencomm:tabs.operations'), href: '/cencomm' }, { label: invited.title }],
      scope: t('cencommops:naming.scope', { office: office(invited.ofOffice) }),
      headings: invited.headings.map(code => headingMark(code, words.lang, context)),
    },
    facts: [
      { label: t('cencommops:field.title'), value: invited.title },
      {
        label: t('cencommops:field.dates'),
        value: t('cencomm:dates', { from: words.date(invited.startsOn), to: words.date(invited.endsOn) }),
      },
      { label: t('cencommops:field.countries'), value: invited.countries.map(code => words.country(code)).join(', ') },
      { label: t('cencommops:field.owner'), value: office(invited.ownerOffice) },
      { label: t('cencommops:field.role'), value: t(`cencomm:role.${invited.role}`) },
    ],
    field: {
      id: 'field-officers',
      name: 'officers',
      type: 'choices',
      display: 'columns',
      label: t('cencommops:naming.officers'),
      hint: t('cencommops:naming.hint'),
      value: typed,
      options: free.map(one => ({
        value: String(one.accountId),
        label: [one.login, one.personName].filter(Boolean).join(' · '),
        hint: [one.unit, t(`common:level.${one.level}`)].filter(Boolean).join(' · '),
      })),
      ...(problem ? { error: words.problem(problem) } : {}),
    },
    nobody: free.length === 0 ? t('cencommops:naming.nobody') : undefined,
    inside: officers
      .filter(({ isMember, isInvited }) => isMember || isInvited)
      .map(({ login }) => login)
      .join(', '),
  };
}
