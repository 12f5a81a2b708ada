import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Response } from 'supertest';
import { sendForm as sendFormTo, type FormToSend } from '../../src/cencomm/forms/send-form.ts';
import { keysOf, viewerNamed } from './cencomm.ts';
import type { Browser, TestPortal } from './portal.ts';
import { addDays, today } from '../../src/text/plain-date.ts';

type Fields = Record<string, string | readonly string[]>;
type Files = Parameters<Browser['uploadMany']>[1];

/** A warning as its form sends it. */
export function warningForm(more: Fields = {}): Fields {
  return {
    clientUuid: randomUUID(),
    'lines.0.heading': 'CITES',
    'lines.0.product': 'Manis javanica',
    'lines.0.quantity': '900',
    'lines.0.unit': 'kg',
    'lines.0.details.specimen': 'SCA',
    'facts.departure': 'MZ',
    'facts.transit': ['SG'],
    'facts.destination': 'VN',
    'facts.transport': 'SEA-CONT',
    'facts.coverLoad': 'Cashew ZEBRAMARKER',
    'own.vessel': 'MV ZEBRAMARKER',
    'own.voyage': '12N',
    'own.containerNo': 'ABCU 771 240 9',
    'own.askedOf': ['VN'],
    'own.grade': 'B',
    subject: 'Container with cashew ZEBRAMARKER',
    remarks: 'Third row is **denser** ZEBRAMARKER',
    to: 'all',
    sure: 'yes',
    answerOn: addDays(today(), 2),
    answerAt: '14:30',
    action: 'send',
    ...more,
  };
}

export function feedbackForm(chain: number, answer: string, more: Fields = {}): Fields {
  return {
    clientUuid: randomUUID(),
    chain: String(chain),
    'own.answer': answer,
    'own.doneOn': answer === 'will_be_opened' || answer === 'passed_on' ? '' : addDays(today(), 0),
    'lines.0.heading': 'CITES',
    'lines.0.product': 'Manis javanica',
    'facts.country': 'VN',
    subject: 'Re: ZEBRAMARKER',
    remarks: '',
    to: 'all',
    sure: 'yes',
    action: 'send',
    ...more,
  };
}

/** A seizure with everything a record must have. */
export function seizureForm(more: Fields = {}): Fields {
  return {
    clientUuid: randomUUID(),
    chain: '',
    'facts.seizureDate': addDays(today(), -1),
    'facts.country': 'KE',
    'facts.placeName': 'Mombasa',
    'facts.location': 'LOC-SEAPORT',
    'facts.direction': 'EXP',
    'facts.departure': 'KE',
    'facts.destination': 'VN',
    'facts.transit': ['SG', 'MY'],
    'facts.transport': 'SEA-CONT',
    'facts.concealment': 'CON-FREIGHT-COVER',
    'facts.detection': 'DET-SCAN',
    'facts.coverLoad': 'Tea ZEBRAMARKER',
    'lines.0.heading': 'CITES',
    'lines.0.product': 'Loxodonta africana',
    'lines.0.quantity': '86.4',
    'lines.0.unit': 'kg',
    'lines.0.details.specimen': 'TUS',
    'own.containerNo': 'ABCU 482 113 4',
    subject: 'Tusks ZEBRAMARKER',
    remarks: 'Weighed twice. ZEBRAMARKER',
    to: 'all',
    sure: 'yes',
    action: 'send',
    ...more,
  };
}

/** Presses a button of a form. */
export function postForm(
  browser: Browser,
  operation: string,
  kind: string,
  form: Fields,
  files: Files = [],
): Promise<Response> {
  return browser.uploadMany(`/cencomm/operations/${operation}/forms/${kind}`, files, form);
}

/** Posts a form and expects it to be sent; answers the message's id. */
export async function sendForm(
  browser: Browser,
  operation: string,
  kind: string,
  form: Fields,
  files: Files = [],
): Promise<string> {
  const answer = await postForm(browser, operation, kind, form, files);
  expect([
    answer.status,
    answer.status === 422
      ? answer.text.slice(answer.text.indexOf('error-summary'), answer.text.indexOf('error-summary') + 600)
      : '',
  ]).toEqual([303, '']);
  return messageOf(answer);
}

export function messageOf(answer: Response): string {
  return /\/mail\/([0-9a-f-]{36})$/.exec(answer.headers.location ?? '')?.[1] ?? '';
}

export async function chainsOf(
  portal: TestPortal,
  operation: string,
): Promise<
  {
    number: number;
    state: string;
    warning: string | null;
    feedback: string | null;
    seizure: string | null;
    draft: string | null;
    record: string | null;
  }[]
> {
  const { rows } = await portal.owner.query<Awaited<ReturnType<typeof chainsOf>>[number]>(
    `select number, state, warning_id as warning, feedback_id as feedback, seizure_id as seizure, draft_id as
      draft, record_ref as record
    from cencomm_chains where operation_id = $1 order by number`,
    [operation],
  );
  return rows;
}

/** Sends a form as a login, past the pages. Answers the message's id. */
export async function sendFormAs(
  portal: Pick<TestPortal, 'pool' | 'cencommKeys'>,
  loginId: string,
  operationId: string,
  form: Partial<FormToSend> & Pick<FormToSend, 'kind' | 'fields'>,
): Promise<string> {
  const viewer = await viewerNamed(portal, loginId);
  return sendFormTo({ pool: portal.pool, keys: keysOf(portal) }, viewer, operationId, {
    clientUuid: randomUUID(),
    subject: 'A form',
    body: '',
    audience: 'all',
    ...form,
  });
}
