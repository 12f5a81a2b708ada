import type { Viewer } from '../../access/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import { isPublisher } from '../documents/permissions.ts';

export const outcomes = ['hit', 'none'] as const;
export type Outcome = (typeof outcomes)[number];

/** What an officer found when controlling for an alert. Dates plain; null for what is not stated. */
export interface Report {
  readonly outcome: Outcome;
  readonly controlledOn: string;
  /** Consignments, vehicles or persons controlled. */
  readonly controls: number;
  readonly quantity: string | null;
  readonly recordRef: string | null;
  readonly remark: string | null;
}

export interface Hit extends Report {
  readonly id: number;
  /** Of the alert, when it was answered. */
  readonly version: number;
  readonly login: string;
  readonly officeId: number;
  readonly isOwn: boolean;
  readonly at: string;
  readonly withdrawnAt: string | null;
}

/** A question to the issuer and what was said, first word first. */
export interface Question {
  readonly id: number;
  readonly login: string;
  readonly officeId: number;
  readonly isOwn: boolean;
  /** For the issuer. */
  readonly waits: boolean;
  readonly words: readonly { readonly login: string; readonly at: string; readonly text: string }[];
}

/** Whether the viewer answers for who issued the alert. Pure. */
export function isIssuer(viewer: Viewer, document: Pick<CwsDocument, 'kind' | 'regionId'>): boolean {
  return isPublisher(viewer, document);
}
