import { App, Tags } from 'aws-cdk-lib';
import { addChecks } from '../lib/checks.js';
import { HealthTrackerStack } from '../lib/health-tracker-stack.js';
import { ImageRepositoryStack } from '../lib/image-repository-stack.js';
import { environmentOf, readOptions } from '../lib/options.js';

const app = new App();
const options = readOptions((name) => app.node.tryGetContext(name) as unknown);
addChecks(app);
const env = environmentOf(options);
new ImageRepositoryStack(app, 'HealthTrackerImages', { env });
new HealthTrackerStack(app, 'HealthTracker', { env, options });
Tags.of(app).add('application', 'health-tracker');
app.synth();
