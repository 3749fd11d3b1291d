import type * as CODEARTIFACT from '@aws-sdk/client-codeartifact';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';

const codeartifact = sdk<typeof CODEARTIFACT>('codeartifact', 'CodeartifactClient');

/** Domains hold the packages of their repositories. https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_DomainSummary.html */
export const domain = codeartifact
  .list(
    'aws.codeartifact.domain',
    'ListDomains',
    {
      items: 'domains',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] },
      members: { name: true, arn: true, encryptionKey: true },
    },
    {
      service: 'codeartifact',
      arn: 'arn:{partition}:codeartifact:{region}:{account}:domain/{id}',
      id: ({ item }) => item.arn ?? item.name,
    },
  )
  .depends({
    kmsKey: eachTime('package assets', 'https://docs.aws.amazon.com/codeartifact/latest/ug/domain-create.html'),
  })
  .fields((t) => ({ ...t.sealed(({ item }) => item.encryptionKey) }));
