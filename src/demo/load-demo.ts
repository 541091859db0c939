import type { DemoService } from './demo.service.js';

/** Loads the demonstration population unless it is there, with a progress line for people. */
export async function loadDemo(demo: DemoService): Promise<void> {
  if (await demo.isLoaded()) return;
  const startedAt = performance.now();
  let shown = -1;
  await demo.load((loaded, of) => {
    const percent = Math.floor((100 * loaded) / of);
    if (percent === shown || (!process.stdout.isTTY && percent % 10 !== 0)) return;
    shown = percent;
    process.stdout.write(
      `${process.stdout.isTTY ? '\r' : ''}Loading the demo population: ${percent} %${process.stdout.isTTY ? '' : '\n'}`,
    );
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}The demo population is loaded, in ${seconds} s.\n`);
}
