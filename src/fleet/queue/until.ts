/** What comes of a task; undefined once the signal is aborted, whatever becomes of the task then. */
export async function unlessAborted<T>(signal: AbortSignal, task: Promise<T>): Promise<T | undefined> {
  let tell = (): void => {};
  const aborted = new Promise<undefined>((resolve) => {
    tell = () => resolve(undefined);
    if (signal.aborted) tell();
    signal.addEventListener('abort', tell, { once: true });
  });
  task.catch(() => {}); // nobody may be waiting any more when it fails
  try {
    return await Promise.race([task, aborted]);
  } finally {
    signal.removeEventListener('abort', tell);
  }
}
