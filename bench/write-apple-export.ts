// A process of its own, so that making an export leaves no trace in the memory of the one that reads it: path, bytes.
import { writeAppleExport } from './apple-export.js';

const [path, bytes] = process.argv.slice(2);
console.log(await writeAppleExport(path!, Number(bytes)));
