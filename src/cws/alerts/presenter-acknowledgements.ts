import type { Member } from '../../access/index.ts';
import type { Office, Words } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import { printOf } from '../documents/presenters/presenter-print.ts';
import type { CwsContext } from '../context.ts';
import type { Acknowledgement } from './store.ts';

interface AcknowledgementSources {
  readonly document: CwsDocument;
  readonly offices: readonly Office[];
  /** The office that was asked for, of several. */
  readonly chosen: Office | undefined;
  readonly members: readonly Member[];
  readonly acknowledged: readonly Acknowledgement[];
  /** When each account was last reminded. ISO. */
  readonly reminders: ReadonlyMap<number, string>;
  /** How many were reminded just now. */
  readonly reminded: number | undefined;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
}

/** Logins named in a row of an office; the rest is counted. */
const named = 4;

/** Who has acknowledged the newest version, office by office, and who has not yet. */
export function presentAcknowledgements(sources: AcknowledgementSources) {
  const { document, offices, chosen, words, context } = sources;
  const { t } = words;
  const address = `/cws/alerts/${document.ref}`;
  const own = `${address}/acknowledgements`;
  const done = new Map(sources.acknowledged.filter(({ isDone }) => isDone).map(one => [one.accountId, one.at]));
  const counted = countByOffice(sources, done);
  const total = counted.reduce((sum, row) => sum + row.total, 0);
  const missing = counted.reduce((sum, row) => sum + row.waiting.length, 0);
  const progress = { done: words.count(total - missing), missing: words.count(missing) };
  const title = t('cwsalerts:who.title', { count: total - missing, done: progress.done, total: words.count(total) });
  const [shown] = offices.length === 1 ? offices : [];
  return {
    title,
    print: printOf(document, words, context),
    head: {
      title,
      over: titleOf(document, words.lang).title,
      scope: t(document.state === 'withdrawn' ? 'cwsalerts:who.scopeWithdrawn' : 'cwsalerts:who.scope', {
        version: document.version,
      }),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cws:kind.alert.many'), href: '/cws/alerts' },
        { label: document.ref, href: address },
        ...(chosen ? [{ label: t('cwsalerts:who.all'), href: own }] : []),
        { label: chosen ? words.office(chosen) : t('cwsalerts:who.crumb') },
      ],
    },
    progress,
    done: sources.reminded === undefined ? '' : t('cwsalerts:who.reminded', { count: sources.reminded }),
    action: own,
    office: chosen?.code ?? '',
    remindAll:
      missing > 0 && document.state === 'published' ? t('cwsalerts:who.remindAll', { count: missing }) : undefined,
    offices: shown ? [] : counted.map(row => officeRow(row, own, words)),
    members: shown && { name: words.office(shown), rows: memberRows(shown, sources, done) },
  };
}

/** When each account acknowledged the newest version. */
type Done = ReadonlyMap<number, string>;

/** Offices with members, those with the most to wait for first. */
function countByOffice({ offices, members }: AcknowledgementSources, done: Done) {
  return offices
    .map(office => {
      const own = members.filter(({ officeId }) => officeId === office.id);
      const waiting = own.filter(({ accountId }) => !done.has(accountId));
      const last = own
        .flatMap(({ accountId }) => done.get(accountId) ?? [])
        .toSorted()
        .at(-1);
      return { office, total: own.length, waiting, last };
    })
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.waiting.length - a.waiting.length);
}

function officeRow(
  { office, total, waiting, last }: ReturnType<typeof countByOffice>[number],
  address: string,
  words: Words,
) {
  const { t } = words;
  return {
    name: words.office(office),
    href: `${address}?office=${office.code}`,
    code: office.code,
    done: t('cwsalerts:who.of', { done: words.count(total - waiting.length), total: words.count(total) }),
    isWhole: waiting.length === 0,
    last: last === undefined ? '' : words.time(last),
    datetime: last ?? '',
    waiting: waiting
      .slice(0, named)
      .map(({ loginId }) => loginId)
      .join(', '),
    more: waiting.length > named ? t('cwsalerts:who.more', { count: waiting.length - named }) : '',
  };
}

/** The members of an office: those who are waited for, then the newest first. */
function memberRows(office: Office, sources: AcknowledgementSources, done: Done) {
  const { members, acknowledged, reminders, words } = sources;
  const earlier = new Map(
    acknowledged.filter(({ isDone, version }) => !isDone && version > 0).map(one => [one.accountId, one.version]),
  );
  const order = ({ datetime }: { readonly datetime: string }): string => datetime || '9999';
  return members
    .filter(({ officeId }) => officeId === office.id)
    .map(({ accountId, loginId }) => {
      const at = done.get(accountId);
      const version = earlier.get(accountId);
      return {
        login: loginId,
        when: at === undefined ? '' : words.time(at),
        datetime: at ?? '',
        earlier: [
          version === undefined ? '' : words.t('cwsalerts:who.earlier', { version }),
          at === undefined && reminders.has(accountId)
            ? words.t('cwsalerts:who.remindedAt', { time: words.time(reminders.get(accountId) ?? '') })
            : '',
        ]
          .filter(Boolean)
          .join(' · '),
        mayRemind: at === undefined && sources.document.state === 'published',
      };
    })
    .toSorted((a, b) => order(b).localeCompare(order(a)));
}
