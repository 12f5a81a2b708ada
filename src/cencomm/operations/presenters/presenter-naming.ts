import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import type { CencommContext } from '../../context.ts';
import type { Candidate } from '../members/store-candidates.ts';
import { countryNames, officeName, periodText, personText } from '../../words.ts';
import type { Invited } from '../members/store-invitations.ts';

interface NamingSources {
  readonly invited: Invited;
  readonly officers: readonly Candidate[];
  readonly typed: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly context: Pick<CencommContext, 'lists' | 'texts' | 'offices'>;
  readonly words: Words;
}

/** The choice of the officers an invited office sends. Pure. */
export function presentNaming({ invited, officers, typed, problems, context, words }: NamingSources) {
  const { t } = words;
  const office = (id: number): string => officeName(id, context.offices, words);
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
      { label: t('cencommops:field.dates'), value: periodText(invited, words) },
      { label: t('cencommops:field.countries'), value: countryNames(invited.countries, words) },
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
        label: personText(one),
        hint: [one.unit, t(`common:level.${one.level}`)].filter(Boolean).join(' · '),
      })),
      ...(problem ? { error: words.problem(problem) } : {}),
    },
    nobody: free.length === 0 ? t('cencommops:naming.nobody') : undefined,
    inside: officers
      .filter(({ isMember, isInvited }) => isMember || isInvited)
      .map(personText)
      .join(', '),
  };
}
