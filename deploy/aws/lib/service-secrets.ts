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

/** With what the collector asks for metrics. At first it is no key at all: the service makes it, and a person puts it here. */
export function metricsKeySecret(scope: Construct, id: string, encryptionKey: Key): Secret {
  return changedByHand(
    scope,
    id,
    { description: 'A service key with the scope metrics:read', encryptionKey },
    'The service makes its keys, lets them expire and revokes them: a person puts the next one here, see docs/aws.md.',
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
