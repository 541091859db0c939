/** Says how far something is, for people: a line that is written over, or one line for every tenth where nobody watches. */
export function progressLine(title: string, stream: NodeJS.WriteStream): (done: number, of: number) => void {
  const step = stream.isTTY ? 1 : 10;
  let shown = -1;
  return (done, of) => {
    const percent = step * Math.floor(Math.min(100, (100 * done) / of) / step); // there may be more by now than there were
    if (percent === shown) return;
    shown = percent;
    stream.write(`${stream.isTTY ? '\r' : ''}${title}: ${percent} %${stream.isTTY && percent < 100 ? '' : '\n'}`);
  };
}
