// npm run sbom: builds, and writes dist/sbom.cdx.json: CycloneDX of what a user gets. npm knows the lock file; the bundle
// carries packages that npm takes for development dependencies (the SDK), so the bundler says what is in it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const DEVELOPMENT = 'cdx:npm:package:development';
const BUNDLED = 'sealscan:bundled';

/** `name@version` of the packages that files of the bundle come from. */
export function packagesOf(inputs, readPackage) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (found) folders.add(found);
  }
  return new Set([...folders].map((folder) => readPackage(folder)).map(({ name, version }) => `${name}@${version}`));
}

/** `name@version` of what npm installs with the package: the dependencies, and theirs. */
export const installedOf = ({ packages }) =>
  new Set(
    Object.entries(packages)
      .filter(([path, { dev, link }]) => path !== '' && !dev && !link)
      .map(([path, { name, version }]) => `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`),
  );

/** npm's document without what no user gets. Throws when it does not know something that the bundle holds. */
export function narrowed(bom, { bundled, installed, takenAt }) {
  const kept = (ref) => bundled.has(ref) || installed.has(ref);
  const components = bom.components
    .filter((component) => kept(component['bom-ref']))
    .map((component) => ({
      ...component,
      scope: 'required',
      properties: [
        ...(component.properties ?? []).filter(({ name }) => name !== DEVELOPMENT),
        ...(bundled.has(component['bom-ref']) ? [{ name: BUNDLED, value: 'true' }] : []),
      ],
    }));
  const known = new Set(components.map((component) => component['bom-ref']));
  const lost = [...bundled, ...installed].filter((ref) => !known.has(ref));
  if (lost.length > 0) throw new Error(`the lock file does not know ${lost.join(', ')}`);
  const own = bom.metadata.component['bom-ref'];
  const edges = bom.dependencies
    .filter(({ ref }) => ref === own || known.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((on) => known.has(on)) }));
  const { serialNumber: _, ...rest } = bom; // a random number: the same package has the same bytes
  const { timestamp: __, ...metadata } = bom.metadata;
  return {
    ...rest,
    metadata: {
      ...(takenAt ? { timestamp: takenAt } : {}),
      ...metadata,
      component: { ...metadata.component, type: 'application', name: own.slice(0, own.lastIndexOf('@')) },
    },
    components,
    dependencies: edges,
  };
}

function npmBom() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} gave ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { inputs } = await import('./build.mjs');
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const readPackage = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const bom = narrowed(npmBom(), {
    bundled: packagesOf(inputs, readPackage),
    installed: installedOf(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))),
    takenAt: epoch ? new Date(Number(epoch) * 1000).toISOString() : undefined,
  });
  const file = join(root, 'dist', 'sbom.cdx.json');
  if (!existsSync(join(root, 'dist'))) throw new Error('the build left no dist/');
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
  console.log(`dist/sbom.cdx.json: ${bom.components.length} packages`);
}
