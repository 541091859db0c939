import { Problem } from '../../http/problem.js';

/** The problem that an error while a file arrives means to the client; other errors as they are. */
export function uploadProblem(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (NO_SPACE.includes(code)) {
    return new Problem(507, 'insufficient_storage', { detail: 'The service has no room for the file now.' });
  }
  if (code.startsWith('Z_')) {
    const detail = 'The body is not what Content-Encoding says: it cannot be unpacked';
    return Problem.badRequest([{ pointer: '', code: 'malformed_gzip', detail }], 'malformed_gzip');
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Problem(400, 'incomplete_body', { detail: 'The body ended before all of it had arrived.' });
  }
  return error;
}

/** Nor is there room in a folder that the process may not write. */
const NO_SPACE = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EACCES', 'EROFS', 'EPERM'];
