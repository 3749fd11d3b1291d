import { describe, expect, it } from 'vitest';
import { describeInputError, InputError } from '../../src/model/input-error.ts';
import { blocksIn } from '../../src/source/hcl.ts';
import { codeIn, repositoryWith } from './repository.ts';

const HCL = `# resource "aws_x" "comment" {
// resource "aws_x" "comment2" {
/* resource "aws_x" "comment3" {
*/
terraform { required_version = ">= 1.5" }
locals {
  text = "resource \\"aws_x\\" \\"string\\" { \${join("}", ["{", "\${1}"])} $\${ %%{ %{ if true }}%{ endif }"
  doc  = <<-EOT
    resource "aws_x" "heredoc" {
    "an open quote and a brace {
    EOT_NOT
    EOT
  f = f(<<A
}
A
  , 1)
}
resource "aws_x" "one" { tags = { a = "}" } }
resource aws_x bare {
  lifecycle { prevent_destroy = true }
  inner { source = "./not-a-module" }
}
resource /* why */ "aws_x" "two" # here
{
}
module "local" {
  providers = { source = "./wrong" }
  # source = "./wrong"
  source    = "./modules/x" // right
  nested { source = "./wrong" }
}
module "remote" {
  source = "terraform-aws-modules/s3/aws"
}
module "computed" { source = "./\${var.x}" }
data "aws_x" "one" {}
moved {
  from = resource.aws_x.a
}`;

describe('blocks in HCL', () => {
  it('are found, whatever stands in comments, strings and heredocs', () => {
    const told = blocksIn(HCL, 'x.tf').map(({ kind, labels, line, source }) => [kind, labels.join(' '), line, source]);
    const lines = HCL.split('\n');
    const at = (start: string): number => lines.findIndex((line) => line.startsWith(start)) + 1;
    expect(told).toEqual([
      ['resource', 'aws_x one', at('resource "aws_x" "one"'), undefined],
      ['resource', 'aws_x bare', at('resource aws_x bare'), undefined],
      ['resource', 'aws_x two', at('resource /*'), undefined],
      ['module', 'local', at('module "local"'), './modules/x'],
      ['module', 'remote', at('module "remote"'), 'terraform-aws-modules/s3/aws'],
      ['module', 'computed', at('module "computed"'), undefined],
    ]);
  });

  it.each([
    ['a = 1\n/* x', 2, 'a comment'],
    ['\n\na = "x\n"', 3, 'a string'],
    ['a = <<EOT\nx', 1, 'a heredoc'],
    ['\nresource "a" "b" {\n', 2, 'a bracket'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is HCL
    ['x { y = "${ {" }', 1, 'a string'],
  ])('%j is refused', (text, line, what) => {
    expect(() => blocksIn(text, 'x.tf')).toThrow(`${what} that begins here does not end`);
    try {
      blocksIn(text, 'x.tf');
    } catch (cause) {
      expect((cause as InputError).place).toEqual({ file: 'x.tf', line });
    }
  });

  it('that are nested too deeply are refused', () => {
    expect(() => blocksIn('['.repeat(200_000), 'x.tf')).toThrow('nested too deeply');
  });
});

const arn = (name: string): string => `arn:aws:sqs:eu-central-1:111122223333:${name}`;
const SECRET = 'hunter2-in-the-state';
const item = (type: string, name: string, values: object = {}, more: object = {}) => ({
  mode: 'managed',
  type,
  name,
  values: { arn: arn(name), id: name, password: SECRET, ...values },
  ...more,
});
const SHOWN = {
  format_version: '1.0',
  values: {
    outputs: { x: { value: SECRET } },
    root_module: {
      resources: [
        item('aws_sqs_queue', 'plain'),
        item('aws_sqs_queue', 'many', { arn: arn('many-1') }, { index: 1, address: 'aws_sqs_queue.many[1]' }),
        item('aws_sqs_queue', 'many', { arn: arn('many-2') }, { index: 'a.b', address: 'aws_sqs_queue.many["a.b"]' }),
        item('aws_sqs_queue', 'looked', { arn: arn('looked') }, { mode: 'data' }),
        item('aws_secretsmanager_secret', 'secret', { arn: arn('secret') }),
        item('aws_secretsmanager_secret_policy', 'policy', { arn: undefined, id: arn('secret') }),
        item('aws_sns_topic', 'rival', { arn: arn('rival') }),
        item('aws_cloudwatch_thing', 'rival', { arn: arn('rival') }),
        item('aws_ebs_volume', 'disk', { arn: undefined, id: 'vol-0a1b2c3d4e5f60718' }),
        item('aws_sqs_queue', 'unwritten', { arn: arn('unwritten') }),
      ],
      child_modules: [
        {
          address: 'module.net["a.b"]',
          resources: [item('aws_sqs_queue', 'inner', { arn: arn('inner') })],
          child_modules: [
            {
              address: 'module.net["a.b"].module.deep[0]',
              resources: [item('aws_sqs_queue', 'inner', { arn: arn('deepest') })],
            },
          ],
        },
        { address: 'module.registry', resources: [item('aws_sqs_queue', 'far', { arn: arn('far') })] },
        { address: 'module.away', resources: [item('aws_sqs_queue', 'away', { arn: arn('away') })] },
      ],
    },
  },
};
const STORED = {
  version: 4,
  terraform_version: '1.9.0',
  resources: [
    {
      mode: 'managed',
      type: 'aws_sqs_queue',
      name: 'plain',
      instances: [{ attributes: { arn: arn('plain'), password: SECRET } }, { attributes_flat: {} }],
    },
    {
      module: 'module.net["x].module.y["].module.deep',
      mode: 'managed',
      type: 'aws_sqs_queue',
      name: 'inner',
      instances: [{ index_key: 0, attributes: { arn: arn('deepest') } }],
    },
  ],
};
const FILES = {
  'tf/main.tf': `
resource "aws_sqs_queue" "plain" {}
resource "aws_sqs_queue" "many" {
  count = 2
}
resource "aws_secretsmanager_secret" "secret" {}
resource "aws_secretsmanager_secret_policy" "policy" {}
resource "aws_sns_topic" "rival" {}
resource "aws_cloudwatch_thing" "rival" {}
resource "aws_ebs_volume" "disk" {}
data "aws_sqs_queue" "looked" {}
resource "aws_sqs_queue" "looked" {}
`,
  'tf/modules.tf': `module "net" {
  source = "../shared/net"
}
module "registry" { source = "x/y/aws" }
module "away" { source = "../../../outside" }
`,
  'shared/net/net.tf': '\n\nresource "aws_sqs_queue" "inner" {}\nmodule "deep" { source = "./deep" }',
  'shared/net/deep/deep.tf': 'resource "aws_sqs_queue" "inner" {}',
  'shown.json': JSON.stringify(SHOWN),
  'terraform.tfstate': JSON.stringify(STORED),
};

describe('the block that made a resource', () => {
  it.each([
    [arn('plain'), 'tf/main.tf:2'],
    [arn('many-1'), 'tf/main.tf:3'],
    [arn('many-2'), 'tf/main.tf:3'],
    [arn('secret'), 'tf/main.tf:6'],
    [arn('inner'), 'shared/net/net.tf:3'],
    [arn('deepest'), 'shared/net/deep/deep.tf:1'],
    ['arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b2c3d4e5f60718', 'tf/main.tf:10'],
    [arn('far'), 'tf/modules.tf:4'],
    [arn('away'), 'tf/modules.tf:5'],
    [arn('rival'), undefined],
    [arn('looked'), undefined],
    [arn('unwritten'), undefined],
    [arn('stranger'), undefined],
    ['arn:aws:ec2:eu-central-1:111122223333:volume/plain', undefined],
  ])('%s is at %s, by terraform show -json', (id, at) => {
    expect(codeIn(repositoryWith(FILES), { terraformState: ['shown.json'], terraformDir: ['tf'] })({ id })).toBe(at);
  });

  it.each([
    [arn('plain'), 'tf/main.tf:2'],
    [arn('deepest'), 'shared/net/deep/deep.tf:1'],
  ])('%s is at %s, by a state file', (id, at) => {
    const flags = { terraformState: ['terraform.tfstate'], terraformDir: ['tf'] };
    expect(codeIn(repositoryWith(FILES), flags)({ id })).toBe(at);
  });

  it('is found by a plan, which holds the state before it, and by an empty state not at all', () => {
    const plan = JSON.stringify({ format_version: '1.2', planned_values: {}, prior_state: SHOWN });
    const root = repositoryWith({ ...FILES, 'plan.json': plan, 'empty.json': '{"format_version":"1.0"}' });
    const atIn = (state: string) =>
      codeIn(root, { terraformState: [state], terraformDir: ['tf'] })({ id: arn('plain') });
    expect([atIn('plan.json'), atIn('empty.json')]).toEqual(['tf/main.tf:2', undefined]);
  });

  it('is told apart by state: each has its folder', () => {
    const one = (name: string) =>
      JSON.stringify({
        version: 4,
        resources: [{ ...item('aws_q', 'q'), instances: [{ attributes: { arn: arn(name) } }] }],
      });
    const root = repositoryWith({
      'a/m.tf': 'resource "aws_q" "q" {}',
      'b/m.tf': '\nresource "aws_q" "q" {}',
      'a.json': one('a'),
      'b.json': one('b'),
      'both.json': one('a'),
    });
    const at = codeIn(root, { terraformState: ['a.json', 'b.json'], terraformDir: ['a', 'b'] });
    expect([at({ id: arn('a') }), at({ id: arn('b') })]).toEqual(['a/m.tf:1', 'b/m.tf:2']);
    const rivals = codeIn(root, { terraformState: ['a.json', 'both.json'], terraformDir: ['a', 'b'] });
    expect(rivals({ id: arn('a') })).toBeUndefined();
  });
});

const fault = (files: Readonly<Record<string, string>>, flags = { terraformState: ['s'], terraformDir: ['tf'] }) => {
  try {
    codeIn(repositoryWith({ 'tf/main.tf': 'resource "a" "b" {}', ...files }), flags);
  } catch (cause) {
    if (cause instanceof InputError) return describeInputError(cause);
    throw cause;
  }
  return 'nothing';
};

describe('a state that cannot be used', () => {
  it.each([
    ['not there', {}, /s: no such file$/],
    ['no JSON', { s: `{"password": "${SECRET}",\n "b" c}` }, /s:2: the state is not valid JSON$/],
    ['no state', { s: '{"a": 1}' }, /s:1: it is no Terraform state/],
    ['of version 3', { s: '{"version": 3, "modules": []}' }, /s:1: it is no Terraform state/],
    ['of a wrong shape', { s: '{"version": 4, "resources": {}}' }, /s:1: it is no Terraform state/],
    ['a list', { s: '[]' }, /s:1: it is no Terraform state/],
    ['of a folder with broken HCL', { s: JSON.stringify(STORED), 'tf/x.tf': 'a = "\n' }, /x\.tf:1: a string that/],
  ])('%s', (_, files, sentence) => {
    const said = fault(files as Record<string, string>);
    expect(said).toMatch(sentence);
    expect(said).not.toContain(SECRET);
  });

  it('without a folder of configuration', () => {
    const files = { s: JSON.stringify(STORED), 'empty/a.txt': '' };
    expect(fault(files, { terraformState: ['s'], terraformDir: ['none'] })).toMatch(
      /none: no such folder of Terraform/,
    );
    expect(fault(files, { terraformState: ['s'], terraformDir: ['empty'] })).toMatch(
      /empty: the folder has no \.tf file/,
    );
    expect(fault(files, { terraformState: ['s'], terraformDir: [] })).toMatch(
      /--terraform-state takes --terraform-dir/,
    );
    expect(fault(files, { terraformState: [], terraformDir: ['tf'] })).toMatch(
      /--terraform-dir takes --terraform-state/,
    );
  });
});
