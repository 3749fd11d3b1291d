/**
 * Why a file of another version cannot be read; undefined where it can be: where the part of its version before the dot is ours.
 * @param said what the file has as its version, which may be anything
 */
export function versionFault(what: string, said: unknown, ours: string): string | undefined {
  if (typeof said === 'string' && said.split('.')[0] === ours.split('.')[0]) return undefined;
  const told = typeof said === 'object' ? 'object' : String(said); // an object's own toString may throw
  return `${what} version ${told} cannot be read by this sealscan, which reads ${ours}`;
}
