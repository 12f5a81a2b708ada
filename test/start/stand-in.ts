import { start } from '../../src/start.ts';

/** The smallest portal there is, on the real start: answers "hello", and /slow after half a second. */
await start({
  demoLogins: async () => ['someone'],
  prepareDatabase: async () => undefined,
  refuseUnfitDatabase: async () => undefined,
  claimInstance: async () => undefined,
  createPortal: async () => ({
    handler: (req, res) => {
      setTimeout(() => res.end('hello'), req.url === '/slow' ? 500 : 0);
    },
    close: async () => undefined,
  }),
});
