import { describe, expect, test } from 'vitest';
import { tlsEnforced } from '../../src/iam/facts.ts';
import type { PolicyKind } from '../../src/iam/policy.ts';
import { SERVICE_KINDS, type ServiceKind } from '../../src/iam/service-kinds.ts';
import { access, CONTEXT, FOREIGN, ORGANIZATION, OWN, policy, root, TRUSTED } from './policies.ts';

const KINDS = Object.keys(SERVICE_KINDS) as ServiceKind[];
const allow = (Action: unknown, more: object = {}) => policy({ Sid: 'Open', Principal: '*', Action, ...more });
const everyoneBut = (Action: string) => policy({ Principal: '*', Action }, { Effect: 'Deny', Principal: '*', Action });

describe.each(KINDS)('a policy of %s', (kind) => {
  test.each([
    ['everything', '*'],
    ['all actions of the service', `${kind}:*`],
    ['an action that nobody listed', `${kind}:SomethingNew`],
    ['a pattern', `${kind}:*e*`],
    ['one by one', [`${kind}:GetSomething`, 's3:GetObject']],
  ])('is public when it allows everyone %s', (_name, Action) => {
    const facts = access(kind, allow(Action));
    expect(facts).toMatchObject({ public: true, publicStatements: ['Open'], untrustedAccounts: [] });
    expect(facts.publicWitness).toContain(`${kind}:`);
  });
  test.each([
    ['actions of another service', allow(kind === 'ecr' ? 'ecs:*' : 'ecr:*')],
    ['what it then denies', everyoneBut(`${kind}:*`)],
    ['things of another service', allow(`${kind}:*`, { Resource: 'arn:aws:iam::111122223333:role/x' })],
    ['its organization', allow('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } })],
    ['its account', policy({ Principal: root(OWN), Action: '*' })],
    ['a trusted account', policy({ Principal: root(TRUSTED), Action: '*' })],
    ['a service', policy({ Principal: { Service: 'replication.amazonaws.com' }, Action: '*' })],
    ['nobody', undefined],
  ])('is not when it allows %s', (_name, text) => {
    expect(access(kind, text as string)).toMatchObject({ public: false, untrustedAccounts: [] });
  });
  test('names foreign accounts, with or without a Resource element', () => {
    const one = { Principal: root(FOREIGN), Action: `${kind}:*` };
    expect(access(kind, policy(one)).untrustedAccounts).toEqual([FOREIGN]);
    expect(access(kind, policy({ ...one, Resource: undefined })).untrustedAccounts).toEqual([FOREIGN]);
  });
  test('that is none throws', () => {
    expect(() => access(kind, '{"Statement":[{"Effect":"Allow"}]}')).toThrow('MalformedPolicy');
  });
});

test('administration is told from use', () => {
  const admin = (Action: string) => access('ecr', allow(Action)).wildcardAdmin;
  expect(admin('ecr:Set*')).toBe(true);
  expect(admin('ecr:*')).toBe(true);
  expect(admin('ecr:BatchGetImage')).toBe(false);
});

test('only a client in the network of the file system comes by its mount target', () => {
  const mounts = (value: unknown) => ({ Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': value } } });
  const isPublic = (value: unknown) =>
    access('elasticfilesystem', allow('elasticfilesystem:ClientMount', mounts(value))).public;
  expect(isPublic('true')).toBe(false);
  expect(isPublic(true)).toBe(false);
});

test('a function URL without authentication is public, though every signed request is denied', () => {
  const signedDenied = policy(
    { Principal: '*', Action: 'lambda:InvokeFunctionUrl' },
    { Effect: 'Deny', Principal: '*', Action: '*', Condition: { Null: { 'aws:PrincipalArn': 'false' } } },
  );
  expect(access('lambda', signedDenied).public).toBe(true);
  expect(access('ecr', signedDenied.replace('lambda:InvokeFunctionUrl', 'ecr:*')).public).toBe(false);
});

describe('plain HTTP', () => {
  const HTTP = { Bool: { 'aws:SecureTransport': 'false' } };
  const deny = { Effect: 'Deny', Principal: '*', Resource: '*', Condition: HTTP };
  const arn = (rest: string) => `arn:aws:${rest}`;
  const QUEUE = arn(`sqs:eu-west-1:${OWN}:jobs`);
  const FILES = arn(`elasticfilesystem:eu-west-1:${OWN}:file-system/fs-1`);
  const DOMAIN = arn(`es:eu-west-1:${OWN}:domain/logs`);
  const cases: [string, PolicyKind, string, object, boolean][] = [
    ['all actions', 'sqs', QUEUE, { Action: 'sqs:*' }, true],
    ['all actions of this queue', 'sqs', QUEUE, { Action: 'SQS:*', Resource: QUEUE }, true],
    ['without a Resource', 'ecr', arn('ecr:x'), { Action: 'ecr:*', Resource: undefined }, true],
    ['of another queue', 'sqs', QUEUE, { Action: 'sqs:*', Resource: `${QUEUE}-2` }, false],
    ['sending only', 'sqs', QUEUE, { Action: 'sqs:SendMessage' }, false],
    ['for one principal', 'sqs', QUEUE, { Action: 'sqs:*', Principal: root(OWN) }, false],
    ['for HTTPS', 'sqs', QUEUE, { Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, false],
    ['as an Allow', 'sqs', QUEUE, { Action: '*', Effect: 'Allow' }, false],
    ['publishing', 'sns', arn('sns:t'), { Action: 'SNS:Publish' }, true],
    ['subscribing', 'sns', arn('sns:t'), { Action: 'SNS:Subscribe' }, false],
    ['mounting', 'elasticfilesystem', FILES, { Action: 'elasticfilesystem:Client*' }, true],
    ['writing only', 'elasticfilesystem', FILES, { Action: 'elasticfilesystem:ClientWrite' }, false],
    ['paths of a domain', 'es', DOMAIN, { Action: 'es:*', Resource: `${DOMAIN}/*` }, true],
    ['a domain without its paths', 'es', DOMAIN, { Action: 'es:*', Resource: DOMAIN }, false],
  ];
  test.each(cases)('is denied for %s (%s)', (_name, kind, id, statement, denied) => {
    expect(tlsEnforced(kind, policy({ ...deny, ...statement }), { ...CONTEXT, id })).toBe(denied);
  });
  test('is not denied without a policy', () => {
    expect(tlsEnforced('ecr', undefined, { ...CONTEXT, id: 'x' })).toBe(false);
  });
});
