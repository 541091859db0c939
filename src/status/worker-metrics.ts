import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { Problem } from '../http/problem.js';

/** What a worker asks the process that started it, and is answered; `id` tells the questions of a worker apart. */
interface Message {
  type: 'health-tracker:metrics';
  id: number;
  text?: string | null;
}

const TYPE = 'health-tracker:metrics';
const isMessage = (message: unknown): message is Message => (message as Partial<Message> | null)?.type === TYPE;

const asked = new Map<number, (text: string | null) => void>();
let questions = 0;

if (cluster.isWorker) {
  void new AggregatorRegistry(); // lets this worker give its share when the first process asks for it
  process.on('message', (message) => {
    if (isMessage(message)) asked.get(message.id)?.(message.text ?? null);
  });
}

/** In the process that started the workers: answers their questions with the sums of all of them. */
export function answerWorkers(): void {
  const registry = new AggregatorRegistry();
  cluster.on('message', (worker, message: unknown) => {
    if (!isMessage(message)) return;
    const answer = (text: string | null): boolean => worker.isConnected() && worker.send({ ...message, text });
    registry.clusterMetrics().then(answer, () => answer(null));
  });
}

/** A scrape reaches one worker of several and is told of all of them; undefined where this process is the only one. */
export async function metricsOfAllWorkers(): Promise<string | undefined> {
  if (!cluster.isWorker) return undefined;
  const id = ++questions;
  const text = await new Promise<string | null>((resolve) => {
    asked.set(id, resolve);
    process.send!({ type: TYPE, id } satisfies Message);
  });
  asked.delete(id);
  if (text === null) throw Problem.unavailable(); // a worker is too busy to answer
  return text;
}
