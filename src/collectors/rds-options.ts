import { nameIn, PAGES, rds } from './rds-storage.ts';

interface Setting {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

interface Option {
  readonly OptionName?: string | undefined;
  readonly OptionSettings?: readonly Setting[] | undefined;
}

const SQLNET = 'SQLNET.';

/** Settings of other options may be passwords: OEM agents register by one. */
const onlySqlnet = <O extends Option>(options: readonly O[] | undefined) =>
  options?.map((option) => ({
    ...option,
    OptionSettings: option.OptionSettings?.filter(({ Name }) => Name?.startsWith(SQLNET)),
  }));

const NNE = 'NATIVE_NETWORK_ENCRYPTION';
const LEVELS = ['none', 'REJECTED', 'ACCEPTED', 'REQUESTED', 'REQUIRED'] as const;
const TLS = ['none', '1.0', '1.2 or 1.0', '1.2'] as const;

/** What an option says of `SQLNET.<name>`; undefined where the group has no such option, or the option no such setting. */
const setting = (options: readonly Option[] | undefined, option: string, name: string): string | undefined =>
  options
    ?.find(({ OptionName }) => OptionName === option)
    ?.OptionSettings?.find(({ Name }) => Name === `${SQLNET}${name}`)?.Value;

const has = (options: readonly Option[] | undefined, option: string): boolean =>
  options?.some(({ OptionName }) => OptionName === option) ?? false;

/** Types that the server takes by default, the weak ones among them. */
const ALL_TYPES = 'RC4_256,AES256,AES192,3DES168,RC4_128,AES128,3DES112,RC4_56,DES,RC4_40,DES40';
const isWeak = (type: string): boolean => /^(RC4|3?DES)/.test(type);

/** "FALSE": the server refuses clients that use the weak ones, whatever the list says. */
function weakTypes(options: readonly Option[] | undefined): readonly string[] {
  if (!has(options, NNE) || setting(options, NNE, 'ALLOW_WEAK_CRYPTO') === 'FALSE') return [];
  return (setting(options, NNE, 'ENCRYPTION_TYPES_SERVER') || ALL_TYPES).split(',').filter(isWeak);
}

/**
 * How Oracle databases take connections. The defaults are those that AWS documents for settings that are not there.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Oracle.Options.NNE.Options.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html
 */
export const optionGroup = rds
  .list(
    'aws.rds.option-group',
    'DescribeOptionGroups',
    {
      items: 'OptionGroupsList',
      paging: PAGES,
      members: {
        OptionGroupName: true,
        OptionGroupArn: true,
        EngineName: true,
        Options: { OptionName: true, OptionSettings: { Name: true, Value: true } },
      },
      strip: (group) => ({ ...group, Options: onlySqlnet(group.Options) }),
      one: (id) => ({ input: { OptionGroupName: nameIn(id) } }),
    },
    {
      service: 'rds',
      arn: 'arn:{partition}:rds:{region}:{account}:og:{id}',
      id: ({ item }) => item.OptionGroupArn ?? item.OptionGroupName,
    },
  )
  .fields((t) => ({
    engine: t.string(({ item }) => item.EngineName),
    networkEncryption: t.enum(LEVELS, ({ item }) =>
      has(item.Options, NNE)
        ? ((setting(item.Options, NNE, 'ENCRYPTION_SERVER') || 'REQUESTED').toUpperCase() as (typeof LEVELS)[number])
        : 'none',
    ),
    weakNetworkEncryption: t.strings(({ item }) => weakTypes(item.Options)),
    tls: t.enum(TLS, ({ item }) =>
      has(item.Options, 'SSL')
        ? ((setting(item.Options, 'SSL', 'SSL_VERSION') || '1.0') as (typeof TLS)[number])
        : 'none',
    ),
  }));
