let second = 0;
let current = 0;
let previous = 0;

/** Counts a request that this process begins to answer. */
export function countRequest(): void {
  goOn();
  current += 1;
}

/** How many requests came to this process in this second or the one before it, whichever were more: work can make way for them. */
export function requestsASecond(): number {
  goOn();
  return Math.max(current, previous);
}

function goOn(): void {
  const now = Math.floor(performance.now() / 1000);
  if (now === second) return;
  previous = now === second + 1 ? current : 0;
  current = 0;
  second = now;
}
