/** The whole value is put in from elsewhere: `${DB_PASSWORD}`, `$(command)`, `{{ value }}`, `%VALUE%`, `<value>`, `#{value}`. */
const FILLED_IN =
  /^(?:\$\{[^{}]*\}|\$\([^\n]*\)?|`[^`]*`?|\$[A-Za-z_][\w:.-]*|\$[\d@*#?!]|\{\{[^\n]*\}\}|\{%[^\n]*%\}|%[^%\s]+%|<[^<>]+>|#\{[^{}]*\}|\[\[[^\n]*\]\]|\$\.[^\n]*|\$\$\.[^\n]*|States\.[A-Za-z]+\([^\n]*|@[\w.]+@|![A-Z][A-Za-z]+(?: [^\n]*)?)$/;

/**
 * Says where the secret is, not what it is: CloudFormation's dynamic references, ARNs, schemes of secret stores, paths.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const ELSEWHERE =
  /^(?:arn:aws[\w-]*:|\{\{resolve:|(?:secretsmanager|ssm|ssm-secure|aws-?sm|awssm|parameterstore|vault|op|gsm|gcp-sm|akv|azurekv|keyvault|kms|env|file|s3|bao|sops|ref\+[\w-]+):(?!$)|@Microsoft\.KeyVault\(|projects\/[\w-]+\/secrets\/)/i;

/** Sealed or one-way already: sops, Ansible, Spring, crypt(3), Argon2, LDAP; public halves of keys. */
const SEALED =
  /^(?:ENC\[|\$ANSIBLE_VAULT;|\{cipher\}|\$(?:2[abxy]|5|6|y|argon2\w*|pbkdf2[\w-]*|scrypt)\$|\{S?SHA\d*\}|-----BEGIN (?:RSA |EC )?(?:PUBLIC KEY|CERTIFICATE|ENCRYPTED PRIVATE KEY)|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-)/;

const PLACEHOLDER =
  /^(?:[*x.•_-]+|(?:\W*(?:redacted|masked|hidden|removed|placeholder|undefined|null|nil|none|empty|unset|dummy|todo|tbd|fixme|n\/a|not[ _-]?(?:set|used|applicable)|change[ _-]?(?:me|it)|replace[ _-]?(?:me|this)?[\w -]*|(?:your|my|insert|enter|put|some)[ _-][\w -]*|example[\w -]*)\W*))$/i;

/** The keys of AWS's documentation: `AKIAIOSFODNN7EXAMPLE`. */
const EXAMPLE = /^[A-Za-z0-9/+]{10,}EXAMPLE(?:KEY)?$/;

/** Switches, small numbers, and the kinds of a schema. */
const PLAIN =
  /^(?:true|false|yes|no|on|off|enabled?|disabled?|default|auto|required|optional|string|number|integer|boolean|object|array|list|securestring|aws:\S+|AWS::\S+|\d{1,5}|\d+(?:\.\d+)?\s?(?:ms|s|m|h|d|days?|hours?|minutes?|seconds?))$/i;

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/\S*$/i;
/** Words with slashes between: `/prod/db/password`, `prod/db/credentials`, `/etc/keys/db.pem`, `C:\\keys\\db.pfx`. */
const PATH = /^(?:[~.]{0,2}\/|[A-Za-z]:\\)?[\w.@:-]+(?:[/\\][\w.@:-]+)*\/?$/;
const IMAGE = /(?:^|@)sha(?:1|256|384|512):[0-9a-f]{7,}$/i;

const isPath = (value: string): boolean =>
  /[/\\]/.test(value) && PATH.test(value) && value.split(/[/\\]/).every((part) => part.length < 40 && !isMixed(part));

/** Upper and lower case and digits all at once, in a long run: no word looks so. */
const isMixed = (part: string): boolean =>
  part.length >= 20 && /[A-Z]/.test(part) && /[a-z]/.test(part) && /\d/.test(part);

/** The value is no secret, whatever its name says: a reference, a placeholder, sealed already, a switch. */
export function isHarmless(given: string): boolean {
  const value = given.trim();
  return (
    value.length < 3 ||
    [FILLED_IN, ELSEWHERE, SEALED, PLACEHOLDER, EXAMPLE, PLAIN, ADDRESS, IMAGE].some((form) => form.test(value)) ||
    isPath(value)
  );
}

/** What has the form of a secret and is documentation's own: `xoxb-xxxxxxxx`, `ghp_000000…`, `https://user:<password>@…`. */
export const isSample = (secret: string): boolean =>
  /example|placeholder|your[_-]/i.test(secret) ||
  /(.)\1{9,}/.test(secret) ||
  [FILLED_IN, ELSEWHERE, PLACEHOLDER].some((form) => form.test(secret));

/** `AQICAH…`: a ciphertext of KMS, as the SDK's Encrypt answers it in base64, with its header of version, data key and key id. */
export const isKmsCiphertext = (value: string): boolean =>
  value.length >= 100 && /^AQ(?:ICAH|ECAH|IDAH|EBAH)[A-Za-z0-9+/]+={0,2}$/.test(value);
