import { Passport, type Authenticator } from 'passport';
import pino from 'pino';
import { openFactors, signInLimits, type Right } from '../../src/access/index.ts';
import type { CencommContext } from '../../src/cencomm/index.ts';
import { picturesAtAGlance, type CpdbContext } from '../../src/cpdb/index.ts';
import { openAlertWatch, websiteAtAGlance } from '../../src/cws/index.ts';
import { openTrail } from '../../src/audit/index.ts';
import type { Intake } from '../../src/files/intake/types.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import { roomsOf } from '../../src/routes.ts';
import type { SeizuresContext } from '../../src/seizures/context.ts';
import type { Room, Route } from '../../src/web/route.ts';
import { formSeal } from '../../src/web/forms/resumable-form.ts';
import type { TestDatabase } from './database.ts';
import { noNews } from './no-news.ts';
import { openWaitingChanges } from '../../src/web/waiting.ts';

/** The portal's own route tables, of all rooms; the handlers are not called from here. */
export async function routesOf(database: TestDatabase): Promise<Route<Right>[]> {
  const tables = await Promise.all((await testRooms(database)).map(room => room.load()));
  return tables.flat();
}

/** The portal's own rooms, made over a test database. */
export async function testRooms(database: TestDatabase): Promise<Room<Right>[]> {
  const [texts, lists, offices] = await Promise.all([
    loadTexts(),
    loadLists(database.pool),
    loadOffices(database.pool),
  ]);
  const context = {
    pool: database.pool,
    jobPool: database.pool,
    lists,
    offices,
    texts,
    log: pino({ level: 'silent' }),
    changed: () => undefined,
    changes: () => 0,
    news: noNews,
  } as unknown as SeizuresContext;
  const jobs = {
    work: async () => undefined,
    send: async () => undefined,
    every: async () => undefined,
    runScheduled: async () => undefined,
    stop: async () => undefined,
  };
  const trail = openTrail({
    pool: database.pool,
    jobPool: database.pool,
    jobs,
    log: context.log,
    masterKey: Buffer.alloc(32),
    directory: '/nowhere',
  });
  const outbox = { post: () => Promise.resolve() };
  const seizures = {
    context,
    words: { read: () => [], suggest: () => undefined, common: () => [] },
    facets: {
      of: () => Promise.reject(new Error('not asked here')),
      total: () => undefined,
      keepTotal: () => undefined,
      masked: () => Promise.reject(new Error('not asked')),
    },
  };
  const intake = { scans: false } as unknown as Intake;
  const waiting = openWaitingChanges(noNews);
  const cws = {
    ...context,
    outbox,
    jobs,
    seizures,
    intake,
    outside: false,
    baseUrl: 'https://cen.test',
    waiting,
    alertWatch: openAlertWatch(database.pool, waiting, noNews),
    countFigures: () => Promise.reject(new Error('not asked here')),
  };
  const cpdb = {
    ...cws,
    counts: { of: () => Promise.reject(new Error('not asked here')), changed: () => undefined },
  } as unknown as CpdbContext;
  const cencomm = {
    ...cws,
    keys: { require: async () => undefined },
    live: { seen: () => undefined },
  } as unknown as CencommContext;
  return roomsOf({
    analysis: { ...cws, website: websiteAtAGlance(cws as never), pictures: picturesAtAGlance(cpdb), riskCases: 1 },
    cencomm,
    cpdb,
    trail,
    cws,
    seizures,
    outbox,
    pool: database.pool,
    lists,
    offices,
    texts,
    passport: new Passport() as Authenticator,
    seal: formSeal(Buffer.alloc(32)),
    checks: {},
    limits: signInLimits(database.pool),
    catchUp: async () => undefined,
    factors: openFactors({
      pool: database.pool,
      outbox,
      masterKey: Buffer.alloc(32),
      baseUrl: 'https://cen.test',
      production: false,
    }),
  });
}
