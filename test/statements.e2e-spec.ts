import { AccessLogService } from '../src/access/log/access-log.service.js';
import { AuditService } from '../src/audit/audit.service.js';
import { RepairService } from '../src/audit/repair.service.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { KeptRepliesService } from '../src/population/kept-replies.service.js';
import { PopulationSnapshotsService } from '../src/population/population-snapshots.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { useMovableClock } from './support/movable-clock.js';
import { send } from './support/records-over-http.js';
import { rememberStatements } from './support/statements/remember-statements.js';
import { tablesWithoutOwner } from './support/statements/tables-without-owner.js';
import { useService } from './support/use-service.js';

const statementsWithoutOwner = rememberStatements();
const service = useService();
const moveClock = useMovableClock();
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

describe('The statements of what runs beside the requests', () => {
  // Those of the requests are looked at where every route is asked: openapi-answers.e2e-spec.ts.
  it('say whose rows they mean, except the few that are of everybody', async () => {
    await send(service(), crowd(14, Date.now(), new Dice(6)));
    expect((await service().post('/v1/users', {}, { 'idempotency-key': 'one' })).status).toBe(201);
    moveClock(TOMORROW);
    const { app } = service();
    await app.get(RollOverService).rollDue();
    await app.get(CompactionService).compact();
    await app.get(PopulationSnapshotsService).removeUnused();
    await app.get(KeptRepliesService).removeExpired();
    await app.get(AccessLogService).removeOutdated();
    await app.get(AuditService).auditAll();
    await fetch(`${service().url}/metrics`, { headers: service().credentials });
    await app.get(RepairService).repairAll();
    expect(await statementsWithoutOwner(service().dataSource)).toEqual([]);
  }, 60_000);
});

describe('A statement', () => {
  const owners = new Map([
    ['users', 'id'],
    ['states', 'user_id'],
    ['walks', 'user_id'],
  ]);

  it.each([
    ['a value', 'SELECT steps FROM walks WHERE user_id = $1 AND steps > 0'],
    ['several values', 'SELECT steps FROM walks w WHERE w.user_id = ANY ($1::uuid[])'],
    ['a row of values', 'DELETE FROM walks WHERE (user_id, id) = ($1, $2)'],
    [
      'a join that leads to a value',
      'SELECT FROM users u JOIN states s ON s.user_id = u.id, walks w WHERE w.user_id = s.user_id AND u.id = $1',
    ],
    ['a join of columns of one name', 'SELECT FROM walks JOIN states USING (user_id) WHERE states.user_id = $1'],
    [
      'a list of rows',
      'UPDATE states s SET n = r.n FROM json_populate_recordset(NULL::states, $1) r WHERE s.user_id = r.user_id',
    ],
    [
      'what another part found',
      'WITH gate AS (UPDATE states SET n = 1 WHERE user_id = $1 RETURNING user_id) DELETE FROM walks w USING gate WHERE w.user_id = gate.user_id',
    ],
    [
      'the query around it',
      'SELECT FROM states s WHERE s.user_id = $1 AND EXISTS (SELECT FROM walks w WHERE w.user_id = s.user_id)',
    ],
    ['nothing, being of no user', 'SELECT code FROM analytes'],
  ])('says whose rows it means by %s', async (_how, sql) => {
    expect(await tablesWithoutOwner(sql, owners)).toEqual([]);
  });

  it.each([
    ['nothing at all', 'SELECT sum(steps) FROM walks', ['walks']],
    ['one of two possibilities', 'SELECT FROM walks WHERE user_id = $1 OR steps > 0', ['walks']],
    ['what is not so', 'SELECT FROM walks WHERE NOT (user_id = $1)', ['walks']],
    ['more than a value', 'SELECT FROM walks WHERE user_id > $1', ['walks']],
    ['another table alone', 'SELECT FROM states s, walks w WHERE s.user_id = $1', ['walks']],
    ['a join that leads nowhere', 'SELECT FROM states s JOIN walks w ON w.user_id = s.user_id', ['states', 'walks']],
    ['the id of a record', 'UPDATE walks SET steps = 0 WHERE id = $1', ['walks']],
    [
      'a part that does not',
      'WITH gone AS (DELETE FROM walks WHERE steps = 0 RETURNING id) SELECT FROM states WHERE user_id = $1',
      ['walks'],
    ],
  ])('does not say it by %s', async (_how, sql, tables) => {
    expect(await tablesWithoutOwner(sql, owners)).toEqual(tables);
  });
});
