/**
 * Runs a task again and again, each time so many milliseconds after it ended, so never twice at once. The task deals with its own
 * errors. The function that is returned ends it, and waits for a run that is under way.
 */
export function every(ms: number, task: () => Promise<void>): () => Promise<void> {
  let isEnded = false;
  let run = Promise.resolve();
  const start = (): void => {
    run = task().finally(() => {
      if (!isEnded) timer = setTimeout(start, ms);
    });
  };
  let timer = setTimeout(start, ms);
  return () => {
    isEnded = true;
    clearTimeout(timer);
    return run;
  };
}
