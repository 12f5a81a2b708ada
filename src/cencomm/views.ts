import type { Viewer } from '../access/index.ts';
import type { Option } from '../fields/index.ts';
import type { Words } from '../reference/index.ts';
import type { presentFile } from './files/pages/presenter-file.ts';
import type { presentFolder } from './files/pages/presenter-folder.ts';
import type { presentRemoved } from './files/pages/presenter-removed.ts';
import type { presentUploads, uploadForm } from './files/pages/presenter-upload.ts';
import type { card, presentBoard } from './forms/figures/presenter-board.ts';
import type { presentReport } from './forms/figures/presenter-report.ts';
import type { presentFigures } from './forms/figures/presenter-tally.ts';
import type { presentFormPage } from './forms/pages/form-page.ts';
import type { presentForm } from './forms/pages/presenter-message.ts';
import type { openAll } from './mail/pages/pages-inbox.ts';
import type { presentDraftFiles } from './mail/pages/presenter-attachments.ts';
import type { presentCompose } from './mail/pages/compose/presenter-compose.ts';
import type { presentDrafts } from './mail/pages/presenter-drafts.ts';
import type { presentList } from './mail/pages/presenter-list.ts';
import type { foldedOf, presentMessage } from './mail/pages/presenter-message.ts';
import type { presentSide } from './mail/pages/presenter-side.ts';
import type { Folder } from './mail/reading/store-folders.ts';
import type { Entered } from './operations/operation.ts';
import type { presentInvite } from './operations/presenters/presenter-invite.ts';
import type { presentMember } from './operations/presenters/presenter-member.ts';
import type { presentMembers } from './operations/presenters/presenter-members.ts';
import type { presentMine } from './operations/presenters/presenter-mine.ts';
import type { presentNaming } from './operations/presenters/presenter-naming.ts';
import type { presentOverview } from './operations/presenters/presenter-overview.ts';
import type { presentRegister, presentRegistered } from './operations/presenters/presenter-register.ts';
import type { kindOf, presentSettings } from './operations/presenters/presenter-settings.ts';
import type { OperationFrame } from './pages-frame.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'cencomm/_live': object;
    'cencomm/_operation-head': { readonly frame: OperationFrame; readonly level?: string | undefined };
    'cencomm/files/_file-acts': {
      readonly move:
        | { readonly action: string; readonly field: NonNullable<ReturnType<typeof presentFile>['move']>['field'] }
        | undefined;
      readonly removal: string | undefined;
    };
    'cencomm/files/_folder-form': { readonly newFolder: NonNullable<ReturnType<typeof presentFolder>['newFolder']> };
    'cencomm/files/_preview': {
      readonly preview: {
        readonly kind: string;
        readonly text: string;
        readonly pages?: string | undefined;
        readonly picture?:
          | { readonly src: string; readonly width: number; readonly height: number; readonly alt: string }
          | undefined;
        readonly lines?: string | undefined;
        readonly isCut?: string | undefined;
      };
    };
    'cencomm/files/_reads': { readonly reads: readonly ReturnType<typeof presentFile>['reads'][number][] };
    'cencomm/files/_table': { readonly table: ReturnType<typeof presentFolder>['table']; readonly label: string };
    'cencomm/files/_upload': { readonly upload: ReturnType<typeof uploadForm>; readonly submit: string };
    'cencomm/files/_uploads': { readonly uploads: readonly ReturnType<typeof presentUploads>[number][] };
    'cencomm/files/_versions': { readonly versions: readonly ReturnType<typeof presentFile>['versions'][number][] };
    'cencomm/files/edit-folder': {
      readonly frame: OperationFrame;
      readonly removal: string;
      readonly removalError: string;
      readonly title: string;
      readonly lead: string;
      readonly crumbs: readonly { readonly label: string; readonly href: string }[];
      readonly action: string;
      readonly cancelHref: string;
      readonly submit: { readonly label: string; readonly icon: string };
      readonly groups: readonly {
        readonly fields: readonly {
          readonly error?: string | undefined;
          readonly id: string;
          readonly name: string;
          readonly type: string;
          readonly label: string;
          readonly hint?: string | undefined;
          readonly value?: string | readonly string[] | undefined;
          readonly optional?: boolean | undefined;
          readonly max?: string | number | undefined;
          readonly min?: string | undefined;
          readonly rows?: number | undefined;
          readonly dir?: string | undefined;
          readonly options?: readonly Option[] | undefined;
          readonly unit?:
            | {
                readonly id: string;
                readonly name: string;
                readonly label: string;
                readonly value: string;
                readonly blank?: boolean | undefined;
                readonly options: readonly { readonly value: string; readonly label: string }[];
              }
            | undefined;
          readonly display?: string | undefined;
          readonly span?: number | undefined;
        }[];
        readonly title?: string | undefined;
        readonly note?: string | undefined;
      }[];
      readonly problems: readonly { readonly text: string; readonly href: string }[];
    };
    'cencomm/files/file': ReturnType<typeof presentFile> & { readonly frame: OperationFrame };
    'cencomm/files/folder': ReturnType<typeof presentFolder> & { readonly frame: OperationFrame };
    'cencomm/files/removed': ReturnType<typeof presentRemoved> & { readonly frame: OperationFrame };
    'cencomm/forms/_card': { readonly card: ReturnType<typeof card> };
    'cencomm/forms/_draw': object;
    'cencomm/forms/_figures': { readonly figures: ReturnType<typeof presentFigures> };
    'cencomm/forms/_insert': object;
    'cencomm/forms/_list': {
      readonly columns: readonly ReturnType<typeof presentBoard>['columns'][number][];
      readonly title: string;
    };
    'cencomm/forms/_message': { readonly form: NonNullable<ReturnType<typeof presentForm>> };
    'cencomm/forms/_period': {
      readonly filter: { readonly action: string; readonly from: string; readonly to: string };
    };
    'cencomm/forms/board': ReturnType<typeof presentBoard> & { readonly frame: OperationFrame };
    'cencomm/forms/new': ReturnType<typeof presentFormPage> & { readonly frame: OperationFrame };
    'cencomm/forms/report': ReturnType<typeof presentReport> & { readonly frame: OperationFrame };
    'cencomm/forms/tally': {
      readonly frame: OperationFrame;
      readonly title: string;
      readonly heading: string;
      readonly crumbs: readonly { readonly label: string; readonly href?: string | undefined }[];
      readonly filter: { readonly action: string; readonly from: string; readonly to: string };
      readonly report: string;
      readonly figures: ReturnType<typeof presentFigures>;
    };
    'cencomm/mail/_act-select': {
      readonly acts: readonly {
        readonly label: string;
        readonly options: readonly { readonly value: string; readonly label: string }[];
      }[];
      readonly id: string;
    };
    'cencomm/mail/_attachments': {
      readonly attachments: readonly ReturnType<typeof foldedOf>['attachments'][number][];
    };
    'cencomm/mail/_body': {
      readonly message: {
        readonly tag: { readonly tone: string; readonly label: string };
        readonly isUrgent?: boolean | undefined;
        readonly isFlagged?: boolean | undefined;
        readonly meta: string;
        readonly answerBy?: string | undefined;
        readonly labels?: readonly string[] | undefined;
        readonly reply?: readonly ReturnType<typeof presentMessage>['reply'][number][] | undefined;
        readonly acts?:
          | readonly {
              readonly label: string;
              readonly options: readonly { readonly value: string; readonly label: string }[];
            }[]
          | undefined;
        readonly actsAction?: string | undefined;
        readonly back?: string | undefined;
        readonly quick?: readonly ReturnType<typeof presentMessage>['quick'][number][] | undefined;
        readonly exportHref?: string | undefined;
        readonly receipts?:
          | { readonly label: string; readonly items: readonly { readonly label: string; readonly value: string }[] }
          | undefined;
        readonly newer?: readonly ReturnType<typeof foldedOf>[] | undefined;
        readonly older?: readonly ReturnType<typeof foldedOf>[] | undefined;
        readonly printBy?: string | undefined;
        readonly isWhole: boolean;
        readonly subject: string;
        readonly html: string | undefined;
        readonly form: NonNullable<ReturnType<typeof presentForm>> | undefined;
        readonly attachments: readonly ReturnType<typeof foldedOf>['attachments'][number][];
        readonly id?: string | undefined;
        readonly href?: string | undefined;
        readonly who?: string | undefined;
        readonly time?: string | undefined;
        readonly iso?: string | undefined;
        readonly isUnread?: boolean | undefined;
        readonly isOpened?: boolean | undefined;
      };
    };
    'cencomm/mail/_draft-files': {
      readonly files: {
        readonly attached: readonly ReturnType<typeof presentDraftFiles>['attached'][number][];
        readonly field: ReturnType<typeof presentDraftFiles>['field'];
      };
    };
    'cencomm/mail/_folded': { readonly messages: readonly ReturnType<typeof foldedOf>[]; readonly label: string };
    'cencomm/mail/_lines': {
      readonly lines: readonly {
        readonly id: string;
        readonly href: string;
        readonly isUnread: boolean;
        readonly tag: { readonly tone: string; readonly label: string };
        readonly who: string;
        readonly time: string;
        readonly iso: string;
        readonly subject: string;
        readonly start: string;
        readonly labels: readonly string[];
        readonly operation: string | undefined;
        readonly current?: boolean | undefined;
        readonly isFlagged?: boolean | undefined;
        readonly isUrgent?: boolean | undefined;
        readonly hasFiles?: boolean | undefined;
        readonly isBroken?: boolean | undefined;
        readonly count?: number | undefined;
        readonly answerBy?: string | undefined;
      }[];
      readonly ticks?: boolean | undefined;
    };
    'cencomm/mail/_list': {
      readonly list: ReturnType<typeof presentList>;
      readonly base: string;
      readonly title: string;
      readonly acts?:
        | readonly {
            readonly label: string;
            readonly options: readonly { readonly value: string; readonly label: string }[];
          }[]
        | undefined;
      readonly searchLabel: string;
      readonly back?: string | undefined;
    };
    'cencomm/mail/_message-acts': { readonly message: ReturnType<typeof presentMessage> };
    'cencomm/mail/_search-field': { readonly action: string; readonly label: string };
    'cencomm/mail/_side': {
      readonly side: {
        readonly label: string;
        readonly newHref: string | undefined;
        readonly groups: readonly {
          readonly items: readonly {
            readonly count?: number | string | undefined;
            readonly label: string;
            readonly icon: string;
            readonly href: string;
            readonly current: boolean;
          }[];
          readonly title?: string | undefined;
        }[];
      };
    };
    'cencomm/mail/_top': {
      readonly frame: OperationFrame | undefined;
      readonly title: string;
      readonly level?: string | undefined;
    };
    'cencomm/mail/broken-file': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly title: string;
    };
    'cencomm/mail/compose': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly compose: ReturnType<typeof presentCompose>;
      readonly title: string;
      readonly problems: readonly { readonly href?: string | undefined; readonly text: string }[];
      readonly done: string | undefined;
    };
    'cencomm/mail/drafts': ReturnType<typeof presentDrafts> & {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly title: string;
    };
    'cencomm/mail/export-new': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly lead: string;
      readonly title: string;
      readonly action: string;
      readonly hidden: { readonly thread: string; readonly export: string };
      readonly cancelHref: string;
      readonly submit: { readonly label: string; readonly icon: string };
      readonly groups: readonly {
        readonly fields: readonly {
          readonly error?: string | undefined;
          readonly id: string;
          readonly name: string;
          readonly type: string;
          readonly label: string;
          readonly hint?: string | undefined;
          readonly value?: string | readonly string[] | undefined;
          readonly optional?: boolean | undefined;
          readonly max?: string | number | undefined;
          readonly min?: string | undefined;
          readonly rows?: number | undefined;
          readonly dir?: string | undefined;
          readonly options?: readonly Option[] | undefined;
          readonly unit?:
            | {
                readonly id: string;
                readonly name: string;
                readonly label: string;
                readonly value: string;
                readonly blank?: boolean | undefined;
                readonly options: readonly { readonly value: string; readonly label: string }[];
              }
            | undefined;
          readonly display?: string | undefined;
          readonly span?: number | undefined;
        }[];
        readonly title?: string | undefined;
        readonly note?: string | undefined;
      }[];
      readonly problems: readonly { readonly text: string; readonly href: string }[];
    };
    'cencomm/mail/exports': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly title: string;
      readonly done: string | undefined;
      readonly empty: { readonly text: string };
      readonly rows: readonly {
        readonly id: string;
        readonly who: string;
        readonly reason: string;
        readonly state: string;
        readonly tone: string;
        readonly action: string;
        readonly mayDecide: boolean;
        readonly mayFetch: boolean;
      }[];
    };
    'cencomm/mail/folders': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly title: string;
      readonly path: string;
      readonly done: string | undefined;
      readonly problems: readonly { readonly text: string; readonly href: string }[];
      readonly fields: readonly {
        readonly error?: string | undefined;
        readonly type: string;
        readonly display?: string | undefined;
        readonly id: string;
        readonly name: string;
        readonly label: string;
        readonly value: string;
        readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined;
        readonly max?: number | undefined;
      }[];
      readonly own: readonly {
        readonly id: string;
        readonly icon: string;
        readonly name: string;
        readonly field: {
          readonly error?: string | undefined;
          readonly type: string;
          readonly id: string;
          readonly name: string;
          readonly label: string;
          readonly value: string;
          readonly max: number;
        };
      }[];
    };
    'cencomm/mail/inbox': {
      readonly viewer: Viewer;
      readonly words: Words;
      readonly frame: undefined;
      readonly side: Awaited<ReturnType<typeof openAll>>['side'];
      readonly list: ReturnType<typeof presentList>;
      readonly base: string;
      readonly title: string;
    };
    'cencomm/mail/list': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly list: ReturnType<typeof presentList>;
      readonly acts: readonly {
        readonly label: string;
        readonly options: readonly { readonly value: string; readonly label: string }[];
      }[];
      readonly base: string;
      readonly back: string;
      readonly title: string;
      readonly done: string | undefined;
    };
    'cencomm/mail/message': {
      readonly viewer: Viewer;
      readonly entered: Entered;
      readonly words: Words;
      readonly folders: readonly Folder[];
      readonly frame: OperationFrame;
      readonly side: ReturnType<typeof presentSide>;
      readonly list: ReturnType<typeof presentList>;
      readonly acts: readonly {
        readonly label: string;
        readonly options: readonly { readonly value: string; readonly label: string }[];
      }[];
      readonly base: string;
      readonly back: string;
      readonly message: ReturnType<typeof presentMessage>;
      readonly title: string;
      readonly boxTitle: string;
      readonly done: string | undefined;
    };
    'cencomm/mail/search': {
      readonly viewer: Viewer;
      readonly entered?: Entered | undefined;
      readonly words: Words;
      readonly folders?: readonly Folder[] | undefined;
      readonly frame: OperationFrame | undefined;
      readonly side: {
        readonly label: string;
        readonly newHref: string | undefined;
        readonly groups: readonly {
          readonly items: readonly {
            readonly count?: number | string | undefined;
            readonly label: string;
            readonly icon: string;
            readonly href: string;
            readonly current: boolean;
          }[];
          readonly title?: string | undefined;
        }[];
      };
      readonly title: string;
      readonly problems: readonly { readonly text: string; readonly href: string }[];
      readonly field: {
        readonly error?: string | undefined;
        readonly type: string;
        readonly id: string;
        readonly name: string;
        readonly label: string;
        readonly hint: string;
        readonly value: string;
        readonly max: number;
      };
      readonly found:
        | {
            readonly text: string;
            readonly ended: string | undefined;
            readonly lines: readonly {
              readonly id: string;
              readonly href: string;
              readonly isUnread: boolean;
              readonly tag: { readonly tone: string; readonly label: string };
              readonly who: string;
              readonly time: string;
              readonly iso: string;
              readonly subject: string;
              readonly start: string;
              readonly labels: readonly never[];
              readonly operation: string | undefined;
            }[];
          }
        | undefined;
      readonly action: string;
      readonly back: string;
    };
    'cencomm/operations/_act': {
      readonly act: {
        readonly label: string;
        readonly icon: string;
        readonly action: string;
        readonly note: string;
        readonly danger?: boolean | undefined;
        readonly name?: string | undefined;
        readonly value?: string | undefined;
      };
    };
    'cencomm/operations/_ask': {
      readonly ask: {
        readonly action: string;
        readonly note: string;
        readonly fields: readonly NonNullable<ReturnType<typeof presentRegistered>['hold']>[];
        readonly label: string;
        readonly icon: string;
      };
    };
    'cencomm/operations/_card': { readonly one: ReturnType<typeof presentMine>['over'][number] };
    'cencomm/operations/_form-fields': { readonly one: ReturnType<typeof kindOf> };
    'cencomm/operations/_held': {
      readonly held: NonNullable<ReturnType<typeof presentRegistered>['held']>;
      readonly action: string;
    };
    'cencomm/operations/_how': {
      readonly steps: readonly ReturnType<typeof presentMine>['steps'][number][];
      readonly mayAsk: boolean;
    };
    'cencomm/operations/_invitations': {
      readonly invitations: readonly NonNullable<ReturnType<typeof presentMembers>['invitations']>[number][];
    };
    'cencomm/operations/_invited': { readonly one: ReturnType<typeof presentMine>['invited'][number] };
    'cencomm/operations/_leave': { readonly leave: ReturnType<typeof presentMembers>['leave'] };
    'cencomm/operations/_life': {
      readonly life: readonly ReturnType<typeof presentSettings>['life'][number][];
      readonly lifeAction: string;
      readonly state: string;
    };
    'cencomm/operations/_person': {
      readonly one: ReturnType<typeof presentMembers>['groups'][number]['members'][number];
    };
    'cencomm/operations/_request': {
      readonly request: NonNullable<ReturnType<typeof presentRegistered>['request']>;
      readonly action: string;
    };
    'cencomm/operations/index': ReturnType<typeof presentMine> & { readonly done: string | undefined };
    'cencomm/operations/invite': ReturnType<typeof presentInvite> & { readonly frame: OperationFrame };
    'cencomm/operations/member': ReturnType<typeof presentMember> & { readonly frame: OperationFrame };
    'cencomm/operations/members': ReturnType<typeof presentMembers> & {
      readonly frame: OperationFrame;
      readonly done: string | undefined;
    };
    'cencomm/operations/naming': ReturnType<typeof presentNaming>;
    'cencomm/operations/overview': ReturnType<typeof presentOverview> & {
      readonly frame: OperationFrame;
      readonly done: string | undefined;
    };
    'cencomm/operations/register': ReturnType<typeof presentRegister>;
    'cencomm/operations/registered': ReturnType<typeof presentRegistered> & { readonly done: string | undefined };
    'cencomm/operations/settings': ReturnType<typeof presentSettings> & {
      readonly frame: OperationFrame;
      readonly done: string | undefined;
    };
  }
}
