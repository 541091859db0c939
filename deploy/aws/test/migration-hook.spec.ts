import { type Ecs, migrateBeforeTraffic } from '../lib/migration-hook/index.js';

const task = { cluster: 'cluster', taskDefinition: 'migrate:7', subnets: ['subnet-1'], securityGroups: ['sg-1'] };
const event = { executionDetails: { targetServiceRevisionArn: 'arn:aws:ecs:eu-central-1:123456789012:service-revision/c/s/42' } };

/** As much of ECS as the hook sees of it: one task, which is in some state. */
class OneTask implements Ecs {
  readonly started: object[] = [];
  state: { lastStatus: string; containers?: { exitCode?: number }[] } | undefined = { lastStatus: 'PENDING' };

  runTask(input: object): Promise<{ tasks?: { taskArn: string }[] }> {
    this.started.push(input);
    return Promise.resolve({ tasks: this.state && [{ taskArn: 'task-1' }] });
  }

  describeTasks(): Promise<{ tasks?: NonNullable<OneTask['state']>[] }> {
    return Promise.resolve({ tasks: this.state && [this.state] });
  }
}

describe('A release', () => {
  it('starts its migration once, in the private network, and waits while it runs', async () => {
    const ecs = new OneTask();
    const first = await migrateBeforeTraffic(event, ecs, task);
    expect(first).toEqual({ hookStatus: 'IN_PROGRESS', callBackDelay: 10, hookDetails: { taskArn: 'task-1' } });
    ecs.state = { lastStatus: 'RUNNING' };
    expect(await migrateBeforeTraffic({ ...event, hookDetails: first.hookDetails! }, ecs, task)).toEqual(first);
    expect(ecs.started).toEqual([
      expect.objectContaining({
        cluster: 'cluster',
        taskDefinition: 'migrate:7',
        clientToken: 'migrate-42', // should ECS forget what the hook returned, this still makes it one task
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
        },
      }),
    ]);
  });

  it.each([
    ['goes on when the migration ended well', [{ exitCode: 0 }], 'SUCCEEDED'],
    ['is rolled back when it failed', [{ exitCode: 2 }], 'FAILED'],
    ['is rolled back when its container never started', [{}], 'FAILED'],
    ['is rolled back when nothing is known of its container', [], 'FAILED'],
  ])('%s', async (_title, containers, hookStatus) => {
    const ecs = new OneTask();
    ecs.state = { lastStatus: 'STOPPED', containers };
    expect(await migrateBeforeTraffic(event, ecs, task)).toEqual({ hookStatus });
  });

  it('is rolled back when there is no place for a task', async () => {
    const ecs = new OneTask();
    ecs.state = undefined;
    expect(await migrateBeforeTraffic(event, ecs, task)).toEqual({ hookStatus: 'FAILED' });
  });
});
