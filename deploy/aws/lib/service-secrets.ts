import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What signs the tokens of users. */
export function tokenSecret(scope: Construct, id: string, encryptionKey: Key): Secret {
  return changedByHand(
    scope,
    id,
    {
      description: 'TOKEN_SECRET of the service: the one in use, and after a comma former ones that are still believed',
      encryptionKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    },
    'A new one goes before the old one, which leaves an hour later: two steps that a person takes, see docs/aws.md.',
  );
}

/** With what the collector asks the service for metrics: both of a task are given it. */
export function metricsToken(scope: Construct, id: string, encryptionKey: Key): Secret {
  return changedByHand(
    scope,
    id,
    {
      description: 'METRICS_TOKEN of the service, which its collector shows',
      encryptionKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    },
    'It never leaves a task, where it opens metrics on the loopback interface: the load balancer lets nobody in to them.',
  );
}

function changedByHand(scope: Construct, id: string, props: SecretProps, reason: string): Secret {
  const secret = new Secret(scope, id, { removalPolicy: RemovalPolicy.RETAIN, ...props });
  Validations.of(secret).acknowledge(
    { id: 'AwsSolutions-SMG4', reason },
    { id: 'HIPAA.Security-SecretsManagerRotationEnabled', reason },
  );
  return secret;
}
