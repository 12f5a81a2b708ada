import type { Viewer } from '../access/index.ts';
import type { Words } from '../reference/index.ts';
import type { presentFile } from './files/pages/presenter-file.ts';
import type { presentFolder } from './files/pages/presenter-folder.ts';
import type { presentRemoved } from './files/pages/presenter-removed.ts';
import type { presentUploads, uploadForm } from './files/pages/presenter-upload.ts';
import type { card, presentBoard } from './forms/figures/presenter-board.ts';
import type { presentReport } from './forms/figures/presenter-report.ts';
import type { presentFigures } from './forms/figures/presenter-tally.ts';
import type { presentFormPage } from './forms/pages/form-page.ts';
import type { openAll } from './mail/pages/pages-inbox.ts';
import type { presentDraftFiles } from './mail/pages/presenter-attachments.ts';
import type { presentCompose } from './mail/pages/presenter-compose.ts';
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
      readonly preview:
        | {
            readonly kind: string;
            readonly text: string;
            readonly pages?: undefined;
            readonly picture?: undefined;
            readonly lines?: undefined;
            readonly isCut?: undefined;
          }
        | {
            readonly kind: string;
            readonly pages: string;
            readonly picture:
              | { readonly src: string; readonly width: number; readonly height: number; readonly alt: string }
              | undefined;
            readonly lines: string;
            readonly isCut: string;
            readonly text: string;
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
        readonly fields:
          | readonly {
              readonly name: string;
              readonly type: string;
              readonly label: string;
              readonly max: number;
              readonly value: string;
              readonly display?: undefined;
              readonly options?: undefined;
            }
          | {
              readonly name: string;
              readonly type: string;
              readonly display: string;
              readonly label: string;
              readonly value: string;
              readonly options: readonly { readonly value: string; readonly label: string }[];
              readonly max?: undefined;
            }[];
      }[] &
        readonly {
          readonly fields: readonly {
            readonly error?: string;
            readonly id: string;
            readonly name: string;
            readonly type: string;
            readonly label: string;
            readonly hint?: string;
            readonly value?: string | readonly string[];
            readonly optional?: boolean;
            readonly max?: string | number;
            readonly min?: string;
            readonly rows?: number;
            readonly dir?: string;
            readonly options?: readonly {
              readonly value: string;
              readonly label: string;
              readonly lang?: string;
              readonly hint?: string;
              readonly group?: string;
              readonly heading?: object;
            }[];
            readonly unit?: {
              readonly id: string;
              readonly name: string;
              readonly label: string;
              readonly value: string;
              readonly blank?: boolean;
              readonly options: readonly { readonly value: string; readonly label: string }[];
            };
            readonly display?: string;
            readonly span?: number;
          }[];
          readonly title?: string;
          readonly note?: string;
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
    'cencomm/forms/_message': { readonly form: object };
    'cencomm/forms/_period': {
      readonly filter:
        | { readonly action: string; readonly from: string; readonly to: string }
        | ReturnType<typeof presentReport>['filter'];
    };
    'cencomm/forms/board': ReturnType<typeof presentBoard> & { readonly frame: OperationFrame };
    'cencomm/forms/new': ReturnType<typeof presentFormPage> & { readonly frame: OperationFrame };
    'cencomm/forms/report': ReturnType<typeof presentReport> & { readonly frame: OperationFrame };
    'cencomm/forms/tally': {
      readonly frame: OperationFrame;
      readonly title: string;
      readonly heading: string;
      readonly crumbs:
        | readonly { readonly label: string; readonly href: string }
        | { readonly label: string; readonly href?: undefined }[];
      readonly filter: { readonly action: string; readonly from: string; readonly to: string };
      readonly report: string;
      readonly figures: ReturnType<typeof presentFigures>;
    };
    'cencomm/mail/_act-select': {
      readonly acts:
        | readonly {
            readonly label: string;
            readonly options: readonly { readonly value: string; readonly label: string }[];
          }[]
        | undefined;
      readonly id: string;
    };
    'cencomm/mail/_attachments': {
      readonly attachments: readonly ReturnType<typeof foldedOf>['attachments'][number][];
    };
    'cencomm/mail/_body': { readonly message: ReturnType<typeof presentMessage> | ReturnType<typeof foldedOf> };
    'cencomm/mail/_draft-files': {
      readonly files: {
        readonly attached: readonly ReturnType<typeof presentDraftFiles>['attached'][number][];
        readonly field: ReturnType<typeof presentDraftFiles>['field'];
      };
    };
    'cencomm/mail/_folded': { readonly messages: readonly ReturnType<typeof foldedOf>[]; readonly label: string };
    'cencomm/mail/_lines': {
      readonly lines:
        | readonly {
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
          }[]
        | unknown;
      readonly ticks?: boolean;
    };
    'cencomm/mail/_list': {
      readonly list: {
        readonly title: string;
        readonly scope: string;
        readonly filters: {
          readonly action: string;
          readonly active: number;
          readonly clearHref: string;
          readonly words: { readonly name: string; readonly value: string; readonly placeholder: string };
        };
        readonly facets: {
          readonly state: {
            readonly legend: string;
            readonly name: string;
            readonly single: boolean;
            readonly on: number;
            readonly options: readonly {
              readonly count?: number;
              readonly value: string;
              readonly label: string;
              readonly checked: boolean;
            }[];
          };
          readonly level: {
            readonly legend: string;
            readonly name: string;
            readonly single: boolean;
            readonly on: number;
            readonly options: readonly {
              readonly count?: number;
              readonly value: string;
              readonly label: string;
              readonly checked: boolean;
            }[];
          };
          readonly duty: {
            readonly legend: string;
            readonly name: string;
            readonly single: boolean;
            readonly on: number;
            readonly options: readonly {
              readonly count?: number;
              readonly value: string;
              readonly label: string;
              readonly checked: boolean;
            }[];
          };
          readonly office:
            | {
                readonly id: string;
                readonly name: string;
                readonly label: string;
                readonly value: string;
                readonly options: readonly { readonly value: string; readonly label: string }[];
              }
            | undefined;
        };
        readonly chips: readonly { readonly label: string; readonly value: string; readonly href: string }[];
        readonly isWide: boolean;
        readonly rows: readonly {
          readonly href: string;
          readonly loginId: string;
          readonly name: string;
          readonly unit: string;
          readonly demo: boolean;
          readonly office: string;
          readonly level: string;
          readonly duties: string;
          readonly endsOn: string;
          readonly seen: string;
          readonly tag: { readonly tone: string; readonly icon: string; readonly label: string };
        }[];
        readonly columns: {
          readonly login: { readonly direction?: string; readonly label: string; readonly href: string };
          readonly name: { readonly direction?: string; readonly label: string; readonly href: string };
          readonly end: { readonly direction?: string; readonly label: string; readonly href: string };
          readonly seen: { readonly direction?: string; readonly label: string; readonly href: string };
        };
        readonly pager: {
          readonly older?: string;
          readonly newer?: string;
          readonly total: number;
          readonly newerLabel: string;
          readonly olderLabel: string;
          readonly from?: number;
          readonly to?: number;
        };
        readonly empty: { readonly text: string; readonly action: { readonly label: string; readonly href: string } };
      };
      readonly base: string;
      readonly title: string;
      readonly acts:
        | readonly {
            readonly label: string;
            readonly options: readonly { readonly value: string; readonly label: string }[];
          }[]
        | undefined;
      readonly searchLabel: string;
      readonly back: unknown | string;
    };
    'cencomm/mail/_message-acts': { readonly message: ReturnType<typeof presentMessage> };
    'cencomm/mail/_search-field': { readonly action: string; readonly label: string };
    'cencomm/mail/_side': {
      readonly side: ReturnType<typeof presentSide> | Awaited<ReturnType<typeof openAll>>['side'];
    };
    'cencomm/mail/_top': {
      readonly frame: OperationFrame | undefined;
      readonly title: string;
      readonly level?: string;
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
      readonly problems: readonly { readonly href?: string; readonly text: string }[];
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
          readonly type: string;
          readonly name: string;
          readonly label: string;
          readonly hint: string;
          readonly value: string;
          readonly max: number;
          readonly rows: number;
        }[];
      }[] &
        readonly {
          readonly fields: readonly {
            readonly error?: string;
            readonly id: string;
            readonly name: string;
            readonly type: string;
            readonly label: string;
            readonly hint?: string;
            readonly value?: string | readonly string[];
            readonly optional?: boolean;
            readonly max?: string | number;
            readonly min?: string;
            readonly rows?: number;
            readonly dir?: string;
            readonly options?: readonly {
              readonly value: string;
              readonly label: string;
              readonly lang?: string;
              readonly hint?: string;
              readonly group?: string;
              readonly heading?: object;
            }[];
            readonly unit?: {
              readonly id: string;
              readonly name: string;
              readonly label: string;
              readonly value: string;
              readonly blank?: boolean;
              readonly options: readonly { readonly value: string; readonly label: string }[];
            };
            readonly display?: string;
            readonly span?: number;
          }[];
          readonly title?: string;
          readonly note?: string;
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
      readonly fields:
        | readonly {
            readonly error?: string;
            readonly type: string;
            readonly display: string;
            readonly id: string;
            readonly name: string;
            readonly label: string;
            readonly value: string;
            readonly options: readonly { readonly value: string; readonly label: string }[];
          }
        | {
            readonly error?: string;
            readonly type: string;
            readonly id: string;
            readonly name: string;
            readonly label: string;
            readonly value: string;
            readonly max: number;
          }[];
      readonly own: readonly {
        readonly id: string;
        readonly icon: string;
        readonly name: string;
        readonly field: {
          readonly error?: string;
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
      readonly entered?: Entered;
      readonly words: Words;
      readonly folders?: readonly Folder[];
      readonly frame: OperationFrame | undefined;
      readonly side: ReturnType<typeof presentSide> | Awaited<ReturnType<typeof openAll>>['side'];
      readonly title: string;
      readonly problems: readonly { readonly text: string; readonly href: string }[];
      readonly field: {
        readonly error?: string;
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
      readonly act:
        | { readonly label: string; readonly icon: string; readonly action: string; readonly note: string }
        | {
            readonly label: string;
            readonly icon: string;
            readonly danger: boolean;
            readonly action: string;
            readonly note: string;
          }
        | { readonly action: string; readonly note: string; readonly label: string; readonly icon: string }
        | {
            readonly action: string;
            readonly note: string;
            readonly label: string;
            readonly icon: string;
            readonly danger: boolean;
            readonly name: string;
            readonly value: string;
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
    'cencomm/operations/_invitations': { readonly invitations: unknown };
    'cencomm/operations/_invited': { readonly one: ReturnType<typeof presentMine>['invited'][number] };
    'cencomm/operations/_leave': { readonly leave: unknown };
    'cencomm/operations/_life': {
      readonly life: readonly ReturnType<typeof presentSettings>['life'][number][];
      readonly lifeAction: string;
      readonly state: string;
    };
    'cencomm/operations/_person': { readonly one: unknown };
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
