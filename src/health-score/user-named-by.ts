import { Problem } from '../http/problem.js';
import type { GetHealthScoreQuery } from './health-score.dto.js';

/** The one user that the query names, by either spelling; Problem 400 for none, and for two. */
export function userNamedBy({ user_id, userId }: GetHealthScoreQuery): string {
  const named = (user_id ?? userId)?.toLowerCase();
  if (named === undefined) {
    throw Problem.badRequest([{ parameter: 'user_id', code: 'required', detail: 'user_id is required' }]);
  }
  if (userId !== undefined && userId.toLowerCase() !== named) {
    throw Problem.badRequest([{ parameter: 'userId', code: 'contradiction', detail: 'userId and user_id name different users' }]);
  }
  return named;
}
