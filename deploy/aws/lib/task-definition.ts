import { Validations } from 'aws-cdk-lib';
import {
  type ContainerDefinitionOptions,
  type ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Database } from './database.js';
import type { Size } from './sizes.js';

/** The rest of a task's memory is for what is not JavaScript's: sockets, buffers, the collector. */
const HEAP_SHARE = 0.6;

/** What tasks of the image are made of. */
export interface TaskContext {
  size: Size;
  image: ContainerImage;
  database: Database;
  logs: LogGroup;
}

/** An empty task on ARM64, whose roles can do what its containers are granted and nothing else. */
export function taskDefinition(scope: Construct, id: string, { size }: TaskContext): FargateTaskDefinition {
  const task = new FargateTaskDefinition(scope, id, {
    cpu: size.tasks.cpu,
    memoryLimitMiB: size.tasks.memoryMiB,
    runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
  });
  Validations.of(task).acknowledge({
    id: 'AwsSolutions-ECS2',
    reason: 'Settings are in the open, and secrets are references to Secrets Manager; the tests look for anything else.',
  });
  Validations.of(task.obtainExecutionRole()).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'ecr:GetAuthorizationToken knows no resources.',
  });
  return task;
}

/** What every container of the image has in common: it is not root, and has nothing to write to. */
export function imageContainer({ image, logs, size }: TaskContext, streamPrefix: string): ContainerDefinitionOptions {
  const heap = Math.floor(size.tasks.memoryMiB * HEAP_SHARE);
  return {
    image,
    user: '1000:1000',
    readonlyRootFilesystem: true,
    logging: LogDrivers.awsLogs({ logGroup: logs, streamPrefix }),
    environment: { NODE_ENV: 'production', NODE_OPTIONS: `--max-old-space-size=${heap}` },
  };
}
