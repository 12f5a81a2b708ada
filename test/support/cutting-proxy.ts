import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterFile } from './after-file.ts';

/**
 * A proxy before a portal that hands a request on whole and cuts the line before the answer, as one does after its
 * time-out. Answers its address; it closes after the file.
 */
export async function cuttingProxy(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const server = createServer(client => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream);
    // The portal answers, and nobody is told.
    upstream.once('data', () => client.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  afterFile(async () => {
    for (const socket of open) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
