import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * An HTTP connection with one request under way at a time. It is a plain socket and no HTTP library, so that on a small machine
 * the load takes less of the processors than what it measures.
 */
export class KeepAliveConnection {
  private received: Buffer = Buffer.alloc(0);
  private readonly socket: Socket;
  private answered: (status: number) => void = () => undefined;
  private failed: (error: Error) => void = () => undefined;
  private isAsking = false;

  private constructor(port: number, patienceMs: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setTimeout(patienceMs, () => this.isAsking && this.socket.destroy());
    this.socket.on('data', (chunk) => this.receive(chunk));
    this.socket.on('error', (error) => this.failed(error));
    this.socket.on('close', () => this.failed(new Error('The server has closed the connection')));
  }

  /** Opens a connection to a server on this machine, of which an answer is given up after so long; 0 for never. */
  static async open(port: number, patienceMs = 0): Promise<KeepAliveConnection> {
    const connection = new KeepAliveConnection(port, patienceMs);
    await once(connection.socket, 'connect');
    return connection;
  }

  /** Whether the server takes another request on it. */
  get isOpen(): boolean {
    return this.socket.readyState === 'open';
  }

  /** Sends the text of a request and tells the status of its answer, once that is here whole. */
  ask(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.isAsking = true;
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.end();
  }

  private receive(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const bodyLength = Number(/^content-length: (\d+)/im.exec(head)?.[1]);
    if (this.received.length < headEnd + 4 + bodyLength) return;
    this.received = Buffer.alloc(0);
    this.isAsking = false;
    if (/^connection: close\r?$/im.test(head)) this.socket.end();
    this.answered(Number(head.slice(9, 12)));
  }
}
