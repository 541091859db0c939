import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from './problem.js';
import { uuidV7 } from '../database/uuid-v7.js';
import { isUploading } from './body-stream.js';
import { REQUEST_ID } from './request-id.js';
import { ofStatus } from './to-problem.js';

const STATUSES: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Answers bytes that Node could not read as a request, where the connection still takes an answer, and closes it. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUploading(socket)) return;
  if (error.code !== 'ECONNRESET' && socket.writable) socket.write(rawAnswer(ofStatus(STATUSES[error.code ?? ''] ?? 400)));
  socket.destroySoon();
}

/** Answers a request whose header `Expect` asks for something other than `100-continue` (RFC 9110, 10.1.1). */
export function refuseExpectation({ socket }: IncomingMessage): void {
  socket.write(rawAnswer(ofStatus(417)));
  socket.destroySoon();
}

function rawAnswer(problem: Problem): string {
  const requestId = uuidV7();
  const body = problem.toBody(requestId, '/');
  const json = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${body.status} ${body.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(json)}`,
    `${REQUEST_ID}: ${requestId}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${json}`;
}
