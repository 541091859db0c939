import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { DATABASE_NAME } from './database.js';

/** The address of a database without a password: name and password come from the secret, and the certificate is checked. */
export function databaseUrl(host: string): string {
  return `postgres://${host}:5432/${DATABASE_NAME}?sslmode=verify-full`;
}

/** What PostgreSQL's driver reads beside the address. */
export function databaseLogin(secret: ISecret): Record<'PGUSER' | 'PGPASSWORD', Secret> {
  return { PGUSER: Secret.fromSecretsManager(secret, 'username'), PGPASSWORD: Secret.fromSecretsManager(secret, 'password') };
}
