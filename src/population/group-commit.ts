import { AsyncResource } from 'node:async_hooks';

/** So many at most are carried out together. */
const MOST = 16;
/** What has had no answer for so long keeps nobody waiting any more. */
const LONGEST_MS = 20;
/** So long each goes alone after some could not be carried out together. */
const ALONE_MS = 1_000;

interface Waiting<Task, Result> {
  task: Task;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
  request: AsyncResource;
}

/** What is one user's. */
interface OfUser {
  userId: string;
}

/**
 * Carries out tasks of one kind: the first at once, and those that come meanwhile together when it is done. Nobody waits for others to
 * come, so alone a task takes as long as ever, and the more there are, the less each costs. Two of one user are never together.
 *
 * `carryOut` is given one or more, and answers for each, in their order. Where several are refused, and so none of them was carried out,
 * each is carried out alone: it gets its own answer, and does not suffer from the fault of another.
 */
export class GroupCommit<Task extends OfUser, Result> {
  private waiting: Waiting<Task, Result>[] = [];
  /** Those who left last, as long as they are under way. */
  private current: readonly Waiting<Task, Result>[] | null = null;
  private leftAt = 0;
  private isWatched = false;
  private aloneUntil = 0;

  constructor(
    private readonly carryOut: (tasks: readonly Task[]) => Promise<readonly Result[]>,
    private readonly isRefusal: (error: unknown) => boolean,
  ) {}

  do(task: Task): Promise<Result> {
    return new Promise((resolve, reject) => {
      // Those of several requests are carried out as part of the first: traces have it there.
      const request = new AsyncResource('group commit', { requireManualDestroy: true });
      this.waiting.push({ task, resolve, reject, request });
      if (!this.current || performance.now() < this.aloneUntil) this.leave();
      else this.watch();
    });
  }

  /** Takes those along who have waited longest. */
  private leave(): void {
    do {
      const group = this.nextGroup();
      if (group.length > 0) this.start(group);
    } while (this.waiting.length > 0 && performance.now() < this.aloneUntil);
  }

  private start(group: readonly Waiting<Task, Result>[]): void {
    this.current = group;
    this.leftAt = performance.now();
    group[0]!.request.runInAsyncScope(() => void this.settle(group));
  }

  /** Sees to it that those who wait do not wait long for what is under way. */
  private watch(): void {
    if (this.isWatched) return;
    this.isWatched = true;
    setTimeout(() => {
      this.isWatched = false;
      if (this.waiting.length === 0) return;
      if (performance.now() - this.leftAt >= LONGEST_MS) this.leave();
      if (this.waiting.length > 0) this.watch();
    }, LONGEST_MS).unref();
  }

  private nextGroup(): Waiting<Task, Result>[] {
    const most = performance.now() < this.aloneUntil ? 1 : MOST;
    const group: Waiting<Task, Result>[] = [];
    const users = new Set<string>();
    this.waiting = this.waiting.filter((one) => {
      if (group.length === most || users.has(one.task.userId)) return true;
      users.add(one.task.userId);
      group.push(one);
      return false;
    });
    return group;
  }

  private async settle(group: readonly Waiting<Task, Result>[]): Promise<void> {
    try {
      const results = await this.carryOut(group.map(({ task }) => task));
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      if (group.length > 1 && this.isRefusal(error)) {
        this.aloneUntil = performance.now() + ALONE_MS;
        for (const one of group) this.start([one]);
        this.leave();
      } else for (const { reject } of group) reject(error);
    } finally {
      if (this.current === group) {
        this.current = null;
        this.leave();
      }
    }
  }
}
