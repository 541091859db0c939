import 'reflect-metadata';
import { letHeapTreble } from './heap-growth.js';
import { startTracing } from './tracing.js';

letHeapTreble(false); // until there is more to do
await startTracing(); // before anything is loaded that is to be traced
await import('./program.js');
