import type { FieldProblem } from '../../../errors.ts';
import { presentForm } from '../../../forms/index.ts';
import type { Lists, Office, Words } from '../../../reference/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { personText } from '../../words.ts';
import { countryField, roleField } from '../presenters/presenter-role.ts';
import type { Entered } from '../operation.ts';
import type { CheckedLine, Named } from './check.ts';
import { able, seenOf } from './invite-all.ts';
import { mostLines } from './lines.ts';

export interface ListTyped {
  readonly formId: string;
  readonly list: string;
  readonly role: string;
  readonly country: string;
}

interface ListSources {
  readonly entered: Entered;
  readonly earlier: readonly Entered[];
  readonly offices: readonly Office[];
  readonly lists: Lists;
  readonly words: Words;
  readonly typed: ListTyped;
  readonly problems: readonly FieldProblem[];
  readonly checked?: readonly CheckedLine[];
  readonly isMeanwhile?: boolean;
}

/** The list with what is known of each line, and the form that changes, checks and sends it. Pure. */
export function presentList(sources: ListSources) {
  const { entered, typed, words, checked = [] } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const count = able(checked).length;
  const form = presentForm(words, { groups: groupsOf(sources) }, sources.problems);
  return {
    title: t('cencommops:inviteList.title'),
    lead: t('cencommops:inviteList.lead', { most: mostLines }),
    crumbs: [
      { label: t('cencomm:tabs.members'), href: `${base}/members` },
      { label: t('cencommops:invite.crumb'), href: `${base}/members/invite` },
      { label: t('cencommops:inviteList.crumb') },
    ],
    action: `${base}/members/invite/list`,
    cancelHref: `${base}/members`,
    hidden: { formId: typed.formId, seen: seenOf(checked) },
    groups: form.groups,
    problems: form.problems,
    meanwhile: sources.isMeanwhile ? t('cencommops:inviteList.meanwhile') : undefined,
    checked:
      checked.length === 0
        ? undefined
        : {
            scope: t('cencommops:inviteList.scope', {
              able: t('cencommops:inviteList.able', { count }),
              unable: t('cencommops:inviteList.unable', { count: checked.length - count }),
            }),
            lines: [...checked]
              .sort((a, b) => Number(!a.problem) - Number(!b.problem) || a.at - b.at)
              .map(one => lineOf(one, words)),
          },
    send: count === 0 ? undefined : t('cencommops:inviteList.send', { count }),
  };
}

function lineOf({ at, who, role, country, named, problem }: CheckedLine, words: Words) {
  const { t } = words;
  const as = [t(`cencomm:role.${role}`), country === '' ? '' : words.country(country)].filter(Boolean).join(' · ');
  return {
    who: named ? nameOf(named, words) : who,
    line: [t('cencommops:inviteList.line', { at }), ...(named ? [who, as] : [])].join(' · '),
    problem: problem ? words.problem({ path: 'list', ...problem }) : undefined,
  };
}

function nameOf(named: Named, words: Words): string {
  return named.kind === 'office'
    ? words.t('cencommops:invite.wholeOffice', { office: words.office(named.office) })
    : personText(named.officer);
}

function groupsOf({ earlier, offices, lists, words, typed }: ListSources) {
  const { t } = words;
  const label = (name: string): string => t(`cencommops:inviteListField.${name}`);
  return [
    {
      title: t('cencommops:inviteList.who'),
      fields: [
        {
          name: 'list',
          type: 'longtext' as const,
          label: label('list'),
          hint: t('cencommops:inviteList.listHint'),
          rows: 8,
          value: typed.list,
        },
        {
          name: 'file',
          type: 'file' as const,
          optional: true,
          label: label('file'),
          hint: t('cencommops:inviteList.fileHint'),
          accept: '.csv,.xlsx,.txt',
        },
        {
          name: 'offices',
          type: 'codes' as const,
          optional: true,
          label: label('offices'),
          hint: t('cencommops:inviteList.officesHint'),
          value: [],
          options: offices.map(office => ({ value: office.code, label: words.office(office) })),
        },
        ...(earlier.length === 0
          ? []
          : [
              {
                name: 'from',
                type: 'code' as const,
                optional: true,
                label: label('from'),
                hint: t('cencommops:inviteList.fromHint'),
                value: '',
                options: earlier.map(({ operation }) => ({ value: operation.id, label: operation.title })),
              },
            ]),
      ],
    },
    {
      title: t('cencommops:inviteList.as'),
      fields: [roleField(words, typed.role), countryField(words, lists, typed.country)],
    },
  ];
}
