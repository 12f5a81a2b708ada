import type { Option } from '../seizures/index.ts';
import type { pagerOf } from './check/pages-check.ts';
import type { asideRows, groupsOf, progressOf, rowSheet, rowsTable, tilesOf } from './check/presenter-check.ts';
import type { columnRow, columnsPage } from './columns/presenter-columns.ts';
import type { constantFields } from './columns/presenter-constants.ts';
import type { FieldGroup } from './columns/presenter-fields.ts';
import type { frameOf, stepsOf } from './presenter-frame.ts';
import type { workView } from './work/presenter-work.ts';
import type { rowPreview, valuesOf } from './read/presenter-preview.ts';
import type { readPage } from './read/presenter-read.ts';
import type { seenPage } from './read/presenter-seen.ts';
import type { stylesPage } from './read/presenter-styles.ts';
import type { historyOf, resultPage } from './result/presenter-result.ts';
import type { uploadPage } from './upload/pages-list.ts';
import type { listRow } from './upload/presenter-list.ts';
import type { knownOf, proposedRow, questionOf, wordsPage } from './words/presenter-words.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'imports/_aside': {
      readonly aside: readonly ReturnType<typeof asideRows>[number][];
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly pager: ReturnType<typeof pagerOf>;
    };
    'imports/_column': {
      readonly row: ReturnType<typeof columnRow>;
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly groups: readonly FieldGroup[];
      readonly special: readonly { readonly value: string; readonly label: string }[];
    };
    'imports/_constants': { readonly constants: ReturnType<typeof constantFields> };
    'imports/_discard': { readonly file: ReturnType<typeof frameOf>['file']; readonly isPart: boolean };
    'imports/_frame': {
      readonly frame: {
        readonly actions?:
          | readonly {
              readonly label: string;
              readonly form?: string | undefined;
              readonly icon: string;
              readonly tone: string;
              readonly name?: string | undefined;
              readonly value?: string | undefined;
              readonly href?: string | undefined;
            }[]
          | undefined;
      };
      readonly problems: readonly { readonly text: string; readonly href: string }[];
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly over: string;
      readonly steps: readonly ReturnType<typeof stepsOf>[number][];
    };
    'imports/_group-rows': { readonly list: readonly ReturnType<typeof groupsOf>['errors'][number][] };
    'imports/_groups': {
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly groups: {
        readonly errors: readonly ReturnType<typeof groupsOf>['errors'][number][];
        readonly warnings: readonly ReturnType<typeof groupsOf>['errors'][number][];
      };
    };
    'imports/_options': { readonly options: readonly Option[]; readonly value: string };
    'imports/_post': { readonly version: number; readonly back?: string | undefined };
    'imports/_question': { readonly question: ReturnType<typeof questionOf> };
    'imports/_recent': { readonly recent: readonly ReturnType<typeof listRow>[] };
    'imports/_repeats': {
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly repeats: { readonly count: number; readonly n: string; readonly chosen: string };
    };
    'imports/_row': { readonly file: ReturnType<typeof frameOf>['file']; readonly sheet: ReturnType<typeof rowSheet> };
    'imports/_row-preview': { readonly row: NonNullable<ReturnType<typeof rowPreview>> };
    'imports/_rows': {
      readonly back: string;
      readonly column: number | undefined;
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly opened: {
        readonly errors: readonly ReturnType<typeof groupsOf>['errors'][number][];
        readonly warnings: readonly ReturnType<typeof groupsOf>['errors'][number][];
      };
      readonly pager: ReturnType<typeof pagerOf>;
      readonly table: ReturnType<typeof rowsTable>;
      readonly values: readonly {
        readonly id: string;
        readonly value: string;
        readonly count: string;
        readonly shown: string;
      }[];
    };
    'imports/_templates': {
      readonly templates: readonly Awaited<ReturnType<typeof uploadPage>>['templates'][number][];
    };
    'imports/_values': { readonly values: ReturnType<typeof valuesOf> };
    'imports/_words-known': { readonly known: ReturnType<typeof knownOf> };
    'imports/_words-proposed': {
      readonly file: ReturnType<typeof frameOf>['file'];
      readonly hidden: readonly { readonly name: string; readonly value: string }[];
      readonly proposed: readonly ReturnType<typeof proposedRow>[];
      readonly proposedRows: string;
    };
    'imports/check': ReturnType<typeof frameOf> & {
      readonly counts: {
        readonly error?: number | undefined;
        readonly ready?: number | undefined;
        readonly duplicate?: number | undefined;
        readonly amended?: number | undefined;
        readonly same?: number | undefined;
        readonly set_aside?: number | undefined;
        readonly left_out?: number | undefined;
        readonly committed?: number | undefined;
      };
      readonly tiles: readonly ReturnType<typeof tilesOf>[number][];
      readonly progress: NonNullable<ReturnType<typeof progressOf>> | undefined;
      readonly groups: {
        readonly errors: readonly ReturnType<typeof groupsOf>['errors'][number][];
        readonly warnings: readonly ReturnType<typeof groupsOf>['errors'][number][];
      };
      readonly repeats: { readonly count: number; readonly n: string; readonly chosen: string };
      readonly sheet?: ReturnType<typeof rowSheet> | undefined;
      readonly aside?: readonly ReturnType<typeof asideRows>[number][] | undefined;
      readonly pager?: ReturnType<typeof pagerOf> | undefined;
      readonly table?: ReturnType<typeof rowsTable> | undefined;
      readonly opened?:
        | {
            readonly errors: readonly ReturnType<typeof groupsOf>['errors'][number][];
            readonly warnings: readonly ReturnType<typeof groupsOf>['errors'][number][];
          }
        | undefined;
      readonly column?: number | undefined;
      readonly values?:
        | readonly { readonly id: string; readonly value: string; readonly count: string; readonly shown: string }[]
        | undefined;
      readonly numbers: { readonly ready: number; readonly save: string; readonly stays: string | undefined };
      readonly back: string;
      readonly broken: readonly string[];
      readonly isFileGone: boolean;
    };
    'imports/columns': ReturnType<typeof frameOf> &
      ReturnType<typeof columnsPage> & {
        readonly progress: NonNullable<ReturnType<typeof progressOf>> | undefined;
        readonly preview: {
          readonly values: ReturnType<typeof valuesOf> | undefined;
          readonly row: NonNullable<ReturnType<typeof rowPreview>> | undefined;
        };
      };
    'imports/conflict': { readonly name: string; readonly href: string; readonly list: string; readonly what: string };
    'imports/history': ReturnType<typeof frameOf> & {
      readonly events: readonly ReturnType<typeof historyOf>[number][];
    };
    'imports/index': { readonly rows: readonly ReturnType<typeof listRow>[] };
    'imports/new': Awaited<ReturnType<typeof uploadPage>>;
    'imports/read': ReturnType<typeof frameOf> &
      ReturnType<typeof readPage> & { readonly problems: readonly { readonly text: string; readonly href: string }[] };
    'imports/result': ReturnType<typeof frameOf> &
      ReturnType<typeof resultPage> & {
        readonly most: number;
        readonly reason: string;
        readonly error: string | undefined;
        readonly problems: readonly { readonly text: string; readonly href: string }[];
      };
    'imports/seen': ReturnType<typeof frameOf> & { readonly seen: ReturnType<typeof seenPage> };
    'imports/styles': ReturnType<typeof frameOf> & ReturnType<typeof stylesPage>;
    'imports/words': ReturnType<typeof frameOf> & ReturnType<typeof wordsPage>;
    'imports/work': ReturnType<typeof workView>;
  }
}
