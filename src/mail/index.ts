export { directoryTransport, smtpTransport } from './mail-transport.ts';
export type { MailTransport } from './mail-transport.ts';
export { isAddress, openOutbox } from './outbox.ts';
export type { Letter, Outbox } from './outbox.ts';
export { letterSeal } from './seal.ts';
export type { LetterSeal } from './seal.ts';
export { sendDue } from './outbox-worker.ts';
export type { WaitingLetter } from './store.ts';
