import type { presentStatus } from './presenter.ts';

declare module '../web/render.ts' {
  interface Views {
    'operations/status': ReturnType<typeof presentStatus>;
  }
}
