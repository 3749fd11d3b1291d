/**
 * The name or ARN that a reference to a secret begins with. A JSON key, a version stage and a version id may follow it
 * (`name:key:stage:id`), and a name holds no colon.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export const secretIdIn = (reference: string): string =>
  reference
    .split(':')
    .slice(0, reference.startsWith('arn:') ? 7 : 1)
    .join(':');

/** An ARN without the six random characters after the name: https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html */
export const partialArn = (arn: string): string => arn.replace(/-[^-]{6}$/, '');
