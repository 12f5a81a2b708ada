import pino from 'pino';
import { startEngineProcess } from '../../src/db/columnar/index.ts';

/** A process that has an engine of figures, to be killed: `node engine-parent.ts <database> <socket>`. */
const [appUrl = '', socket = ''] = process.argv.slice(2);
const script = new URL('../../src/figures-engine.ts', import.meta.url);
const engine = startEngineProcess(script, { appUrl, socket, logLevel: 'error' }, pino({ level: 'error' }));
process.on('SIGTERM', () => void engine.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
