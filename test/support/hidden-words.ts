import { randomUUID } from 'node:crypto';
import { amendAs } from './attacks.ts';
import { sampleRecord } from './builders.ts';
import { openOperation, sendAs } from './cencomm.ts';
import { draft } from './entry.ts';
import { picture } from './file-samples.ts';
import { libraryOf } from './library.ts';
import { begun, examined, send } from './pictures.ts';
import type { TestPortal } from './portal.ts';
import type { Ground } from './seizures.ts';

export const hidden = {
  record: 'Zanzibarquay',
  earlier: 'Mkunazini',
  draft: 'Draftwordone',
  alert: 'Alertwordtwo',
  caption: 'Captionwordthree',
  fileName: 'Filewordfour',
  operation: 'Operationwordfive',
  aim: 'Aimwordsix',
  subject: 'Subjectwordseven',
  body: 'Bodywordeight',
  library: 'Librarywordnine',
} as const;
export const nationalRef = 'HID/2026/1';

/** Who must not meet a word of it. */
export const strangers: readonly string[] = [
  'vn.reader',
  'vn.ncp',
  'rilo.ap',
  'ke.limited',
  'unep.partner',
  'wco.admin',
];

export interface HiddenThings {
  readonly seizure: string;
  readonly operation: string;
  readonly message: string;
}

/** Makes records, drafts, pictures and an operation with words in them that strangers must not meet. */
export async function hideWords(portal: TestPortal, ground: Ground): Promise<HiddenThings> {
  const seizure = await hideRecord(ground);
  const officer = await portal.as('ke.officer');
  await draft(officer, sampleRecord('TOB', { facts: { placeName: hidden.draft, nationalRef: 'HID/2026/2' } }));
  await hideAlert(portal);
  const ref = await begun(officer, { captionEn: hidden.caption });
  await send(officer, ref, `${hidden.fileName}.jpg`, await picture('jpeg'));
  await examined(portal, ref);
  return { seizure, ...(await hideOperation(portal)) };
}

/** A record that was open to all when it named one quay, and is its office's own since it names another. */
async function hideRecord(ground: Ground): Promise<string> {
  const facts = { nationalRef, release: 'all', releaseOffices: undefined } as const;
  const record = sampleRecord('DRUG', { facts: { ...facts, placeName: hidden.earlier } });
  const [seizure = ''] = await ground.put([record]);
  await amendAs(
    ground,
    await ground.viewer('ke.ncp'),
    seizure,
    sampleRecord('DRUG', {
      facts: {
        ...facts,
        release: 'named',
        releaseOffices: ['KE'],
        embargoUntil: '2199-01-01',
        placeName: hidden.record,
      },
    }),
  );
  return seizure;
}

async function hideAlert(portal: TestPortal): Promise<void> {
  const answer = await (await portal.as('ke.ncp')).post('/cws/documents/new/alert', {
    clientUuid: randomUUID(),
    edition: '0',
    then: 'files',
    original: 'en',
    'en.title': hidden.alert,
    'en.summary': hidden.alert,
    headings: ['DRUG'],
  });
  if (answer.status !== 303) throw new Error(`no alert: ${answer.status}`);
}

async function hideOperation(portal: TestPortal): Promise<Omit<HiddenThings, 'seizure'>> {
  const operation = await openOperation(portal, {
    title: `Operation ${hidden.operation}`,
    aim: hidden.aim,
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison' },
  });
  const message = await sendAs(portal, 'rilo.esa', operation, { subject: hidden.subject, body: hidden.body });
  const library = libraryOf(portal, operation);
  await library.add('ke.ncp', [{ name: `${hidden.library}.txt`, content: 'Lines' }]);
  await library.checked();
  return { operation, message };
}

/** Hidden words in an answer that the asker did not type; the title of an operation is the Secretariat's to know. */
export function wordsMet(login: string, path: string, text: string): string[] {
  const found = Object.values(hidden).filter(word => !path.includes(word) && new RegExp(word, 'i').test(text));
  return found.filter(word => login !== 'wco.admin' || word !== hidden.operation);
}
