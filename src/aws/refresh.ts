/** A refreshable provider; `forceRefresh` is asked for when the server says that a token expired. */
export type Provider = (options?: { forceRefresh?: boolean }) => Promise<unknown>;

interface Identity {
  readonly accessKeyId?: string;
  readonly sessionToken?: string;
}

/** What tells one set of credentials from another. */
export async function identityOf(credentials: Provider): Promise<string> {
  const { accessKeyId, sessionToken } = (await credentials()) as Identity;
  return JSON.stringify([accessKeyId, sessionToken]);
}

/**
 * Drops what the server calls expired and asks for new credentials, unless another call did so meanwhile.
 * False = nobody can renew them: the same ones came again, as keys in the environment do, or none at all.
 */
export async function renewed(credentials: Provider, refused: string): Promise<boolean> {
  try {
    if ((await identityOf(credentials)) === refused) await credentials({ forceRefresh: true });
    return (await identityOf(credentials)) !== refused;
  } catch {
    return false;
  }
}
