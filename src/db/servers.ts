import pg from 'pg';

/** The servers that one address names: at any time one of them takes changes, the others follow it. */
export interface Servers {
  readonly count: number;
  /** Where the next connection goes. */
  address(): string;
  /** Goes on to the next server, unless another connection has done so. */
  leave(address: string): void;
  /** Whether the server answers nothing at all: nobody waits for a new connection then. */
  isSilent: boolean;
}

/** `postgres://user@one:5432,two:5432/cen`, as PostgreSQL's own programs read it. */
export function addressesIn(url: string): readonly string[] {
  const [, before = '', hosts = '', after = ''] = /^([^/]*\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/s.exec(url) ?? [];
  return hosts.includes(',') ? hosts.split(',').map(host => `${before}${host}${after}`) : [url];
}

/** How people call the server of an address: `two:5433`, or by the directory of its socket, `/run/postgresql:5433`. */
export function hostIn(address: string): string {
  const [, host = ''] = /^[^/]*\/\/(?:[^@/]*@)?([^/?]*)/.exec(address) ?? [];
  const [, asked = ''] = /[?&]host=([^&]*)/.exec(address) ?? [];
  return decodeURIComponent(host === '' ? asked : host);
}

const known = new Map<string, Servers>();

/** What one connection of this process finds out about the servers of an address, all know. */
export function serversOf(url: string): Servers {
  const found = known.get(url) ?? newServers(addressesIn(url));
  known.set(url, found);
  return found;
}

function newServers(addresses: readonly string[]): Servers {
  let at = 0;
  const address = (): string => addresses[at] ?? '';
  return {
    count: addresses.length,
    address,
    leave: left => {
      if (left === address()) at = (at + 1) % addresses.length;
    },
    isSilent: false,
  };
}

/** An error of the kind that heals by itself: the page says so. */
export const unreachable = (message: string): Error => Object.assign(new Error(message), { code: 'ECONNRESET' });

/** A server that only follows another was asked for changes; the next of its address may take them. */
export class TakesNoChanges extends Error {
  readonly code = 'ECONNRESET';
  override readonly message = 'this database server takes no changes';
}

/** Cuts a connection at once, without a word to a server that would not hear it. What waits on it fails. */
export function cut(client: pg.ClientBase): void {
  streamOf(client).destroy(unreachable('the database server does not answer'));
}

interface Insides {
  readonly connection: {
    readonly stream: { destroy(error: Error): void };
    on(event: 'parameterStatus', hear: (told: { parameterName: string; parameterValue: string }) => void): void;
  };
}
const insidesOf = (client: pg.ClientBase): Insides['connection'] => (client as unknown as Insides).connection;
const streamOf = (client: pg.ClientBase): Insides['connection']['stream'] => insidesOf(client).stream;

export interface ServerClientConfig extends pg.ClientConfig {
  readonly servers: Servers;
  /** Whether it asks a silent server, too: by one that does all others learn that it answers again. */
  readonly asksSilent?: boolean;
  /** Whether a server that only follows another will do: for what is read alone. */
  readonly readsOnly?: boolean;
  /** Whether a pooler stands between, which greets whatever became of its server: that is asked then. */
  readonly isPooled?: boolean;
}

/** A connection to the server that takes changes: one that only follows another is left again. */
export class ServerClient extends pg.Client {
  readonly #config: ServerClientConfig;
  readonly #address: string;
  #isFollower = false;

  constructor(config: ServerClientConfig) {
    const address = config.servers.address();
    super({ ...config, connectionString: address });
    this.#config = config;
    this.#address = address;
    // A pool listens once it has the connection, and no longer to one that did not come about: what is cut until
    // then, or afterwards, would end the process.
    this.on('error', () => undefined);
    // Told at the beginning of each connection.
    insidesOf(this).on('parameterStatus', ({ parameterName, parameterValue }) => {
      if (parameterName === 'in_hot_standby') this.#isFollower = parameterValue === 'on';
    });
  }

  override connect(): Promise<this>;
  override connect(done: (error: Error) => void): void;
  override connect(done?: (error: Error) => void): Promise<this> | undefined {
    const reached = this.#reach();
    if (!done) return reached;
    void reached.then(() => (done as () => void)(), done);
    return undefined;
  }

  async #asksFollower(): Promise<boolean> {
    const { rows } = await this.query<{ follows: boolean }>('select pg_is_in_recovery() as follows');
    return rows[0]?.follows ?? false;
  }

  async #reach(): Promise<this> {
    const { servers, asksSilent = false } = this.#config;
    if (servers.isSilent && !asksSilent) throw unreachable('the database server does not answer');
    try {
      await super.connect();
      if (this.#config.isPooled) this.#isFollower = await this.#asksFollower();
    } catch (error) {
      throw this.#left(error);
    }
    if (!this.#isFollower || this.#config.readsOnly) return this;
    throw this.#left(new TakesNoChanges());
  }

  #left<E>(error: E): E {
    this.#config.servers.leave(this.#address);
    void this.end().catch(() => undefined);
    return error;
  }
}
