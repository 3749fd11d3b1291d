// npm test: installs and runs the offline tests.
import { install, tool } from './install.mjs';

install();
tool('vitest/vitest.mjs', ['run', '--project', 'offline', ...process.argv.slice(2)]);
