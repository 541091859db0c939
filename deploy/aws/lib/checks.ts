import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';

/** Our own rules beside those of AWS, in the language of CloudFormation Guard. */
const GUARD_RULES = join(__dirname, '..', '..', 'rules', 'health-tracker.guard');

/** Without it, what CloudFormation would refuse is a warning. */
const CLOUDFORMATION_RULES_ARE_ERRORS = '@aws-cdk/core:validateAgainstDefaultRules';

/** Has every synthesis fail on what AWS would refuse, and on what AwsSolutions, HIPAA.Security or we find wrong. */
export function addChecks(app: App): void {
  app.node.setContext(CLOUDFORMATION_RULES_ARE_ERRORS, true);
  Validations.of(app).addPlugins(
    new CloudFormationValidatePlugin({ guardRules: [{ name: 'health-tracker', content: readFileSync(GUARD_RULES, 'utf8') }] }),
    new AwsSolutionsChecks(app),
    new HIPAASecurityChecks(app),
  );
}
