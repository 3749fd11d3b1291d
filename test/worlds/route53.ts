import type {
  GetDNSSECCommandOutput,
  HostedZone,
  KeySigningKey,
  ListHostedZonesCommandOutput,
} from '@aws-sdk/client-route-53';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;
const key = (Status: string, KmsArn: string, more: KeySigningKey = {}): KeySigningKey => ({
  Name: 'ksk1',
  Status,
  KmsArn,
  PublicKey: 'not-kept',
  ...more,
});
const signing = (ServeSignature: string, ...KeySigningKeys: KeySigningKey[]): Body<GetDNSSECCommandOutput> => ({
  Status: { ServeSignature, ...(ServeSignature === 'INTERNAL_FAILURE' ? { StatusMessage: 'try again' } : {}) },
  KeySigningKeys,
});
const zone = (name: string, more: Partial<HostedZone> = {}): HostedZone => ({
  Id: `/hostedzone/Z${name.toUpperCase()}`,
  Name: `${name}.example.`,
  CallerReference: name,
  Config: { PrivateZone: false },
  ...more,
});
const US = 'us-east-1';
const answers: Readonly<Record<string, Body<GetDNSSECCommandOutput>>> = {
  ZSIGNED: signing('SIGNING', key('ACTIVE', keyArn('good', US)), key('INACTIVE', keyArn('off', US))),
  ZBARE: signing('NOT_SIGNING'),
  ZOFF: signing('SIGNING', key('ACTIVE', keyArn('off', US))),
  ZCUT: signing(
    'ACTION_NEEDED',
    key('ACTION_NEEDED', keyArn('ending', US), { StatusMessage: 'the key cannot be used' }),
  ),
  ZFAILED: signing('INTERNAL_FAILURE', key('ACTIVE', keyArn('good', US))),
  ZFOREIGN: signing('SIGNING', key('ACTIVE', `arn:aws:kms:${US}:444455556666:key/theirs`)),
  ZLEGACY: signing('NOT_SIGNING'),
};

export const world: World = {
  services: ['route53'],
  regions: [REGION, US],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', ending: 'PendingDeletion' }),
    'route-53:ListHostedZones': {
      HostedZones: [
        ...['signed', 'bare', 'off', 'cut', 'failed', 'foreign', 'denied'].map((name) => zone(name)),
        zone('legacy', { LinkedService: { ServicePrincipal: 'servicediscovery.amazonaws.com' } }),
        zone('inside', { Config: { PrivateZone: true } }),
      ],
      Marker: '',
      IsTruncated: false,
      MaxItems: 100,
    } satisfies Body<ListHostedZonesCommandOutput>,
    'route-53:GetDNSSEC': ({ HostedZoneId }) => answers[String(HostedZoneId)] ?? refuses('AccessDenied'),
  },
};
