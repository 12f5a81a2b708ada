import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const source = globSync('{src,evaluation}/**/*.ts');
const scripts = globSync('public/js/*.js');
const read = (file: string): string => readFileSync(file, 'utf8');
/** Files in which something stands, beside those where it may. */
const holding = (files: readonly string[], what: RegExp, but: RegExp = /^$/): string[] =>
  files.filter(file => what.test(read(file)) && !but.test(file));

describe('the server', () => {
  test('loads the demo in an evaluation only', () => {
    expect(holding(source, /^(?:import|export) .*seeds\/demo/m)).toEqual([]);
  });

  test('makes no code out of text', () => {
    // Besides, the migrations, by the names of their directory.
    expect(
      holding(
        [...source, ...scripts],
        /\beval\(|new Function\(|node:vm|\bset(?:Timeout|Interval)\(['"`]|import\([^')]/,
        /^src\/db\/migrate\.ts$/,
      ),
    ).toEqual([]);
  });

  test('starts no program but its own PostgreSQL, and never through a shell', () => {
    // Besides, our own scripts: of low rights, where untrusted files are read, and where figures are counted.
    expect(
      holding(
        source,
        /child_process/,
        /^(?:evaluation\/|src\/(?:files\/sandbox\/sandbox-process|db\/columnar\/process)\.ts$)/,
      ),
    ).toEqual([]);
    expect(holding(source, /\bexec(?:Sync|File|FileSync)?\((?=['"`])|shell:\s*true/)).toEqual([]);
  });

  test('asks no other server for anything, but for the one file that judges every address it asks', () => {
    expect(
      holding(
        source,
        new RegExp(
          String.raw`(?<!function )\bfetch\((?!req\b)|\bhttps?\.(?:get|request)\(|import \{[^}]*\b(?:get|` +
            String.raw`request)\b[^}]*\} from 'node:https?'|from '(?:undici|axios|got|node-fetch)'`,
        ),
      ),
    ).toEqual(['src/net/safe-fetch.ts', 'src/db/columnar/asked-engine.ts']);
    // The second asks a socket of this machine, which has no address.
    expect(read('src/db/columnar/asked-engine.ts')).toMatch(
      /request\(\{ socketPath: socket, agent, method: [^}]*path: '\/' \}/,
    );
    // Whether links of the CEN website still answer is asked from there, and from there only.
    expect(holding(source, /net\/safe-fetch\.ts'/)).toEqual(['src/cws/links/check.ts', 'src/cws/links/jobs.ts']);
  });

  test(
    'asks an object store where an operator names one, by one file, under a key and an address of its settings ' +
      'only',
    () => {
      expect(holding(source, /@aws-sdk|@smithy/)).toEqual(['src/files/store/s3-store.ts']);
      // With both given, the client looks for neither in files of the machine nor in the cloud it runs in.
      expect(read('src/files/store/s3-store.ts')).toMatch(
        new RegExp(
          String.raw`region: place\.region,[\s\S]*credentials: \{ accessKeyId: place\.accessKey, ` +
            String.raw`secretAccessKey: place\.secretKey \}`,
        ),
      );
    },
  );

  test('reads pictures by the loaders of one file, which bars all others, in the sandbox only', () => {
    // Besides: draw.ts reads what the sandbox made, which is WebP, AVIF or JPEG by its first bytes.
    expect(holding(source, /import sharp from 'sharp'/).sort()).toEqual([
      'src/files/sandbox/picture/safe-sharp.ts',
      'src/files/watermark/draw.ts',
    ]);
    expect(
      holding(source, /picture\/(?:safe-sharp|decode|gallery|blur|pictures)\.ts'/, /^src\/files\/sandbox\//),
    ).toEqual([]);
  });

  test('believes every certificate it is shown nowhere', () => {
    expect(holding(source, /rejectUnauthorized|checkServerIdentity|NODE_TLS_REJECT/)).toEqual([]);
  });

  test('unpacks no objects that bring their own behaviour', () => {
    expect(
      holding(source, /\bdeserialize\((?=.*Buffer)|node:v8|from '(?:js-yaml|node-serialize|serialize-javascript)'/),
    ).toEqual([]);
  });

  test('renders views by a name of its own, and never hands them what was sent as their options', () => {
    const calls = source.flatMap(file =>
      [...read(file).matchAll(/\b(?:res\.render\(|render\(res,\s*)([^,)]+)(?:,\s*([^)]{0,40}))?/g)].map(
        ([, name = '', data = '']) => ({ file, name, data }),
      ),
    );
    expect(calls.length).toBeGreaterThan(10);
    expect(
      calls.filter(
        ({ name }) => /\b(?:req|body|query|params)\b/.test(name) || !/^\w+$|[`'][\w/${}.-]+[`']$/.test(name.trim()),
      ),
    ).toEqual([]);
    expect(calls.filter(({ data }) => /req\.(?:body|query|params)|\.\.\.(?:req|body|query)\b/.test(data))).toEqual([]);
  });

  test('makes patterns of constants only', () => {
    expect(
      holding(
        source,
        /new RegExp\(/,
        new RegExp(
          String.raw`^src/(?:\w+/guard-|personal-data/|spreadsheets/xml\.ts|imports/engine/(?:rows/` +
            // Of letters and digits only.
            `skip-reason|draft/title-units|words/counterfeits|values/(?:dates|numbers|measured|goods-(?:text|phrases|narrated)|han-goods|` +
            String.raw`ethiopia))\.ts|cencomm/forms/nominal/take-out\.ts)`,
        ),
      ),
    ).toEqual([]);
  });

  test('compares without changing types', () => {
    const loose = source.flatMap(file =>
      read(file)
        .split('\n')
        .filter(line => / [!=]= (?!null\b)/.test(line))
        .map(line => `${file}: ${line.trim()}`),
    );
    expect(loose).toEqual([]);
  });

  test('reads no parameter of the address where it takes a form', () => {
    expect(holding(source, /\breq\.param\(|\{ \.\.\.req\.query, \.\.\.req\.body/)).toEqual([]);
  });
});

describe('cryptography', () => {
  test('is node:crypto and argon2, with SHA-256, AES-256-GCM and HKDF', () => {
    expect(holding(source, /from '(?:crypto-js|bcrypt\w*|node-forge|tweetnacl|sjcl)'/)).toEqual([]);
    const named = source.flatMap(file =>
      [...read(file).matchAll(/create(?:Hash|Hmac|Cipheriv|Decipheriv)\(\s*'([^']+)'|hkdfSync\(\s*'([^']+)'/g)].map(
        ([, one, other]) => one ?? other,
      ),
    );
    expect([...new Set(named)].sort()).toEqual(['aes-256-gcm', 'sha256']);
    expect(holding(source, /createHash\((?!')|createCipheriv\((?!')/)).toEqual([]);
  });

  test('seals, opens and derives keys in one place', () => {
    expect(holding(source, /create(?:C|Dec)ipher|hkdf|aes-256/i)).toEqual(['src/crypto/envelope.ts']);
  });

  test('compares tokens in constant time', () => {
    expect(holding(source, /timingSafeEqual\(/)).toContain('src/web/forms/csrf.ts');
    expect(
      holding(
        source,
        /isRequestValid|csrfSynchronisedProtection|(?:token|secret|signature|digest|hash)\w* === (?!undefined|null|')/i,
      ),
    ).toEqual([]);
  });

  test('draws at least 96 random bits at a time for what must not be guessed', () => {
    const drawn = source.flatMap(file =>
      [...read(file).matchAll(/randomBytes\((\d+)\)/g)].map(([, bytes]) => ({ file, bytes: Number(bytes) })),
    );
    expect(drawn.length).toBeGreaterThan(3);
    // Numbers of requests and of form lines and names of temporary files are no secrets.
    expect(
      drawn.filter(
        ({ file, bytes }) =>
          bytes < 12 &&
          !/^src\/(?:web\/requests\/request|files\/store\/data-dir|seizures\/entry\/pages\/load)\.ts$/.test(file),
      ),
    ).toEqual([]);
  });
});

describe('scripts in the browser', () => {
  test('are there', () => expect(scripts.length).toBeGreaterThan(2));

  test('put text in as text', () => {
    expect(
      holding(scripts, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\.srcdoc/),
    ).toEqual([]);
  });

  test('listen to no other window, open no socket, keep nothing in the browser', () => {
    expect(holding(scripts, /WebSocket|localStorage|sessionStorage|indexedDB|document\.cookie/)).toEqual([]);
    // Tabs of the portal share one stream of news, over a channel that no other site hears.
    expect(holding(scripts, /postMessage|['"]message['"]|BroadcastChannel/)).toEqual(['public/js/cencomm-stream.js']);
    expect([
      ...read('public/js/cencomm-stream.js').matchAll(/(\w+)\.(?:postMessage|addEventListener\('message')/g),
    ]).toMatchObject([{ 1: 'tabs' }, { 1: 'tabs' }]);
    expect(read('public/js/cencomm-stream.js')).toContain("const tabs = new BroadcastChannel('cencomm-news');");
    // The sheet that rows are corrected in takes cells pasted into it; nobody asks for what else was copied.
    expect(holding(scripts, /['"]paste['"]/)).toEqual(['public/js/grid.js']);
    expect(holding(scripts, /clipboard\.read|execCommand/)).toEqual([]);
    // One hears of new mail, from the portal itself.
    expect(holding(scripts, /EventSource/)).toEqual(['public/js/cencomm-stream.js']);
    expect(
      scripts.flatMap(file => [...read(file).matchAll(/new EventSource\(([^)]*)\)/g)].map(([, from]) => from)),
    ).toEqual(["'/cencomm/stream'"]);
  });
});

describe('packages', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<
      string,
      { integrity?: string; resolved?: string; link?: boolean; inBundle?: boolean; hasInstallScript?: boolean }
    >;
  };
  const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('are each held by the hash of their content, whichever registry they come from', () => {
    expect(installed.length).toBeGreaterThan(100);
    expect(
      installed.filter(([, one]) => !one.inBundle && !/^sha512-/.test(one.integrity ?? '')).map(([path]) => path),
    ).toEqual([]);
    expect(installed.filter(([, { resolved, link }]) => resolved !== undefined || link).map(([path]) => path)).toEqual(
      [],
    );
  });

  test('are asked for in one exact version', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('are the ones the code imports: nothing is borrowed from another’s dependencies', () => {
    const { dependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const imported = source.flatMap(file =>
      [...read(file).matchAll(/^import (?!type ).*from '((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/gm)].map(
        ([, name = '']) => name,
      ),
    );
    expect([...new Set(imported)].filter(name => !(name in { ...dependencies, ...optionalDependencies }))).toEqual([]);
  });
});

test('no key lies in the tree', () => {
  const tree = globSync([
    '{src,seeds,deploy,docs,migrations,locales,views,public,bench,test}/**/*.{ts,js,json,md,yml,yaml,cfg,sh,' +
      'csv,ejs,txt}',
    '*.{ts,json,yml,md}',
  ]);
  expect(tree.length).toBeGreaterThan(300);
  expect(
    holding(
      tree,
      /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|postgres(?:ql)?:\/\/[^:\s'"`$]+:(?!\$\{)[^@\s'"`$]{12,}@(?!db\b|localhost)/,
    ),
  ).toEqual([]);
});
