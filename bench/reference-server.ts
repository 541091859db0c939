// The same three questions to the same tables as one would write them without a framework: what the machine can do at best.
// No derived rows, no ETag, no problem details; named statements, one round trip each, JSON built by PostgreSQL.
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.DATABASE_POOL_SIZE) });
const app = Fastify({ logger: { level: process.env.LOG_LEVEL } });
const JSON_TYPE = 'application/json; charset=utf-8';

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', ${INSTANT})`;
const ACTIVITY = `json_build_object('userId', user_id, 'id', id,
  'source', json_build_object('name', source_name, 'kind', source_kind, 'device', source_device), 'externalId', external_id,
  'timeZone', time_zone, 'localDate', local_date, 'createdAt', ${instant('created_at')}, 'updatedAt', ${instant('updated_at')},
  'type', type, 'startedAt', ${instant('started_at')}, 'endedAt', ${instant('ended_at')}, 'steps', steps,
  'distanceMeters', distance_meters, 'activeEnergyKilocalories', active_energy_kilocalories, 'moderateSeconds', moderate_seconds,
  'vigorousSeconds', vigorous_seconds, 'averageHeartRateBpm', average_heart_rate_bpm, 'maxHeartRateBpm', max_heart_rate_bpm)`;

const GET = `SELECT ${ACTIVITY}::text AS body FROM physical_activities WHERE user_id = $1 AND id = $2`;
const LIST = `SELECT coalesce(json_agg(body), '[]')::text AS body FROM (SELECT ${ACTIVITY} AS body FROM physical_activities
  WHERE user_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2) page`;
const CREATE = `INSERT INTO physical_activities (user_id, id, source_name, source_kind, source_device, external_id, time_zone,
  local_date, created_at, updated_at, type, started_at, ended_at, steps, distance_meters, active_energy_kilocalories,
  moderate_seconds, vigorous_seconds, average_heart_rate_bpm, max_heart_rate_bpm)
  VALUES ($1, $2, $3, $4, $5, $6, $7, ($9::timestamptz AT TIME ZONE $7)::date, now(), now(), $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  RETURNING ${ACTIVITY}::text AS body`;

interface Activity {
  source: { name: string; kind: string; device?: string };
  externalId?: string;
  timeZone: string;
  type: string;
  startedAt: string;
  endedAt: string;
  steps?: number | null;
  distanceMeters?: number | null;
  activeEnergyKilocalories?: number | null;
  moderateSeconds?: number | null;
  vigorousSeconds?: number | null;
  averageHeartRateBpm?: number | null;
  maxHeartRateBpm?: number | null;
}

const amount = { type: ['number', 'null'], minimum: 0 };
const count = { type: ['integer', 'null'], minimum: 0 };
const name = { type: 'string', minLength: 1, maxLength: 100 };
const BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['source', 'timeZone', 'type', 'startedAt', 'endedAt'],
  properties: {
    source: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'kind'],
      properties: { name, kind: { enum: ['manual', 'watch', 'ring', 'phone', 'laboratory', 'other'] }, device: name },
    },
    externalId: name,
    timeZone: name,
    type: { enum: ['walking', 'running', 'cycling', 'daily_activity', 'other'] },
    startedAt: { type: 'string', format: 'date-time' },
    endedAt: { type: 'string', format: 'date-time' },
    steps: count,
    distanceMeters: amount,
    activeEnergyKilocalories: amount,
    moderateSeconds: count,
    vigorousSeconds: count,
    averageHeartRateBpm: amount,
    maxHeartRateBpm: amount,
  },
};

app.get<{ Params: { userId: string; id: string } }>('/v1/users/:userId/physical-activities/:id', async (request, reply) => {
  const { userId, id } = request.params;
  const { rows } = await pool.query<{ body: string }>({ name: 'get', text: GET, values: [userId, id] });
  if (rows.length === 0) return reply.code(404).send();
  return reply.header('content-type', JSON_TYPE).send(rows[0]!.body);
});

app.get<{ Params: { userId: string }; Querystring: { limit: string } }>(
  '/v1/users/:userId/physical-activities',
  async (request, reply) => {
    const { rows } = await pool.query<{ body: string }>({
      name: 'list',
      text: LIST,
      values: [request.params.userId, request.query.limit],
    });
    return reply.header('content-type', JSON_TYPE).send(`{"data":${rows[0]!.body}}`);
  },
);

app.post<{ Params: { userId: string }; Body: Activity }>(
  '/v1/users/:userId/physical-activities',
  { schema: { body: BODY } },
  async ({ params, body }, reply) => {
    const { source } = body;
    const { rows } = await pool.query<{ body: string }>({
      name: 'create',
      text: CREATE,
      values: [
        params.userId,
        randomUUID(),
        source.name,
        source.kind,
        source.device,
        body.externalId,
        body.timeZone,
        body.type,
        body.startedAt,
        body.endedAt,
        body.steps,
        body.distanceMeters,
        body.activeEnergyKilocalories,
        body.moderateSeconds,
        body.vigorousSeconds,
        body.averageHeartRateBpm,
        body.maxHeartRateBpm,
      ],
    });
    return reply.code(201).header('content-type', JSON_TYPE).send(rows[0]!.body);
  },
);

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
