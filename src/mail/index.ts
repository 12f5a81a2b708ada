export { directoryCarrier, smtpCarrier } from './carrier.ts';
export type { Carrier } from './carrier.ts';
export { isAddress, openOutbox } from './outbox.ts';
export type { Letter, Outbox } from './outbox.ts';
export { letterSeal } from './seal.ts';
export type { LetterSeal } from './seal.ts';
export { sendDue } from './sending.ts';
export type { WaitingLetter } from './sending.ts';
