import { asking, addressOf, type FormField } from '../../fields/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { presentForm } from '../../forms/index.ts';
import type { Offices, Words } from '../../reference/index.ts';
import { filePath } from '../files/pages/words.ts';
import { kindTag, longTime, placeOf, shortTime } from '../mail/reading/message-style.ts';
import { messagePath } from '../mail/writing/addresses.ts';
import type { Entered } from '../operations/operation.ts';
import { senderText } from '../words.ts';
import type { Hit } from './match.ts';
import { searchFields, type SearchName } from './query.ts';
import type { Found } from './search.ts';

interface SearchSources {
  readonly typed: Readonly<Record<SearchName, string>>;
  readonly problems: readonly FieldProblem[];
  readonly found?: Found;
  /** Of this search, from the newest on. */
  readonly address: string;
  readonly isFirst: boolean;
  /** The operation that is searched; all of `entered` without it. */
  readonly inside: Entered | undefined;
  readonly entered: readonly Entered[];
  readonly offices: Offices;
  readonly words: Words;
}

/** The page of a search: its form, what was found, and how it goes on. Pure but for the clock. */
export function presentSearch(sources: SearchSources) {
  const { typed, problems, found, inside, words } = sources;
  const { t } = words;
  const narrowed = (['person', 'from', 'to', 'kind', 'operation'] as const).filter(name => typed[name] !== '');
  return {
    title: t(inside ? 'cencommmail:search.title' : 'cencommmail:search.titleAll'),
    form: {
      ...presentForm(words, { groups: [{ fields: fieldsOf(sources) }] }, problems),
      active: narrowed.length,
      isOpen: narrowed.length > 0 || problems.some(({ path }) => path !== 'q'),
    },
    found: found && presentFound(found, sources),
  };
}

function fieldsOf({ typed, inside, entered, words }: SearchSources) {
  const { t } = words;
  const ids = inside ? [] : entered.map(({ operation }) => operation.id);
  const ask = asking(searchFields(ids), typed, words, 'cencommmail:search.fields');
  const anyOf = (field: FormField) => ({ ...field, placeholder: t('common:any') });
  return [
    ask('q', { hint: t('cencommmail:search.hint'), optional: false }),
    ask('person', { span: 6, hint: t('cencommmail:search.personHint'), optional: false }),
    anyOf(ask('kind', { span: 6, display: 'select', hint: t('cencommmail:search.kindHint'), optional: false })),
    ask('from', { span: 6, optional: false }),
    ask('to', { span: 6, optional: false }),
    ...(ids.length > 0
      ? [
          anyOf(
            ask('operation', {
              display: 'select',
              optional: false,
              options: entered.map(({ operation: { id, title } }) => ({ value: id, label: title })),
            }),
          ),
        ]
      : []),
  ];
}

function presentFound(found: Found, sources: SearchSources) {
  const { hits, looked, backToMs, next, left } = found;
  const { address, isFirst, words } = sources;
  const { t } = words;
  const scanned = [
    t('cencommmail:search.messages', { count: looked.messages, number: words.count(looked.messages) }),
    t('cencommmail:search.files', { count: looked.files, number: words.count(looked.files) }),
  ].join(t('cencommmail:search.and'));
  const time = backToMs === undefined ? '' : longTime(backToMs, words);
  return {
    text: t('cencommmail:search.found', { count: hits.length, scanned }),
    looked: time === '' ? undefined : t(next ? 'cencommmail:search.backTo' : 'cencommmail:search.whole', { time }),
    further: next && {
      text: t('cencommmail:search.left', { count: left, number: words.count(left) }),
      label: t('cencommmail:search.further'),
      href: addTo(address, `${next.createdMs}_${next.id}`),
    },
    newest: isFirst ? undefined : { label: t('cencommmail:search.newest'), href: address },
    none: t(next ? 'cencommmail:search.noneYet' : 'cencommmail:search.none'),
    lines: hits.map(hit => lineOf(hit, sources)),
  };
}

const addTo = (address: string, after: string): string => {
  const [path = '', query = ''] = address.split('?');
  return addressOf(path, { ...Object.fromEntries(new URLSearchParams(query)), after });
};

/** What is said of a hit in an attachment. */
const attached: Partial<Record<NonNullable<Hit['foundIn']>, string>> = {
  fileName: 'attachmentName',
  content: 'attachment',
};

function lineOf(hit: Hit, { offices, words, inside }: SearchSources) {
  const { t } = words;
  const { kind, id, operationId, createdMs, foundIn, attachment } = hit;
  return {
    href: kind === 'file' ? filePath(operationId, id) : messagePath(operationId, id),
    isUnread: hit.isUnread,
    tag: kind === 'file' ? { tone: 'outline', label: t('cencommmail:search.kinds.file') } : kindTag(kind, words),
    who: `${senderText(hit)} · ${placeOf(hit.senderOfficeId, offices, words)}`,
    time: shortTime(createdMs, words),
    iso: new Date(createdMs).toISOString(),
    title: hit.title,
    snippet: hit.snippet,
    foundIn:
      foundIn &&
      t(`cencommmail:search.in.${attachment === undefined ? foundIn : attached[foundIn]}`, { name: attachment }),
    operation: inside ? undefined : hit.operationTitle,
  };
}
