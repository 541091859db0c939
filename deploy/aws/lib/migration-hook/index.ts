/** What ECS tells a hook of a deployment; `hookDetails` is what the hook itself returned the last time. */
interface HookEvent {
  executionId?: string;
  executionDetails: { targetServiceRevisionArn: string };
  hookDetails?: { taskArn?: string };
}

interface HookAnswer {
  hookStatus: 'SUCCEEDED' | 'FAILED' | 'IN_PROGRESS';
  callBackDelay?: number;
  hookDetails?: { taskArn: string };
}

interface Task {
  taskArn?: string;
  lastStatus?: string;
  containers?: { exitCode?: number }[];
}

/** The calls of ECS that the hook makes. */
export interface Ecs {
  runTask(input: object): Promise<{ tasks?: Task[] }>;
  describeTasks(input: { cluster: string; tasks: string[] }): Promise<{ tasks?: Task[] }>;
}

export interface MigrationTask {
  cluster: string;
  taskDefinition: string;
  subnets: string[];
  securityGroups: string[];
}

const ASK_AGAIN_SECONDS = 10;

/**
 * Runs the migrations of a release before its first task starts, and holds the release until they have ended: with anything but 0
 * it is rolled back. ECS asks again and again; the token of a revision makes one task of many calls.
 */
export async function migrateBeforeTraffic(event: HookEvent, ecs: Ecs, task: MigrationTask): Promise<HookAnswer> {
  const { cluster, taskDefinition, subnets, securityGroups } = task;
  const token = event.executionDetails.targetServiceRevisionArn.split('/').at(-1)!;
  let taskArn = event.hookDetails?.taskArn;
  if (taskArn === undefined) {
    const { tasks = [] } = await ecs.runTask({
      cluster,
      taskDefinition,
      launchType: 'FARGATE',
      clientToken: `migrate-${token}`,
      startedBy: 'release',
      networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp: 'DISABLED' } },
    });
    taskArn = tasks[0]?.taskArn;
    if (taskArn === undefined) return { hookStatus: 'FAILED' }; // no capacity, no rights
  }
  const { tasks: [now] = [] } = await ecs.describeTasks({ cluster, tasks: [taskArn] });
  if (now?.lastStatus !== 'STOPPED') {
    return { hookStatus: 'IN_PROGRESS', callBackDelay: ASK_AGAIN_SECONDS, hookDetails: { taskArn } };
  }
  const hasSucceeded = now.containers?.length === 1 && now.containers[0]?.exitCode === 0;
  return { hookStatus: hasSucceeded ? 'SUCCEEDED' : 'FAILED' };
}

/** What AWS Lambda calls. */
export async function handler(event: HookEvent): Promise<HookAnswer> {
  const sdk = '@aws-sdk/client-ecs'; // there in Lambda, and not installed here
  const { ECS } = (await import(sdk)) as { ECS: new () => Ecs };
  return migrateBeforeTraffic(event, new ECS(), JSON.parse(process.env.MIGRATION_TASK ?? '') as MigrationTask);
}
