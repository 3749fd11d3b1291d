/** A form that only secrets have. `secret` is the group that holds it; without one it is the whole match. */
export interface Format {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly group?: number;
}

/** Word boundaries of tokens: a longer run of their characters is something else. */
const token = (kind: string, body: string): Format => ({
  kind,
  pattern: new RegExp(`(?<![A-Za-z0-9_-])(?:${body})(?![A-Za-z0-9_-])`, 'g'),
});

/** Nothing shorter is in any format, but for a password in an address: most values need no further look. */
const SHORT = 16;
export const mayHold = (text: string): boolean => text.length >= SHORT || text.includes('://');

/**
 * What issuers document, or scanners of their own look for. Each pattern is bounded, or begins where its characters begin, so
 * that no text makes it slow.
 */
export const FORMATS: readonly Format[] = [
  // the body tells a key from a line that speaks of one; an encrypted key is sealed already
  {
    kind: 'private-key',
    pattern:
      /-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|PGP|SSH2) )?PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|\s){1,8}(?!Proc-Type: 4,ENCRYPTED)[A-Za-z0-9+/=:,. \t-]{16,200}/g,
  },
  { kind: 'putty-private-key', pattern: /PuTTY-User-Key-File-\d: \S{1,40}\s{1,4}Encryption: none/g },
  token('age-secret-key', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  token('aws-access-key', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}'),
  token('aws-bedrock-api-key', 'ABSK[A-Za-z0-9+/]{100,200}={0,2}'),
  token('github-token', 'gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  token('gitlab-token', 'gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|imt|oas)-[A-Za-z0-9_-]{20,64}'),
  token('bitbucket-token', 'ATBB[A-Za-z0-9]{32}'),
  token('atlassian-token', 'ATATT3[A-Za-z0-9_=-]{100,250}'),
  token('slack-token', 'xox[abeoprs]-[A-Za-z0-9-]{10,250}|xapp-\\d-[A-Za-z0-9-]{20,250}'),
  {
    kind: 'slack-webhook',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{20,120}/g,
  },
  { kind: 'discord-webhook', pattern: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{40,100}/g },
  { kind: 'teams-webhook', pattern: /https:\/\/[a-z0-9-]{1,63}\.webhook\.office\.com\/webhookb2\/[\w@/-]{60,300}/g },
  token('telegram-token', '\\d{8,10}:AA[A-Za-z0-9_-]{33}'),
  token('stripe-key', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,255}|whsec_[A-Za-z0-9+/]{32,64}={0,2}'),
  token('square-token', 'sq0(?:atp|csp)-[A-Za-z0-9_-]{22,60}|EAAA[A-Za-z0-9_-]{60}'),
  token('shopify-token', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  token('google-api-key', 'AIza[A-Za-z0-9_-]{35}'),
  token('google-client-secret', 'GOCSPX-[A-Za-z0-9_-]{28}'),
  token('azure-client-secret', '[A-Za-z0-9_~.]{3}8Q~[A-Za-z0-9_~.-]{34}'),
  { kind: 'azure-account-key', pattern: /(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{40,88}={0,2})/g, group: 1 },
  token('openai-key', 'sk-(?:(?:proj|svcacct|admin)-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}'),
  token('anthropic-key', 'sk-ant-[a-z0-9]{3,12}-[A-Za-z0-9_-]{80,120}'),
  token('hugging-face-token', 'hf_[A-Za-z0-9]{34,40}'),
  token('npm-token', 'npm_[A-Za-z0-9]{36}'),
  token('pypi-token', 'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,255}'),
  token('rubygems-key', 'rubygems_[a-f0-9]{48}'),
  token('docker-token', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}'),
  token('sendgrid-key', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}'),
  token('mailgun-key', 'key-[a-f0-9]{32}'),
  token('mailchimp-key', '[a-f0-9]{32}-us\\d{1,2}'),
  token('twilio-key', 'SK[a-f0-9]{32}'),
  token('digitalocean-token', 'do[opr]_v1_[a-f0-9]{64}'),
  token('databricks-token', 'dapi[a-f0-9]{32}(?:-\\d)?'),
  token('vault-token', 'hv[sbr]\\.[A-Za-z0-9_-]{24,300}'),
  token('terraform-token', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}'),
  token('new-relic-key', 'NRAK-[A-Z0-9]{27}|NRII-[A-Za-z0-9_-]{32}'),
  token('grafana-token', 'glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2}'),
  token('sentry-token', 'sntrys_[A-Za-z0-9+/=_]{60,400}|sntryu_[a-f0-9]{64}'),
  token('postman-key', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
  token('linear-key', 'lin_api_[A-Za-z0-9]{40}'),
  token('notion-token', 'ntn_[A-Za-z0-9]{40,60}'),
  token('doppler-token', 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}'),
  token('pulumi-token', 'pul-[a-f0-9]{40}'),
  token('planetscale-secret', 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}'),
  token('supabase-token', 'sbp_[a-f0-9]{40}'),
  // header and payload of a JSON Web Token are objects: https://www.rfc-editor.org/rfc/rfc7519
  token('jwt', 'eyJ[A-Za-z0-9_-]{10,1000}\\.eyJ[A-Za-z0-9_-]{4,4000}\\.[A-Za-z0-9_-]{20,1000}'),
  {
    kind: 'password-in-url',
    pattern: /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,100}:([^\s@/"'<>]{1,200})@[^\s@/]/g,
    group: 1,
  },
  {
    kind: 'token-in-url',
    pattern: /(?<![A-Za-z0-9+.-])https?:\/\/([A-Za-z0-9_-]{20,200})@[A-Za-z0-9]/g,
    group: 1,
  },
  { kind: 'sql-password', pattern: /\bIDENTIFIED (?:WITH \w{1,40} )?(?:BY|AS) '([^'\n]{3,200})'/gi, group: 1 },
  // https://man7.org/linux/man-pages/man8/chpasswd.8.html
  {
    kind: 'command-line-password',
    pattern:
      /\becho[ \t]{1,4}(?:-n[ \t]{1,4})?["']?[\w.-]{1,40}:([^\s"'|]{3,200})["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?chpasswd/g,
    group: 1,
  },
  {
    kind: 'command-line-password',
    pattern:
      /\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass)\b[^\n|;]{0,200}?[ \t]-p["']?([^\s"'$`-][^\s"'`]{2,200})/g,
    group: 1,
  },
  {
    kind: 'command-line-password',
    pattern:
      /\b(?:docker|podman|helm)\b[^\n|;]{0,40}? login\b[^\n|;]{0,200}?[ \t]-p[ \t]{1,4}["']?([^\s"'$`-][^\s"'`]{2,200})/g,
    group: 1,
  },
  {
    kind: 'command-line-password',
    pattern: /\b(?:curl|wget)\b[^\n|;]{0,200}?[ \t](?:-u|--user)[ =]["']?[^\s:"'$]{1,60}:([^\s"'$`][^\s"'`]{2,200})/g,
    group: 1,
  },
  {
    kind: 'authorization-header',
    pattern: /authorization["']?[ \t]{0,4}[:=,][ \t]{0,4}["']?(?:basic|bearer|token)[ \t]{1,4}([\w.~+/=-]{8,400})/gi,
    group: 1,
  },
];
