export { openWaitingDesk } from './desk.ts';
export type { WaitingDesk, WaitingSource } from './desk.ts';
export { lendBell, readWaiting, waitingList } from './pages.ts';
export { presentWaiting } from './presenter.ts';
