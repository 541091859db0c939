import createClient from 'openapi-fetch';
import type { paths } from './client/schema.js';
import { useService } from './support/use-service.js';

const service = useService();

describe('a client generated from the OpenAPI document', () => {
  it('tracks a person from the first day to the score', async () => {
    const client = createClient<paths>({ baseUrl: service().url, headers: service().credentials });

    const { data: user } = await client.POST('/v1/users', {
      body: { displayName: 'Ada', sexAtBirth: 'female', timeZone: 'Europe/Berlin' },
    });
    expect(user).toMatchObject({ displayName: 'Ada', birthDate: null });
    const path = { userId: user!.id };

    const { data: walk, response } = await client.POST('/v1/users/{userId}/physical-activities', {
      params: { path },
      body: { type: 'walking', startedAt: '2026-11-01T08:00:00+01:00', endedAt: '2026-11-01T08:45:00+01:00', steps: 5200 },
    });
    expect(walk?.steps).toBe(5200);

    const { data: shorter } = await client.PATCH('/v1/users/{userId}/physical-activities/{activityId}', {
      params: { path: { ...path, activityId: walk!.id }, header: { 'If-Match': response.headers.get('etag')! } },
      body: { steps: 4800, distanceMeters: null },
    });
    expect(shorter?.steps).toBe(4800);

    const { data: list } = await client.GET('/v1/users/{userId}/physical-activities', {
      params: { path, query: { type: ['walking', 'running'], from: '2026-11-01', limit: 10 } },
    });
    expect(list).toEqual({ data: [shorter], page: { nextCursor: null, hasMore: false } });

    const { data: score } = await client.GET('/get_health_score', { params: { query: { user_id: user!.id } } });
    expect(score).toMatchObject({ userId: user!.id, status: 'insufficient_data', score: null });
    expect(score?.metrics.find(({ metric }) => metric === 'steps')?.missing).toBe('insufficient_days');
  });

  it('reads lists of types separated by commas, as the document says, and repeated', async () => {
    const userId = await service().createUser();
    const query = { type: ['walking', 'running'] as const };
    for (const explode of [false, true]) {
      const querySerializer = { array: { style: 'form', explode } } as const;
      const client = createClient<paths>({ baseUrl: service().url, headers: service().credentials, querySerializer });
      const { response } = await client.GET('/v1/users/{userId}/physical-activities', {
        params: { path: { userId }, query: { type: [...query.type] } },
      });
      expect(response.status).toBe(200);
    }
  });

  it('gets problems as the document describes them', async () => {
    const client = createClient<paths>({ baseUrl: service().url, headers: service().credentials });
    const { error } = await client.POST('/v1/users', { body: { timeZone: 'Europe/Nowhere' } });
    expect(error).toMatchObject({
      status: 422,
      code: 'validation_failed',
      errors: [{ pointer: '/timeZone', code: 'invalid_format' }],
    });
  });
});
