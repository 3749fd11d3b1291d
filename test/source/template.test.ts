import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeInputError, InputError } from '../../src/model/input-error.ts';
import { codeIn, repositoryWith, stackTags } from './repository.ts';

const YAML = `AWSTemplateFormatVersion: '2010-09-09'
# Resources: of a comment
Description: |
  Resources:
    Trap:
      Type: AWS::S3::Bucket
Parameters:
  Size: { Type: Number, Default: 8 }
Resources:
  Store:
    Type: AWS::EC2::Volume
    Properties:
      Size: !Ref Size
      AvailabilityZone: !Select [0, !GetAZs '']
      Tags:
        - { Key: Name, Value: !Sub '\${AWS::StackName}-store' }
        - Key: !If [Prod, a, !Join ['-', [b, !GetAtt Other.Arn]]]
  "Other":   # quoted
    Properties: {Size: 1}
    Type: 'AWS::EC2::Volume'
  Fn::ForEach::Loop:
    - Name
    - [a, b]
    - Looped\${Name}:
        Type: AWS::EC2::Volume
  Thing: {Type: Custom::Thing}
Outputs:
  Late:
    Value: !Base64 |
      Type: AWS::S3::Bucket
`;
const JSON_TEXT = `{
  "Description": "\\"Resources\\": {",
  "Metadata": { "Resources": { "Trap": { "Type": "AWS::S3::Bucket" } } },
  "Resources": {
    "Store": {
      "Type": "AWS::EC2::Volume", "Properties": { "Resources": { "Inner": { "Type": "AWS::X::Y" } } }
    },
    "N\\u0061med": { "Type": "AWS::EC2::Volume" }, "Same": { "Type": "AWS::EC2::Volume" }
  },
  "Outputs": { "Late": { "Type": "AWS::S3::Bucket" } }
}`;

const fault = (act: () => unknown): string => {
  try {
    act();
  } catch (cause) {
    if (cause instanceof InputError) return describeInputError(cause);
    throw cause;
  }
  return 'nothing';
};

describe('the line of a logical id', () => {
  const root = () => repositoryWith({ 'infra/app.yaml': YAML, 'json/net.template': JSON_TEXT });

  it.each([
    ['Store', 'infra/app.yaml:10'],
    ['Other', 'infra/app.yaml:18'],
    ['Thing', 'infra/app.yaml:26'],
    ['Trap', undefined],
    ['Late', undefined],
    ['Size', undefined],
    ['Fn::ForEach::Loop', undefined],
    ['Loopeda', undefined],
    ['constructor', undefined],
  ])('of YAML: %s', (id, at) => {
    expect(codeIn(root(), { template: ['infra/app.yaml'] })({ tags: stackTags('x', id) })).toBe(at);
  });

  it.each([
    ['Store', 'json/net.template:5'],
    ['Named', 'json/net.template:8'],
    ['Same', 'json/net.template:8'],
    ['Inner', undefined],
    ['Trap', undefined],
    ['Late', undefined],
  ])('of JSON: %s', (id, at) => {
    expect(codeIn(root(), { template: ['json/net.template'] })({ tags: stackTags('x', id) })).toBe(at);
  });

  it('takes both tags, from a resource that has tags', () => {
    const at = codeIn(root(), { template: ['infra/app.yaml'] });
    expect(at({ tags: { 'aws:cloudformation:logical-id': 'Store' } })).toBeUndefined();
    expect(at({ tags: { 'aws:cloudformation:stack-name': 'app' } })).toBeUndefined();
    expect(at({ tags: {} })).toBeUndefined();
  });

  it('survives line ends of Windows', () => {
    const crlf = repositoryWith({
      't.yaml': YAML.replaceAll('\n', '\r\n'),
      't.json': JSON_TEXT.replaceAll('\n', '\r\n'),
    });
    expect(codeIn(crlf, { template: ['t.yaml'] })({ tags: stackTags('x', 'Other') })).toBe('t.yaml:18');
    expect(codeIn(crlf, { template: ['t.json'] })({ tags: stackTags('x', 'Store') })).toBe('t.json:5');
  });
});

const template = (...ids: readonly string[]): string =>
  `Resources:\n${ids.map((id) => `  ${id}: { Type: AWS::EC2::Volume }\n`).join('')}`;

describe('which of several templates', () => {
  const files = {
    'a/network.yaml': template('Shared', 'OnlyNetwork'),
    'a/deep/data.json': '{"Resources":{"Shared":{"Type":"AWS::S3::Bucket"}}}',
    'a/values.yaml': 'Resources:\n  cpu: 100m\n',
    'a/list.json': '[{"Resources": 1}]',
    'a/broken.yaml': 'a: [',
    'a/node_modules/x/dep.yaml': template('Shared', 'OnlyThere'),
  };

  it.each([
    ['network', 'Shared', 'a/network.yaml:2'],
    ['data', 'Shared', 'a/deep/data.json:1'],
    ['data', 'OnlyNetwork', undefined],
    ['other', 'OnlyNetwork', 'a/network.yaml:3'],
    ['other', 'Shared', undefined],
    ['other', 'OnlyThere', undefined],
  ])('made stack %s, resource %s', (stack, id, at) => {
    expect(codeIn(repositoryWith(files), { template: ['a'] })({ tags: stackTags(stack, id) })).toBe(at);
  });
});

describe('a CDK manifest', () => {
  const stack = (templateFile: string, more: object = {}, environment = 'aws://unknown-account/unknown-region') => ({
    type: 'aws:cloudformation:stack',
    environment,
    properties: { templateFile, ...more },
  });
  const json = (...ids: readonly string[]) =>
    JSON.stringify({ Resources: Object.fromEntries(ids.map((id) => [id, { Type: 'AWS::EC2::Volume' }])) }, null, 1);
  const manifest = {
    version: '36.0.0',
    artifacts: {
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      Plain: stack('Plain.template.json'),
      Named: stack('Named.template.json', { stackName: 'prod-app' }),
      Here: stack('Here.template.json', { stackName: 'twin' }, 'aws://111122223333/eu-central-1'),
      There: stack('There.template.json', { stackName: 'twin' }, 'aws://444455556666/eu-central-1'),
    },
  };
  const root = () =>
    repositoryWith({
      'cdk.out/manifest.json': JSON.stringify(manifest),
      'cdk.out/Plain.template.json': json('Store', 'OnlyPlain'),
      'cdk.out/Named.template.json': json('Store'),
      'cdk.out/Here.template.json': json('Store'),
      'cdk.out/There.template.json': json('Store', 'More'),
      'cdk.out/PlainNested.nested.template.json': json('Store', 'Inner'),
      'cdk.out/asset.abc/x.json': json('Inner'),
    });

  it.each([
    ['Plain', 'Store', 'cdk.out/Plain.template.json:3'],
    ['prod-app', 'Store', 'cdk.out/Named.template.json:3'],
    ['twin', 'Store', 'cdk.out/Here.template.json:3'],
    ['twin', 'More', undefined],
    ['Plain-Nested-ABC', 'Inner', 'cdk.out/PlainNested.nested.template.json:6'],
    ['stranger', 'OnlyPlain', undefined],
  ])('names the template of stack %s: %s', (name, id, at) => {
    expect(codeIn(root(), { template: ['cdk.out'] })({ tags: stackTags(name, id) })).toBe(at);
  });
});

describe('a template that cannot be used', () => {
  it.each([
    ['not there', {}, /x\.yaml: no such file$/],
    ['no YAML', { 'x.yaml': 'Resources:\n  A: [\n' }, /x\.yaml:3: the template is not valid YAML$/],
    [
      'no JSON',
      { 'x.yaml': '{\n "Resources": {\n  "A": nothing\n }\n}' },
      /x\.yaml:3: the template is not valid JSON$/,
    ],
    ['JSON that ends', { 'x.yaml': '{\n "Resources": {\n' }, /x\.yaml:3: the template is not valid JSON$/],
    ['no template', { 'x.yaml': 'a: 1\n' }, /x\.yaml:1: it is no CloudFormation template/],
    ['deep', { 'x.yaml': `Resources: ${'['.repeat(1000)}` }, /x\.yaml:1: the file is nested too deeply$/],
  ])('%s', (_, files, sentence) => {
    const root = repositoryWith(files as Record<string, string>);
    expect(fault(() => codeIn(root, { template: ['x.yaml'] }))).toMatch(sentence);
  });

  it('outside the repository, by its own path or through a link', () => {
    const outside = repositoryWith({ 't.yaml': template('A') });
    const root = repositoryWith({ 'a.txt': '' });
    symlinkSync(join(outside, 't.yaml'), join(root, 'link.yaml'));
    expect(fault(() => codeIn(root, { template: ['link.yaml'] }))).toMatch(
      /link\.yaml: the template is not in the rep/,
    );
  });

  it('in a folder, if it looks like one', () => {
    const root = repositoryWith({ 'a/bad.yaml': 'Resources:\n  A: {Type: AWS::S3::Bucket\nb: "' });
    expect(fault(() => codeIn(root, { template: ['a'] }))).toMatch(/bad\.yaml:\d: the template is not valid YAML$/);
  });
});
