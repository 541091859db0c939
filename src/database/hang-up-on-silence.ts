import type pg from 'pg';

/** What of pg's client is needed here; `_activeQuery` is the query that it waits for. */
interface Waiting {
  _activeQuery: object | null;
  connection: { stream: { destroy(error: Error): void } };
}

const LOOKS = 4;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Breaks each connection of a pool on which one query has had no answer for so long, up to a quarter or a second longer. In place of
 * pg's own `query_timeout`, which leaves such a client half open for its pool to hand out again (node-postgres#3399), and makes a
 * timer for every query: together with those of the pool, they keep what each request has left behind until the garbage of all is
 * collected, a tenth of what a read costs.
 */
export function hangUpOnSilence(pool: pg.Pool, patienceMs: number): void {
  const clients = new Map<pg.PoolClient, { query: object | null; since: number }>();
  const look = (): void => {
    const now = performance.now();
    for (const [client, seen] of clients) {
      const { _activeQuery: query, connection } = client as unknown as Waiting;
      if (query !== seen.query) Object.assign(seen, { query, since: now });
      else if (query && now - seen.since >= patienceMs) connection.stream.destroy(new Error('Query read timeout'));
    }
  };
  let looking: NodeJS.Timeout | undefined;
  pool.on('connect', (client) => {
    client.on('error', () => {}); // whoever waits hears of it by the query; nobody else listens
    clients.set(client, { query: null, since: 0 });
    looking ??= setInterval(look, Math.min(patienceMs / LOOKS, LONGEST_PAUSE_MS)).unref();
  });
  pool.on('remove', (client) => {
    clients.delete(client);
    if (clients.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  });
}
