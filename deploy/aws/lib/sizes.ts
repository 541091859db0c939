import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';

/** How much of everything an installation has; docs/aws.md says what each costs and for how many users it was made. */
export interface Size {
  tasks: { least: number; most: number; cpu: 512 | 1024 | 2048; memoryMiB: number };
  /** Aurora capacity units that follow the load, or an instance for a load that is steady. */
  database: { serverless: { least: number; most: number } } | { instance: InstanceType };
  readers: number;
  /** A pool of connections in front of the database; its least price is that of 8 capacity units. */
  proxy: boolean;
  /** One NAT gateway is a single point of failure for what leaves the network, and a third of the price of three. */
  natGateways: 1 | 3;
  /** Private ways to AWS's own services; without them the traffic goes through the NAT gateway. */
  privateEndpoints: boolean;
}

export const sizes = {
  small: {
    tasks: { least: 2, most: 4, cpu: 512, memoryMiB: 1024 },
    database: { serverless: { least: 0.5, most: 4 } },
    readers: 1,
    proxy: false,
    natGateways: 1,
    privateEndpoints: false,
  },
  medium: {
    tasks: { least: 3, most: 12, cpu: 1024, memoryMiB: 2048 },
    database: { serverless: { least: 2, most: 32 } },
    readers: 1,
    proxy: true,
    natGateways: 3,
    privateEndpoints: true,
  },
  large: {
    tasks: { least: 12, most: 60, cpu: 1024, memoryMiB: 2048 },
    database: { instance: InstanceType.of(InstanceClass.R7G, InstanceSize.XLARGE4) },
    readers: 2,
    proxy: true,
    natGateways: 3,
    privateEndpoints: true,
  },
} satisfies Record<string, Size>;

export type SizeName = keyof typeof sizes;
