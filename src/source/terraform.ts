import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../evaluate/read-text.ts';
import { InputError } from '../model/input-error.ts';
import type { LinePlace } from '../model/run.ts';
import { type Block, blocksIn } from './hcl.ts';
import type { Repository } from './repository.ts';
import { type Address, type Addresses, readState, uniqueIdIn } from './state.ts';

interface FoundBlock extends Block {
  readonly file: string;
}

/** The blocks of a folder of configuration, read once. */
type Configuration = (folder: string) => readonly FoundBlock[];

/**
 * A state, and the folder that it is the state of. Gives the line of the `resource` block of an ARN; of a module that
 * is not in the repository, the line of its call. Throws an InputError for a file that cannot be read.
 */
export function readTerraform(
  stateFile: string,
  folder: string,
  repository: Repository,
): (arn: string) => LinePlace | undefined {
  const addresses = readState(readText(stateFile), stateFile);
  if (!isFolder(folder)) throw new InputError('no such folder of Terraform configuration', { file: folder });
  if (repository.pathOf(folder) === undefined)
    throw new InputError('the folder is not in the repository that the scan runs in', { file: folder });
  const configuration = configurationIn();
  if (configuration(folder).length === 0)
    throw new InputError('the folder has no .tf file with a resource or a module', { file: folder });
  const places = placesOf(addresses, folder, configuration, repository);
  return (arn) => places.get(arn) ?? places.get(uniqueIdIn(arn));
}

function placesOf(
  addresses: Addresses,
  folder: string,
  configuration: Configuration,
  repository: Repository,
): ReadonlyMap<string, LinePlace> {
  const places = new Map<string, LinePlace>();
  for (const [key, claims] of addresses) {
    const address = makerOf(claims);
    const block = address && blockOf(address, folder, configuration, repository);
    const path = block && repository.pathOf(block.file);
    const place = path === undefined ? undefined : repository.place(path, block?.line ?? 0);
    if (place) places.set(key, place);
  }
  return places;
}

/**
 * Of several resources with one ARN (`aws_secretsmanager_secret` and `aws_secretsmanager_secret_policy`), the one whose
 * type begins all the others' made it; undefined where none does.
 */
function makerOf(claims: readonly Address[]): Address | undefined {
  const makers = claims.filter(({ type }) =>
    claims.every((other) => other.type === type || other.type.startsWith(`${type}_`)),
  );
  return makers.length === 1 ? makers[0] : undefined;
}

/** Follows module calls as long as their source is a folder of the repository. */
function blockOf(
  { modules, type, name }: Address,
  root: string,
  configuration: Configuration,
  repository: Repository,
): FoundBlock | undefined {
  let folder = root;
  for (const called of modules) {
    const call = configuration(folder).find(({ kind, labels }) => kind === 'module' && labels[0] === called);
    const next = call?.source === undefined ? undefined : localFolder(folder, call.source);
    if (next === undefined || repository.pathOf(next) === undefined) return call;
    folder = next;
  }
  return configuration(folder).find(
    ({ kind, labels }) => kind === 'resource' && labels[0] === type && labels[1] === name,
  );
}

/** Only what begins so is a path: https://developer.hashicorp.com/terraform/language/modules/sources#local-paths */
function localFolder(folder: string, source: string): string | undefined {
  const path = join(folder, source);
  return /^\.\.?\//.test(source) && isFolder(path) ? path : undefined;
}

function configurationIn(): Configuration {
  const folders = new Map<string, readonly FoundBlock[]>();
  return (folder) => {
    const known = folders.get(folder);
    if (known) return known;
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tf|tofu)$/.test(entry.name))
      .map(({ name }) => join(folder, name))
      .sort();
    const blocks = files.flatMap((file) => blocksIn(readText(file), file).map((block) => ({ ...block, file })));
    folders.set(folder, blocks);
    return blocks;
  };
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
