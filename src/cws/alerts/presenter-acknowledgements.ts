import type { Member } from '../../access/index.ts';
import type { Office, Words } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import { titleOf } from '../documents/presenters/presenter.ts';
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
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
}

/** Logins named in a row of an office; the rest is counted. */
const named = 4;

/** Who has acknowledged the newest version, office by office, and who has not yet. */
export function presentAcknowledgements({
  document,
  offices,
  chosen,
  members,
  acknowledged,
  words,
  context,
}: AcknowledgementSources) {
  const { t } = words;
  const address = `/cws/alerts/${document.ref}`;
  const own = `${address}/acknowledgements`;
  const done = new Map(
    acknowledged.filter(({ version }) => version >= document.version).map(one => [one.accountId, one.at]),
  );
  const earlier = new Map(
    acknowledged.filter(({ version }) => version < document.version).map(one => [one.accountId, one.version]),
  );
  const shown = offices.length === 1 ? offices[0] : undefined;
  const rows = offices
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
  const [total, missing] = [
    rows.reduce((sum, row) => sum + row.total, 0),
    rows.reduce((sum, row) => sum + row.waiting.length, 0),
  ];
  const title = t('cwsalerts:who.title', {
    count: total - missing,
    done: words.count(total - missing),
    total: words.count(total),
  });
  return {
    title,
    print: printOf(document, words, context),
    head: {
      title,
      over: titleOf(document, words.lang).title,
      scope: t('cwsalerts:who.scope', { version: document.version }),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cws:kind.alert.many'), href: '/cws/alerts' },
        { label: document.ref, href: address },
        ...(chosen ? [{ label: t('cwsalerts:who.all'), href: own }] : []),
        { label: chosen ? words.office(chosen) : t('cwsalerts:who.crumb') },
      ],
    },
    progress: { done: words.count(total - missing), missing: words.count(missing) },
    offices: shown
      ? []
      : rows.map(({ office, total: all, waiting, last }) => ({
          name: words.office(office),
          href: `${own}?office=${office.code}`,
          done: t('cwsalerts:who.of', { done: words.count(all - waiting.length), total: words.count(all) }),
          isWhole: waiting.length === 0,
          last: last === undefined ? '' : words.time(last),
          datetime: last ?? '',
          waiting: waiting
            .slice(0, named)
            .map(({ loginId }) => loginId)
            .join(', '),
          more: waiting.length > named ? t('cwsalerts:who.more', { count: waiting.length - named }) : '',
        })),
    members: shown && {
      name: words.office(shown),
      rows: members
        .filter(({ officeId }) => officeId === shown.id)
        .map(({ accountId, loginId }) => {
          const at = done.get(accountId);
          return {
            login: loginId,
            when: at === undefined ? '' : words.time(at),
            datetime: at ?? '',
            earlier: earlier.has(accountId) ? t('cwsalerts:who.earlier', { version: earlier.get(accountId) }) : '',
          };
        })
        .toSorted((a, b) =>
          a.datetime === b.datetime
            ? 0
            : a.datetime === ''
              ? -1
              : b.datetime === ''
                ? 1
                : a.datetime < b.datetime
                  ? 1
                  : -1,
        ),
    },
  };
}
