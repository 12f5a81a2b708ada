import type { Viewer } from '../../../access/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import type { Notice } from '../../../web/shared-views.ts';
import { placeOf } from '../../mail/reading/message-style.ts';
import type { Message } from '../../mail/message.ts';
import type { Entered } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import { senderText } from '../../words.ts';
import type { Case } from '../figures/board.ts';
import type { SentForm } from '../store-sent-forms.ts';
import type { VersionRow } from './store-versions.ts';
import { actsOn, markOf, mayCorrect, type FormAct } from './version.ts';

/** A form with its versions, as its page shows them. */
export interface ShownVersions {
  readonly entered: Entered;
  /** The form as its last version has it; undefined where it could not be verified. */
  readonly form: SentForm | undefined;
  readonly rows: readonly VersionRow[];
  /** The version before the one shown, where it is the reader's too. */
  readonly previous: Message | undefined;
}

/** A field of a form in words, as two versions are compared. */
export interface Compared {
  readonly label: string;
  readonly text: string;
}

/** What differs between two versions, field by field. Pure. */
export function changesBetween(
  before: readonly Compared[],
  after: readonly Compared[],
): { label: string; before: string; after: string }[] {
  const [was, is] = [before, after].map(items => new Map(items.map(({ label, text }) => [label, text])));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
    .map(label => ({ label, before: was?.get(label) ?? '', after: is?.get(label) ?? '' }))
    .filter(one => one.before !== one.after);
}

interface Sources {
  readonly viewer: Viewer;
  readonly message: Message;
  readonly versions: ShownVersions;
  readonly found: Case | undefined;
  readonly offices: Offices;
  readonly words: Words;
}

const icons = { amended: 'square-pen', withdrawn: 'undo-2', stood_down: 'circle-stop' } as const;
const paths = { amended: 'amendment', withdrawn: 'withdrawal', stood_down: 'standing-down' } as const;

/** What became of a form, why, and what its sender can do to it. Pure. */
export function presentVersion({ viewer, message, versions, found, offices, words }: Sources) {
  const { t } = words;
  const { entered, form, rows } = versions;
  const base = `${pathOf(entered.operation.id)}/mail`;
  const last = rows.at(-1);
  const who = (row: VersionRow): string => [senderText(row), placeOf(row.senderOfficeId, offices, words)].join(', ');
  const when = (ms: number): string => words.time(new Date(ms).toISOString());
  const isLast = last === undefined || last.id === message.id;
  const stands = form !== undefined && isLast && !form.isReplaced && form.standing === 'stands';
  const acts =
    stands && mayCorrect(viewer, entered, form)
      ? actsOn(form).map((act: FormAct) => ({
          label: t(`cencommforms:version.do.${act}`),
          href: `${base}/${message.id}/${paths[act]}`,
          icon: icons[act],
          tone: '',
        }))
      : [];
  return {
    notices: [
      ...(last && !isLast ? [replacedNotice(last)] : []),
      ...(last && isLast ? ownNotice(last) : []),
      ...reliedNotice({ message, found, base, words }),
    ],
    acts,
    list:
      rows.length < 2
        ? []
        : rows.map(row => ({
            label: t('cencommforms:version.number', { number: row.number }),
            text: `${t(`cencommforms:version.was.${row.act ?? 'sent'}`)} · ${who(row)}, ${when(row.createdMs)}`,
            current: row.id === message.id,
            ...(row.isMine && row.id !== message.id ? { href: `${base}/${row.id}` } : {}),
          })),
  };

  function replacedNotice(row: VersionRow): Notice {
    return {
      tone: 'warning',
      title: t(`cencommforms:version.replaced.${row.act ?? 'amended'}`),
      text: `${who(row)}, ${when(row.createdMs)}.`,
      ...(row.isMine ? { actions: [{ label: t('cencommforms:version.openLast'), href: `${base}/${row.id}` }] } : {}),
    };
  }

  function ownNotice({ act, number }: VersionRow): Notice[] {
    const mark = markOf(message.fields);
    if (act === null || mark === undefined) return [];
    return [
      {
        tone: act === 'amended' ? 'info' : 'error',
        title: t(`cencommforms:version.is.${message.kind}.${act}`, { number }),
        text: `${t('cencommforms:version.why')} ${mark.$reason}`,
      },
    ];
  }
}

/** To those who acted on a warning: that it was changed since. */
function reliedNotice({
  message,
  found,
  base,
  words: { t, time },
}: Pick<Sources, 'message' | 'found' | 'words'> & { readonly base: string }): Notice[] {
  const warning = found?.warning;
  if (message.kind === 'warning' || warning?.changedMs === undefined || warning.changedMs < message.createdMs)
    return [];
  return [
    {
      tone: 'warning',
      title: t(`cencommforms:version.relied.${warning.standing}`),
      text: t('cencommforms:version.since', { time: time(new Date(warning.changedMs).toISOString()) }),
      actions: [{ label: t('cencommforms:version.openLast'), href: `${base}/${warning.id}` }],
    },
  ];
}
