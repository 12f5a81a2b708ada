import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { dueRows } from '../../library/presenter-tree.ts';
import type { PageCheck } from '../../library/store-checks.ts';
import { kindCodes, kinds } from '../../kinds/index.ts';
import type { Answered } from '../../answers/store.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import { can, isPublisher } from '../permissions.ts';
import { officeName, tagsOf, titleOf } from './presenter-names.ts';

interface DeskSources {
  readonly viewer: Viewer;
  readonly documents: readonly CwsDocument[];
  /** Of the working copies, by document. */
  readonly titles: ReadonlyMap<number, string>;
  /** Pages of the reference system to be checked. */
  readonly due: readonly PageCheck[];
  /** Alerts with questions that wait, or hits. */
  readonly answered: readonly Answered[];
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
  readonly done: string;
}

/** What waits at this desk, what the office writes, and what can be begun. Pure but for the clock. */
export function presentDesk({ viewer, documents, titles, due, answered, words, context, done }: DeskSources) {
  const { t } = words;
  const row = (document: CwsDocument) => ({
    ref: document.ref,
    href: `/cws/documents/${document.ref}`,
    kind: t(`cws:kind.${document.kind}.one`),
    name:
      titles.get(document.id) || (document.version > 0 ? titleOf(document, words.lang).title : t('cws:desk.untitled')),
    tags: [
      ...(document.isWorldAsked ? [{ label: t('cws:world.asked'), icon: 'globe', tone: 'warn' }] : []),
      ...tagsOf(document, words),
    ],
    office: officeName(document.officeId, words, context),
    login: document.madeBy ?? t('cws:thePortal'),
    made: words.date(document.madeAt.slice(0, 10)),
    revision: document.version > 0 ? t('cws:desk.revision', { version: document.version }) : '',
  });
  const waiting = documents.filter(
    one => (one.state === 'submitted' && isPublisher(viewer, one)) || (one.isWorldAsked && can(viewer, 'widen', one)),
  );
  const own = documents.filter(
    one => !waiting.includes(one) && (can(viewer, 'edit', one) || can(viewer, 'takeBack', one)),
  );
  return {
    title: t('cws:desk.title'),
    done: done === '' ? '' : t(`cws:done.${done}`),
    head: {
      title: t('cws:desk.title'),
      crumbs: [{ label: t('cws:title'), href: '/cws' }, { label: t('cws:desk.title') }],
      scope: t('cws:desk.scope', { office: officeName(viewer.office.id, words, context) }),
    },
    waiting: waiting.map(row),
    own: own.map(row),
    due: dueRows(due, words),
    answered: answered.map(one => answeredRow(one, words)),
    begin: kindCodes
      .filter(code => kinds[code].writers(viewer))
      .map(code => ({ label: t(`cws:kind.${code}.new`), href: `/cws/documents/new/${code}` })),
  };
}

function answeredRow({ ref, titles, questions, hits }: Answered, { t, lang }: Words) {
  return {
    title: titleOf({ ref, titles }, lang).title,
    href: `/cws/alerts/${ref}/answers`,
    text: [
      ref,
      ...(questions > 0 ? [t('cwsanswers:desk.questions', { count: questions })] : []),
      ...(hits > 0 ? [t('cwsanswers:desk.hits', { count: hits })] : []),
    ].join(' · '),
    end: t('cwsanswers:desk.look'),
  };
}
