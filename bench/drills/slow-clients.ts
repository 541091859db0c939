import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Drill } from './drill.js';

const CLIENTS = 400;
const HEAD = 'POST /v1/users HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n';

/** Half of them never come to the end of their headers, half of them never to the end of a body. */
function slowClient(port: number, authorization: string, number: number): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(number % 2 === 0 ? HEAD : `${HEAD}authorization: ${authorization}\r\ncontent-length: 100000\r\n\r\n{`);
  const timer = setInterval(() => socket.write(number % 2 === 0 ? 'x: y\r\n' : ' '), 1000);
  socket.on('close', () => clearInterval(timer));
  return socket;
}

export const slowClients: Drill = {
  title: `${CLIENTS} clients send a byte a second`,
  async happen({ service }, { faultMs }) {
    const clients = Array.from({ length: CLIENTS }, (_, i) => slowClient(service.port, service.authorization, i));
    await pause(Math.min(faultMs, 45_000));
    const left = clients.filter((socket) => !socket.destroyed && socket.readyState === 'open').length;
    for (const socket of clients) socket.destroy();
    return [`Of ${CLIENTS} slow clients ${CLIENTS - left} had been hung up on at the end.`];
  },
};
