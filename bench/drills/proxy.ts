import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The way to a server, on which connections can fall silent: nothing arrives any more, and nobody is told. */
export class Proxy {
  private readonly pairs = new Set<[Socket, Socket]>();

  private constructor(private readonly server: Server) {}

  static async before(port: number): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server);
    server.on('connection', (from) => proxy.pair(from, connect(port, '127.0.0.1')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on nothing passes on the connections that there are; new ones work. */
  swallow(): void {
    for (const pair of this.pairs) {
      for (const socket of pair)
        socket
          .unpipe()
          .removeAllListeners('data')
          .on('data', () => undefined);
    }
  }

  close(): void {
    this.server.close();
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  private pair(...pair: [Socket, Socket]): void {
    this.pairs.add(pair);
    for (const [i, socket] of pair.entries()) {
      socket.pipe(pair[1 - i]!);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.pairs.delete(pair);
          pair[1 - i]!.destroy();
        });
    }
  }
}
