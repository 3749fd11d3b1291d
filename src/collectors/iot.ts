import type * as IOT from '@aws-sdk/client-iot';
import { sdk } from '../collect/descriptor.ts';

const iot = sdk<typeof IOT>('iot', 'IoTClient');

/** Custom authorizers; without `signingDisabled` tokens must be signed. https://docs.aws.amazon.com/iot/latest/apireference/API_AuthorizerDescription.html */
export const authorizer = iot
  .list(
    'aws.iot.authorizer',
    'ListAuthorizers',
    {
      items: 'authorizers',
      paging: { token: ['marker', 'nextMarker'], size: ['pageSize', 250] },
      members: { authorizerName: true, authorizerArn: true },
      one: (id) => ({ item: { authorizerArn: id, authorizerName: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'iot',
      arn: 'arn:{partition}:iot:{region}:{account}:authorizer/{id}',
      id: ({ item }) => item.authorizerArn ?? item.authorizerName,
    },
  )
  .call('detail', 'DescribeAuthorizer', ({ item }) => ({ authorizerName: item.authorizerName }), {
    at: 'authorizerDescription',
    members: { signingDisabled: true, status: true },
  })
  .fields((t) => ({
    status: t.enum(['ACTIVE', 'INACTIVE'], ({ detail }) => detail.status),
    tokenSigning: t.bool(({ detail }) => detail.signingDisabled !== true),
  }));
