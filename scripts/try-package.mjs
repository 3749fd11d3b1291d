// Packs, installs the package in an empty folder as a user would, and runs it there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-package-'));
const LIMIT = 6 * 1024 * 1024;
const UNPACKED_LIMIT = 20e6;

const run = (command, args, cwd) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} gave ${status}: ${stderr}${stdout}`);
  return stdout;
};

try {
  const packed = run('npm', ['pack', '--silent', '--json', '--pack-destination', folder], root);
  const [{ size, unpackedSize }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  if (size > LIMIT || unpackedSize > UNPACKED_LIMIT)
    throw new Error(`the package has ${size} bytes, and ${unpackedSize} unpacked`);
  const [tarball] = readdirSync(folder);
  run('npm', ['init', '--yes'], folder);
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', join(folder, tarball)],
    folder,
  );
  const bin = join(folder, 'node_modules', '.bin', 'sealscan');
  const version = run(bin, ['--version'], folder).trim();
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  if (version !== wanted) throw new Error(`it says that it is ${version}, not ${wanted}`);
  run(bin, ['rules', 'test'], folder);
  run(bin, ['scan', '--from', join(root, 'fixtures/acme.ndjson'), '--fail-on', 'none', '--allow-incomplete'], folder);
  const files = readdirSync(join(folder, 'sealscan-report'));
  for (const file of ['report.html', 'report.sarif', 'report.json'])
    if (!files.includes(file)) throw new Error(`no ${file} was written`);
  const { components } = JSON.parse(
    readFileSync(join(folder, 'node_modules', 'sealscan', 'dist', 'sbom.cdx.json'), 'utf8'),
  );
  const listed = new Set(components.map(({ name }) => name));
  const clients = readdirSync(join(root, 'src/aws/sdk')).filter((file) => file !== 'index.ts');
  const carried = clients.map((file) => `@aws-sdk/client-${file.replace('.ts', '')}`);
  const installed = readdirSync(join(folder, 'node_modules')).filter(
    (name) => /^[a-z]/.test(name) && name !== 'sealscan',
  );
  const unlisted = [...carried, ...installed].filter((name) => !listed.has(name));
  if (clients.length === 0 || installed.length === 0) throw new Error('nothing to look for in the bill of materials');
  if (unlisted.length > 0) throw new Error(`the bill of materials lacks ${unlisted.join(', ')}`);
  for (const tool of ['vitest', 'typescript', 'esbuild'])
    if (listed.has(tool)) throw new Error(`the bill of materials lists ${tool}, which no user gets`);
  console.log(`${tarball}: ${(size / 1024 / 1024).toFixed(2)} MB packed; installed, tried`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
