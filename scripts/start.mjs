// npm start: installs, builds, scans the recorded account, and says where to look.
import { install, script } from './install.mjs';

install();
script('scripts/build.mjs');
script('dist/cli.js', ['scan', '--from', 'fixtures/acme.ndjson', '--fail-on', 'none', '--allow-incomplete']);
console.log(`
This was a recorded account. Open sealscan-report/report.html in a browser.
Your own account, with the credentials that the AWS CLI uses (sealscan only reads, and never a secret's value):

  node dist/cli.js scan                         all enabled regions
  node dist/cli.js scan --region eu-west-1      one region
  node dist/cli.js permissions                  the policy that it needs`);
