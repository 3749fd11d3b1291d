/** Words of names that say what a thing is and not whose it is; a scrubbed snapshot keeps them. */
export const PLAIN_WORDS: readonly string[] =
  `access account admin agent alias alpha amazon ami analytics api app application archive athena audit auth aurora auto aws
  backend backup batch beta billing build bucket cache cdn central cert certificate client cloud cloudfront cloudhsm cloudtrail
  cluster code config connection container core cost count credential credentials cron customer data database debug
  default demo deploy dev development disabled dist dns docker document download dynamodb east ebs ecr ecs efs eks
  elastic email enabled encrypted encryption endpoint engine eni env environment event events example external feature file
  files firehose fsap function gateway github global glue grant group hook host hsm http https iam igw image images import
  imported index info ingest input instance internal inventory invoice job json jwt key keys kinesis kms lambda landing
  legacy license limit list load local log logger logging logs mail main manager master message metric metrics migration
  mobile mode model monitor mrk multi mysql name network node none north northeast northwest notification oauth object oidc old online order
  orders output owner parameter pass passphrase passwd password payment payments pem pending pepper performance pipeline
  point policy pool port portal postgres primary private process prod production profile project public pwd queue raw rds
  read readonly record redis redshift region registry release replica report reports request reserved resource restore
  role root rotation route rsa saas salt sample sandbox scan schedule script search secret secrets secure security server
  service services session shared signing site slack smtp snap sns snapshot source south southeast southwest sql sqs ssh ssl ssm sso staging
  standard state static status storage store stream string stripe subnet support system table tag task team temp template
  terraform test testing tgw tls token tokens topic trail trust unused update upload url user users value vault version
  vol volume vpc vpce vpn web webhook west windows worker write xks zone`.split(/\s+/);
