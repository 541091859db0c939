import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Where alarms go; pagers and chats subscribe to it. */
export function alarmTopic(scope: Construct, id: string, masterKey: Key, email: string | undefined): Topic {
  const topic = new Topic(scope, id, { masterKey, enforceSSL: true });
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
