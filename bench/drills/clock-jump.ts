import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Drill } from './drill.js';

/** The clock of the service's machine is put forward, back behind what it was, and right again. */
export const clockJump: Drill = {
  title: 'The clock jumps 3 hours ahead, then 2 hours behind, then back',
  needs: () => ({
    service: { NODE_OPTIONS: `--import ${join(import.meta.dirname, 'jumping-clock.js')}`, JUMPS_HOURS: '3,-2,0' },
  }),
  async happen({ service }, { calmMs }) {
    for (let jump = 0; jump < 3; jump += 1) {
      service.signal('SIGUSR2');
      await pause(calmMs);
    }
  },
};
