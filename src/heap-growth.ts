import { setFlagsFromString } from 'node:v8';

/**
 * Whether V8 clears its old generation only when that has trebled, or already when it has doubled. That saves an import 100 MB, and
 * costs a service that answers thousands of requests a second more of its time. By itself V8 would go by how fast that fills: where
 * many requests leave little behind, it would clear it each time it has grown by a tenth.
 */
export function letHeapTreble(may: boolean): void {
  setFlagsFromString(`--heap-growing-percent=${may ? 200 : 100}`);
}
