import 'reflect-metadata';
import { startTracing } from './tracing.js';

await startTracing(); // before anything is loaded that is to be traced
await import('./program.js');
