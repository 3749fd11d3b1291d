import type * as ROUTE53 from '@aws-sdk/client-route-53';
import { sdk } from '../collect/descriptor.ts';

const route53 = sdk<typeof ROUTE53>('route-53', 'Route53Client', { prefix: 'route53' });

/**
 * Hosted zones, and how public ones are signed; private zones cannot be.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetDNSSEC.html
 */
export const hostedZone = route53
  .list(
    'aws.route53.hosted-zone',
    'ListHostedZones',
    {
      items: 'HostedZones',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 100] },
      members: { Id: true, Name: true, Config: { PrivateZone: true }, LinkedService: { ServicePrincipal: true } },
    },
    {
      service: 'route53',
      scope: 'global',
      arn: 'arn:{partition}:route53:::hostedzone/{id}',
      id: ({ item }) => item.Id?.replace('/hostedzone/', ''),
    },
  )
  .call('dnssec', 'GetDNSSEC', ({ item }) => ({ HostedZoneId: item.Id?.replace('/hostedzone/', '') }), {
    when: ({ item }) => item.Config?.PrivateZone !== true,
    required: ['Status'],
    members: {
      Status: { ServeSignature: true, StatusMessage: true },
      KeySigningKeys: { Name: true, KmsArn: true, Status: true, StatusMessage: true },
    },
  })
  .named(({ item }) => item.Name)
  .depends({
    kmsKeys: {
      stops: 'next-rotation',
      disabled:
        'Route 53 cannot sign the zone keys anew; when the signatures run out, resolvers that validate fail for the whole zone.',
      deleted:
        'The zone cannot be signed any more: the DS record must leave the parent zone before signatures run out.',
      page: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-troubleshoot.html',
    },
  })
  .fields((t) => ({
    // "If you omitted the HostedZoneConfig and Comment elements from the request" there is no Config: such a zone is public.
    private: t.bool(({ item }) => item.Config?.PrivateZone ?? false),
    linkedService: t.optional(t.string(({ item }) => item.LinkedService?.ServicePrincipal)),
    signing: t.enum(
      ['SIGNING', 'NOT_SIGNING', 'DELETING', 'ACTION_NEEDED', 'INTERNAL_FAILURE'],
      ({ dnssec }) => dnssec.Status?.ServeSignature as 'SIGNING' | undefined,
    ),
    signingMessage: t.optional(t.string(({ dnssec }) => dnssec.Status?.StatusMessage)),
    signingKeys: t.structs({ name: 'string', status: 'string', message: 'string' }, ({ dnssec }) =>
      (dnssec.KeySigningKeys ?? []).map(({ Name = '', Status = '', StatusMessage = '' }) => ({
        name: Name,
        status: Status,
        message: StatusMessage,
      })),
    ),
    kmsKeys: t.links('aws.kms.key', ['state', 'deletionDate'], ({ dnssec }) =>
      (dnssec.KeySigningKeys ?? [])
        .filter(({ Status }) => Status === 'ACTIVE' || Status === 'ACTION_NEEDED')
        .flatMap(({ KmsArn }) => KmsArn ?? []),
    ),
  }));
