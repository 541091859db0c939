import type { ChildProcess } from 'node:child_process';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Job } from './load.js';
import { measure, measureCpu, type Run } from './measurement.js';
import type { Extent } from './score-population.js';
import { selectByKey } from './select-by-key.js';
import type { ServerProcess } from './server-process.js';

const SOURCE_NAME = 'Demo watch'; // the one that counts: what it adds moves the figures

/** A population with a service on it. */
export interface Subject extends Extent {
  url: string;
  db: pg.Client;
  /** A process of PostgreSQL. */
  backend: number;
  service: ServerProcess;
  connected: DataSource;
}

/** Puts load on the service, or on another one over the same database. */
export const ask = (
  load: ChildProcess,
  { backend, service }: Subject,
  operation: Job['operation'],
  users: number,
  connections: number,
  seconds: number,
  server = service,
): Promise<Run> => measure(load, backend, server, { operation, users, sourceName: SOURCE_NAME, connections, seconds });

/** Reads by key from the population's database, as many at a time. */
export const askDatabase = ({ connected, backend, users }: Subject, atOnce: number, seconds: number): Promise<Run> =>
  measureCpu(process.pid, backend, () => selectByKey(connected, users, atOnce, seconds));
