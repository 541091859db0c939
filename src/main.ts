import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { startTracing } from './tracing.js';

// The old generation is cleared when it has doubled, not trebled or more: what an import leaves behind would fill 100 MB.
setFlagsFromString('--heap-growing-percent=100');
await startTracing(); // before anything is loaded that is to be traced
await import('./program.js');
