/** A refreshable provider; `forceRefresh` is asked for when the server says that a token expired. */
export type Provider = (options?: { forceRefresh?: boolean }) => Promise<unknown>;

/** Where credentials come from, each time new ones. */
export type Expiring = (options?: { forceRefresh?: boolean }) => Promise<{ readonly expiration?: Date }>;

const REFRESH_BEFORE_MS = 5 * 60_000;

/** Keeps credentials until shortly before they expire; one renewal serves all calls that wait for it. What failed is asked for again. */
export function keptWhileValid(provider: Expiring): Provider {
  let known: ReturnType<Expiring> | undefined; // asked for late: nobody would catch its refusal before
  let refreshing: ReturnType<Expiring> | undefined;
  const renew = (options?: { forceRefresh?: boolean }): ReturnType<Expiring> => {
    refreshing ??= provider(options).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };
  return async (options) => {
    known ??= renew();
    if (options?.forceRefresh || (await expires(known))) known = renew({ forceRefresh: true });
    const asked = known;
    return asked.catch((cause: unknown) => {
      if (known === asked) known = undefined;
      throw cause;
    });
  };
}

async function expires(known: ReturnType<Expiring>): Promise<boolean> {
  const { expiration } = await known.catch(() => ({ expiration: undefined })); // who waits for it is told
  return expiration !== undefined && expiration.getTime() - Date.now() < REFRESH_BEFORE_MS;
}

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
