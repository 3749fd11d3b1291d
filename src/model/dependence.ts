/**
 * When a resource first feels that what it depends on cannot be opened: `at-once` = each use asks KMS (a data key may be
 * held for minutes), `soon` = the service notices by itself, the others = not before the next start, attach, restore,
 * rotation, or job. `not-documented` where AWS does not say.
 * https://docs.aws.amazon.com/kms/latest/developerguide/unusable-kms-keys.html
 */
export const STOPS = [
  ...(['at-once', 'soon', 'next-start', 'next-attach', 'next-job', 'next-restore', 'next-rotation'] as const),
  'not-documented',
] as const;
export type Stop = (typeof STOPS)[number];

/** What happens to a resource when what one of its links leads to cannot be opened: a key of KMS, or what lies under one. */
export interface Dependence {
  readonly stops: Stop;
  /** One sentence: the key is disabled, and can be enabled again. */
  readonly disabled: string;
  /** One sentence: the key is deleted, and nothing brings it back. */
  readonly deleted: string;
  /** Where AWS says so. */
  readonly page: string;
}

/** Each use asks KMS for the data key. @param what in the plural: `messages` */
export const eachTime = (what: string, page: string): Dependence => ({
  stops: 'at-once',
  disabled: `Nothing can read or write ${what}, apart from what a data key that is still held lets through for minutes.`,
  deleted: `What was stored under the key is lost for ever: ${what}.`,
  page,
});

/** A copy at rest: it needs the key when it is restored or copied, whether or not its source is still there. */
export const restoring = (page: string): Dependence => ({
  stops: 'next-restore',
  disabled: 'It cannot be restored or copied until the key is enabled again; nothing of it is lost.',
  deleted: 'It can never be restored again, and where its source is already gone, nothing is left.',
  page,
});

/** A key that is named for what is written somewhere else. @param what in the plural: `query results` */
export const writing = (what: string, page: string): Dependence => ({
  stops: 'next-job',
  disabled: `The next run cannot write ${what}, and those that were written under the key cannot be read.`,
  deleted: `What was written under the key is lost for ever: ${what}.`,
  page,
});

/** Disks that live as long as the machines of one run. */
export const scratch = (page: string): Dependence => ({
  stops: 'next-job',
  disabled:
    'The next run cannot start, since its disks cannot be made; a run that goes on keeps the data keys of its disks.',
  deleted: 'The next run cannot start until another key is named; disks of finished runs are gone anyway.',
  page,
});

/** Services whose page names the key and not when it is asked for. @param what in the plural: `documents` */
export const undocumented = (what: string, page: string): Dependence => ({
  stops: 'not-documented',
  disabled: `The service can no longer open ${what} once it asks KMS for their data key; AWS does not say when that is.`,
  deleted: `What was stored under the key is lost for ever: ${what}.`,
  page,
});

/** What logs in with a secret: `disabled` and `deleted` speak of the key under which the secret is. */
export const loggingIn = (stops: Stop, page: string): Dependence => ({
  stops,
  disabled: 'It cannot fetch the secret to log in with; connections that are open may go on.',
  deleted: 'The secret is lost, and it cannot log in before it names another with the same credentials.',
  page,
});
