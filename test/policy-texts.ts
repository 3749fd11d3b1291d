import { ACCOUNT } from './collectors/play.ts';

type Statement = Readonly<Record<string, unknown>>;

/** A resource policy; statements are allows of everything on everything unless they say otherwise. */
export const policyText = (...statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
  });

const FOREIGN_ACCOUNT = '444455556666';
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

/** Policies in which a service's resource can be, by what they are: good, and bad in three ways. */
export const policyTexts = (action: string) => ({
  tls: policyText(
    { Principal: root(ACCOUNT), Action: action },
    { Effect: 'Deny', Principal: '*', Action: action, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ),
  own: policyText({ Principal: root(ACCOUNT), Action: action }),
  open: policyText({ Sid: 'Everyone', Principal: '*', Action: action }),
  foreign: policyText({ Principal: root(FOREIGN_ACCOUNT), Action: action }),
});
