import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addChecks } from '../../lib/checks.js';
import { HealthTrackerStack } from '../../lib/health-tracker-stack.js';
import { ImageRepositoryStack } from '../../lib/image-repository-stack.js';
import { environmentOf, readOptions } from '../../lib/options.js';
import type { SizeName } from '../../lib/sizes.js';

const CONTEXT = {
  image: '1.0.0',
  certificate: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d',
  alarmEmail: 'on-call@example.org',
};

function addStacks(app: App, size: SizeName): HealthTrackerStack {
  const options = readOptions((name) => ({ ...CONTEXT, size })[name]);
  const env = environmentOf(options);
  new ImageRepositoryStack(app, 'HealthTrackerImages', { env });
  return new HealthTrackerStack(app, 'HealthTracker', { env, options });
}

/** The template of an installation of a size. */
export function templateOf(size: SizeName): Template {
  return Template.fromStack(addStacks(new App({ builtinCloudFormationValidation: false }), size));
}

interface Report {
  pluginReports?: {
    pluginName: string;
    violations: { ruleName: string; violatingConstructs: { constructPath?: string }[] }[];
  }[];
}

/** What the checks find, as lines of check, rule and construct; `change` may do something to the stack before. */
export function findingsOf(size: SizeName, change: (stack: HealthTrackerStack) => void = () => {}): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'health-tracker-cdk-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    addChecks(app);
    change(addStacks(app, size));
    let refusal: Error | undefined;
    try {
      app.synth();
    } catch (error) {
      refusal = error as Error;
    }
    const { pluginReports = [] } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    const findings = pluginReports.flatMap(({ pluginName, violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath = '' }) => `${pluginName}: ${ruleName}: ${constructPath}`),
      ),
    );
    if (findings.length > 0 !== (refusal !== undefined)) throw refusal ?? new Error(`synthesized with ${findings.join(', ')}`);
    return findings;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
