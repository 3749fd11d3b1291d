import { vi } from 'vitest';

/** Runs with an environment in which the SDK finds nobody: no variables, no files, no metadata service. */
export async function withoutCredentials<T>(action: () => Promise<T>): Promise<T> {
  const kept = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
  for (const name of Object.keys(process.env).filter((name) => name.startsWith('AWS_') && name !== kept))
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
  try {
    return await action();
  } finally {
    vi.unstubAllEnvs();
  }
}
