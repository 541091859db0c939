import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What signs the tokens of users. */
export function tokenSecret(scope: Construct, id: string, encryptionKey: Key): Secret {
  const secret = new Secret(scope, id, {
    description: 'TOKEN_SECRET of the service: the one in use, and after a comma former ones that are still believed',
    encryptionKey,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const reason = 'A new one goes before the old one, which leaves an hour later: two steps that a person takes, see docs/aws.md.';
  Validations.of(secret).acknowledge(
    { id: 'AwsSolutions-SMG4', reason },
    { id: 'HIPAA.Security-SecretsManagerRotationEnabled', reason },
  );
  return secret;
}
