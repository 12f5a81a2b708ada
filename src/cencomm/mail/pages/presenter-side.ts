import { addressOf } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import { mayWrite, messageKinds, type Entered } from '../../operations/operation.ts';
import { mailPath } from '../writing/addresses.ts';
import type { boxes } from '../reading/mailbox.ts';
import type { BoxQuery } from '../reading/mailbox.ts';
import { kindLooks } from '../reading/message-style.ts';
import type { Folder } from '../reading/store-folders.ts';
import type { BoxCounts } from '../reading/store-list.ts';

/** Where in the mail a page is: a list, or a page of its own. */
export type MailPlace = BoxQuery | 'drafts' | 'new' | 'folders' | 'exports' | 'search';

/** Folders in groups, and the way to a new message. */
export interface MailSide {
  readonly label: string;
  readonly newHref: string | undefined;
  readonly groups: readonly {
    readonly title?: string;
    readonly items: readonly {
      readonly label: string;
      readonly icon: string;
      readonly href: string;
      readonly current: boolean;
      readonly count?: number | string;
    }[];
  }[];
}

interface SideSources {
  readonly entered: Entered;
  readonly place: MailPlace;
  readonly counts: BoxCounts;
  readonly folders: readonly Folder[];
  readonly words: Words;
}

const icons = { inbox: 'inbox', unanswered: 'hourglass', sent: 'send', archive: 'archive' } as const;

/** The list of folders at the left of every page of the mail. Pure. */
export function presentSide({ entered, place, counts, folders, words }: SideSources): MailSide {
  const { t } = words;
  const base = mailPath(entered.operation.id);
  const list = typeof place === 'string' ? undefined : place;
  const isBox = list !== undefined && !list.kind && !list.folder && !list.label;
  const box = (name: (typeof boxes)[number], count?: number) => ({
    label: t(`cencommmail:box.${name}`),
    icon: icons[name],
    href: addressOf(base, name === 'inbox' ? {} : { box: name }),
    current: isBox && list.box === name,
    ...(count ? { count } : {}),
  });
  const own = (kind: Folder['kind']) =>
    folders
      .filter(one => one.kind === kind)
      .map(({ id, name }) => ({
        label: name ?? t('cencommmail:brokenName'),
        icon: kind === 'folder' ? 'folder' : 'tag',
        href: addressOf(base, { [kind]: id }),
        current: list?.[kind] === id,
        ...(counts.folders[id] ? { count: counts.folders[id] } : {}),
      }));
  const groups = [
    {
      items: [
        box('inbox', counts.inbox),
        box('unanswered', counts.unanswered),
        box('sent'),
        {
          label: t('cencommmail:box.drafts'),
          icon: 'pencil-line',
          href: `${base}/drafts`,
          current: place === 'drafts',
          ...(counts.drafts ? { count: counts.drafts } : {}),
        },
        box('archive'),
      ],
    },
    {
      title: t('cencommmail:byKind'),
      items: [...messageKinds.filter(kind => kind !== 'plain'), 'plain' as const].map(kind => ({
        label: t(`cencommmail:kinds.${kind}`),
        icon: kindLooks[kind].icon,
        href: addressOf(base, { kind }),
        current: list?.kind === kind,
        count: counts.kinds[kind],
      })),
    },
    {
      title: t('cencommmail:folders'),
      items: [
        ...own('folder'),
        ...own('label'),
        {
          label: t('cencommmail:manageFolders'),
          icon: 'folder-plus',
          href: `${base}/folders`,
          current: place === 'folders',
        },
      ],
    },
    ...(entered.membership.role === 'observer'
      ? []
      : [
          {
            title: t('cencommmail:more'),
            items: [
              {
                label: t('cencommmail:exports'),
                icon: 'file-check',
                href: `${base}/exports`,
                current: place === 'exports',
              },
            ],
          },
        ]),
  ];
  return { label: t('cencommmail:places'), newHref: mayWrite(entered) ? `${base}/new` : undefined, groups };
}

/** What a list is called. Pure. */
export function titleOf(query: BoxQuery, folders: readonly Folder[], words: Words): string {
  const named = folders.find(({ id }) => id === query.folder || id === query.label);
  if (named) return named.name ?? words.t('cencommmail:brokenName');
  return words.t(query.kind ? `cencommmail:kinds.${query.kind}` : `cencommmail:box.${query.box}`);
}
