import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { seedSeal } from '../../src/access/factors/totp.ts';
import { isGenuine, sealKey, type Seal } from '../../src/audit/chain/seal.ts';
import { unwrap } from '../../src/cencomm/keys/keyring.ts';
import { isSameKey, masterKey } from '../../src/cencomm/keys/master-keys.ts';
import { openingPieces } from '../../src/cencomm/keys/chunks.ts';
import { openText, openerOf, type Sealed } from '../../src/cencomm/keys/seal.ts';
import { findPacket, stampKey } from '../../src/files/watermark/packet.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { letterSeal } from '../../src/mail/index.ts';
import { formSeal } from '../../src/web/forms/resumable-form.ts';

// What a release has sealed must open in every later one: see fixtures/sealed/SOURCES.md.
const directory = 'test/fixtures/sealed';
const fixtures = JSON.parse(readFileSync(join(directory, 'sealed.json'), 'utf8')) as Fixtures;

interface Fixtures {
  readonly masterKey: string;
  readonly at: number;
  readonly totpSeed: { readonly accountId: number; readonly seed: string; readonly sealed: string };
  readonly letter: { readonly plain: object; readonly sealed: string };
  readonly form: { readonly plain: object; readonly sealed: string };
  readonly storedFiles: {
    readonly id: string;
    readonly sha256: string;
    readonly emptyId: string;
    readonly emptySealed: string;
  };
  readonly cencomm: {
    readonly kek: { readonly id: string; readonly secret: string; readonly kcv: string };
    readonly operation: { readonly id: string; readonly epoch: number; readonly key: string; readonly wrapped: string };
    readonly things: readonly (Thing & {
      readonly fields: Readonly<Record<string, { readonly text: string; readonly sealed: string }>>;
    })[];
    readonly pieces: { readonly thing: Thing; readonly sha256: string };
  };
  readonly trailSeal: Omit<Seal, Digest> & Readonly<Record<Digest, string>>;
  readonly stamp: {
    readonly fetched: { readonly login: string; readonly office: string; readonly at: string; readonly ref: string };
    readonly packet: string;
  };
}

type Digest = 'rowsDigest' | 'marks' | 'previous' | 'digest' | 'mac';

/** A sealed thing of CENcomm as the fixtures write it. */
type Thing = Omit<Sealed, 'salt'> & { readonly salt: string };

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const sealedThing = (thing: Thing): Sealed => ({ ...thing, salt: hex(thing.salt) });
const key = hex(fixtures.masterKey);

describe('what an older release has sealed opens', () => {
  test('the seed of an authenticator app', () => {
    const { accountId, seed, sealed } = fixtures.totpSeed;
    expect(seedSeal(key).open(accountId, hex(sealed)).toString('hex')).toBe(seed);
    expect(() => seedSeal(key).open(accountId + 1, hex(sealed))).toThrow();
  });

  test('a letter that waits to be sent', () => {
    expect(letterSeal(key).open(hex(fixtures.letter.sealed))).toEqual(fixtures.letter.plain);
  });

  test('a form on its way through the sign-in page', () => {
    vi.useFakeTimers({ now: fixtures.at + 60_000, toFake: ['Date'] });
    expect(formSeal(key).open(fixtures.form.sealed)).toEqual(fixtures.form.plain);
    vi.useRealTimers();
  });

  test('stored files, an empty one too', async () => {
    const { id, emptyId, emptySealed } = fixtures.storedFiles;
    const place = mkdtempSync(join(tmpdir(), 'cen-fixtures-'));
    try {
      mkdirSync(join(place, id.slice(0, 2)));
      writeFileSync(join(place, id.slice(0, 2), id), readFileSync(join(directory, 'stored-file.bin')));
      writeFileSync(join(place, id.slice(0, 2), emptyId), hex(emptySealed));
      const store = openFileStore(place, key);
      expect(sha256(await buffer(await store.get(id)))).toBe(fixtures.storedFiles.sha256);
      expect(await buffer(await store.get(emptyId))).toHaveLength(0);
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  test('the key of an operation of CENcomm, under its master key', () => {
    const { kek, operation } = fixtures.cencomm;
    const master = masterKey(kek.id, hex(kek.secret));
    expect(isSameKey(hex(kek.kcv), master)).toBe(true);
    expect(unwrap(master, operation.id, operation.epoch, hex(operation.wrapped)).toString('hex')).toBe(operation.key);
  });

  test.each(fixtures.cencomm.things.map(thing => [thing.kind, thing] as const))(
    'the texts of a CENcomm %s',
    (_kind, thing) => {
      const operationKey = hex(fixtures.cencomm.operation.key);
      const open = openerOf(operationKey, sealedThing(thing));
      for (const [field, { text, sealed }] of Object.entries(thing.fields)) {
        expect(open(field, hex(sealed))).toBe(text);
        expect(openText(operationKey, sealedThing(thing), field, hex(sealed))).toBe(text);
      }
    },
  );

  test('a content of CENcomm in several pieces', async () => {
    const { operation, pieces } = fixtures.cencomm;
    const opening = openingPieces(hex(operation.key), sealedThing(pieces.thing));
    const content = await buffer(Readable.from([readFileSync(join(directory, 'cencomm-pieces.bin'))]).compose(opening));
    expect(sha256(content)).toBe(pieces.sha256);
  });
});

describe('what an older release has signed is genuine', () => {
  test('a seal of the trail', () => {
    const { rowsDigest, marks, previous, digest, mac, ...rest } = fixtures.trailSeal;
    const seal = {
      ...rest,
      rowsDigest: hex(rowsDigest),
      marks: hex(marks),
      previous: hex(previous),
      digest: hex(digest),
      mac: hex(mac),
    };
    expect(isGenuine(seal, sealKey(key))).toBe(true);
    expect(isGenuine({ ...seal, rowCount: 13 }, sealKey(key))).toBe(false);
  });

  test('the stamp in a picture', () => {
    const { fetched, packet } = fixtures.stamp;
    expect(findPacket(Buffer.from(packet), stampKey(key))).toEqual({
      ...fetched,
      at: new Date(fetched.at),
      genuine: true,
    });
  });
});
