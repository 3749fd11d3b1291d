import { describe, expect, test } from 'vitest';
import { secretHint } from '../../src/model/secret-name.ts';
import { DEFAULT_SECRET_WORDS } from '../../src/model/secret-words.ts';

const hintOf = (name: string) => secretHint({ name }, DEFAULT_SECRET_WORDS);
const described = (description: string) => secretHint({ name: '/app/setting', description }, DEFAULT_SECRET_WORDS);

describe('names and paths that say that they hold a secret', () => {
  test.each([
    '/prod/db/secret',
    '/prod/db/password',
    '/prod/db/PASSWORD',
    'DB_PASSWORD',
    'dbPassword',
    'DBPassword',
    'dbpassword',
    'db.password',
    'postgres-passwd',
    'rds_pwd',
    'smtp_pass',
    'DB_PASS',
    'password1',
    'password-v2',
    'old-password',
    'keystorePassphrase',
    'token',
    '/ci/github-token',
    'GITHUB_TOKEN',
    'slackBotToken',
    'npm_token_2',
    'accesstoken',
    'sas-token',
    'password-reset-token',
    'api_key',
    'apiKey',
    'APIKey',
    'apikey',
    'STRIPE_API_KEYS',
    'datadog.api-key',
    'private-key',
    'jwt_private_key',
    'TLSPrivateKey',
    'AWS_SECRET_ACCESS_KEY',
    'storage-account-key',
    'jwtSigningKey',
    'cookie-signing-key',
    'app/encryption-key',
    'rails-master-key',
    'deploy-ssh-key',
    'connection_string',
    'mongoConnectionString',
    'redis-conn-str',
    'oauth-client-secret',
    'clientSecret',
    'webhook-secret',
    'user-credentials',
    'SERVICE_CREDENTIAL',
    'vpn-psk',
    'nginx-htpasswd',
    'ci/kubeconfig',
    'proxy-basic-auth',
    'vault-secret-id',
    'password-for-api-user',
    'token_for_exchange',
    'password-hash',
    'token-and-url',
    '/secrets/prod/smtp',
    '/app/secrets/stripe',
    '/secrets/db/name',
    '/secrets/slack/webhook-url',
    '/prod/credentials/payments',
    '/token-service/signing-key',
    '/prod/token-service/client-secret',
  ])('%s', (name) => {
    expect(hintOf(name)).toBeDefined();
  });
});

describe('names that hold none: other words, references, settings', () => {
  test.each([
    'tokenizer',
    '/ml/tokenizer/vocabulary',
    'tokenization-enabled',
    'passwordless-login-enabled',
    'password-less-login',
    'secretary',
    'secretariat-email',
    'compass',
    'bypass-cache',
    'pass-through',
    'passenger-count',
    'password-policy',
    'passwordPolicy',
    'password-min-length',
    'password_max_age_days',
    'password-reset-url',
    'password-rotation-days',
    '/iam/password-policy/min-length',
    'enable-password-login',
    'isPasswordRequired',
    'password-file',
    'token-expiry-seconds',
    'tokenExpirySeconds',
    'access-token-ttl',
    'refresh_token_lifetime',
    'token-url',
    'oauth/token-endpoint',
    'TOKEN_ISSUER',
    'token-audience',
    'max-tokens',
    'MAX_OUTPUT_TOKENS',
    'tokens-per-minute-limit',
    'token-bucket-size',
    'design-tokens-version',
    'erc20-token-address',
    'token-service-url',
    '/prod/token-service/db-host',
    '/prod/token-service/replicas',
    '/app/token/expiry',
    'db-password-arn',
    'DbSecretArn',
    'secret-name',
    'secret_name',
    'secretId',
    'secret-ref',
    '/prod/db/secret/arn',
    '/prod/db/secret-arn',
    '/secrets/db/password-arn',
    '/secrets/db/arn',
    'secrets-manager-endpoint',
    'secrets-prefix',
    'external-secrets-version',
    'api-key-name',
    'apiKeyId',
    'api-key-header',
    'AWS_ACCESS_KEY_ID',
    'private-key-path',
    'kms-encryption-key',
    'encryption-key-alias',
    'public-key',
    'ssh-public-key',
    'partition-key',
    'idempotency-key',
    's3-object-key',
    'keycloak-url',
    'monkey',
    'credential-provider',
    'credentialsFile',
    'connection-string-template',
    'author',
    'authorization-server',
    'db-host',
    '/prod/app/log-level',
    '/cdk-bootstrap/hnb659fds/version',
  ])('%s', (name) => {
    expect(hintOf(name)).toBeUndefined();
  });
});

describe('descriptions', () => {
  test.each([
    'Database password',
    'User name and password of the payments database',
    'JWT signing secret for the gateway',
    'API token for Datadog (rotated every 30 days)',
    'Password: do not share',
    'Password for the name service',
    'Holds the private key of the bastion',
  ])('that say so: %s', (description) => {
    expect(described(description)).toBeDefined();
  });

  test.each([
    'ARN of the secret',
    'Name of the secret in Secrets Manager',
    'Path to the private key',
    'Whether password login is enabled',
    'Token lifetime in seconds',
    'Maximum tokens per request',
    'Public key used to verify tokens',
    'Endpoint for token exchange',
    'Plain configuration, no secrets here',
    'Log level of the tokenizer',
    '',
  ])('that do not: %s', (description) => {
    expect(described(description)).toBeUndefined();
  });
});

test('the reason names the word and where it stands, and never quotes the description', () => {
  expect(hintOf('/prod/db-password')).toBe('"db password" in the name');
  expect(hintOf('/secrets/prod/smtp')).toBe('"secret" in the path');
  expect(described('the password is hunter2')).toBe('"password" in the description');
});

test('the words are the caller’s: a list may be narrowed and widened', () => {
  expect(secretHint({ name: '/prod/token' }, ['password'])).toBeUndefined();
  expect(secretHint({ name: '/prod/kennwort' }, ['kennwort'])).toBe('"kennwort" in the name');
});
