import * as account from '@aws-sdk/client-account';
import * as cloudhsm from '@aws-sdk/client-cloudhsm-v2';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';

/** How a service puts its answers on the wire: https://smithy.io/2.0/aws/protocols/index.html */
export type Protocol = 'json' | 'query' | 'ec2' | 'rest-xml' | 'rest-json';

/** The services that the proxy speaks, by signing name, with the SDK module that models each. */
export const services = {
  account: { protocol: 'rest-json', model: account },
  cloudhsm: { protocol: 'json', model: cloudhsm },
  cloudtrail: { protocol: 'json', model: cloudtrail },
  ec2: { protocol: 'ec2', model: ec2 },
  kms: { protocol: 'json', model: kms },
  lambda: { protocol: 'rest-json', model: lambda },
  logs: { protocol: 'json', model: logs },
  monitoring: { protocol: 'json', model: cloudwatch },
  rds: { protocol: 'query', model: rds },
  s3: { protocol: 'rest-xml', model: s3 },
  's3-control': { protocol: 'rest-xml', model: s3control }, // which signs as s3
  secretsmanager: { protocol: 'json', model: secretsmanager },
  ssm: { protocol: 'json', model: ssm },
  sts: { protocol: 'query', model: sts },
} as const satisfies Record<string, { protocol: Protocol; model: object }>;

export type Service = keyof typeof services;

export function isService(name: string): name is Service {
  return Object.hasOwn(services, name);
}

/** The SDK's own schema of an operation's output. The shapes of our answers come from it, not from us. */
export function outputSchema(service: Service, operation: string): NormalizedSchema {
  const found = Object.entries(services[service].model).find(([name]) => name === `${operation}$`)?.[1];
  if (!isOperation(found)) throw new Error(`${service} has no operation ${operation}`);
  const output = found[5];
  return NormalizedSchema.of(output);
}

/** Every operation of a service with the method and path that the SDK's model binds it to. */
export function httpBindings(service: Service): readonly { operation: string; method: string; path: string }[] {
  return Object.values(services[service].model)
    .filter(isOperation)
    .map((schema) => ({ operation: schema[2], ...binding(schema[3]) }));
}

function binding(traits: unknown): { method: string; path: string } {
  const http = typeof traits === 'object' && traits !== null && 'http' in traits ? traits.http : undefined;
  const [method, path] = Array.isArray(http) ? http : [];
  return { method: String(method), path: String(path) };
}

/** The SDK's static form of an operation: tag 9, namespace, name, traits, input, output. */
type Operation = readonly [9, string, string, unknown, unknown, Parameters<typeof NormalizedSchema.of>[0]];

function isOperation(value: unknown): value is Operation {
  return Array.isArray(value) && value[0] === 9;
}
