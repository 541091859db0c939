import { setTimeout as pause } from 'node:timers/promises';
import { type ImportJob, isOver } from './import-job.js';
import { presentedJob } from './presented-job.js';

const POLL_MS = 1_000;
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events: `progress` whenever the job has changed, `end` when it is over, and now and then a comment, so that nobody on
 * the way takes the connection for dead. Each event has the whole job: whoever comes back has missed nothing.
 */
export async function* jobEvents(
  first: ImportJob,
  find: () => Promise<ImportJob>,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  yield 'retry: 2000\n\n';
  let sent = '';
  let sentAt = 0;
  for (let job = first; !signal.aborted; job = await find()) {
    const data = JSON.stringify(presentedJob(job));
    if (isOver(job)) {
      yield event('end', job, data);
      return;
    }
    if (data !== sent || performance.now() - sentAt > HEARTBEAT_MS) {
      yield data === sent ? ': the job has not changed\n\n' : event('progress', job, data);
      [sent, sentAt] = [data, performance.now()];
    }
    await pause(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

const event = (name: string, { batch }: ImportJob, data: string): string => `event: ${name}\nid: ${batch}\ndata: ${data}\n\n`;
