/** Says how far something is, for people: a line that is written over, or one line for every tenth where nobody watches. */
export function progressLine(title: string, stream: NodeJS.WriteStream): (done: number, of: number) => void {
  let shown = -1;
  return (done, of) => {
    const percent = Math.floor((100 * done) / of);
    if (percent === shown || (!stream.isTTY && percent % 10 !== 0)) return;
    shown = percent;
    stream.write(`${stream.isTTY ? '\r' : ''}${title}: ${percent} %${stream.isTTY && percent < 100 ? '' : '\n'}`);
  };
}
