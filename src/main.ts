import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { startTracing } from './tracing.js';

// The old generation is cleared when it has doubled, and not when it has trebled or more: the process has 100 MB less, and requests
// do not feel it, as there is one such collection in several seconds of full load.
setFlagsFromString('--heap-growing-percent=100');
await startTracing(); // before anything is loaded that is to be traced
await import('./program.js');
