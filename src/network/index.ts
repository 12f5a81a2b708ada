export { networkRoutes } from './routes.ts';
export { contactOf, timeZoneOf } from './contact-of.ts';
export { isOpen, localTime } from './hours.ts';
export { riloOn } from './store-offices.ts';
export { readContacts } from './store.ts';
export type { StoredContact } from './office.ts';
export type { NetworkContext } from './context.ts';
