/** What CloudTrail calls a service whose IAM prefix is another; `.amazonaws.com` follows. */
export const SOURCES: Readonly<Record<string, string>> = {
  cloudwatch: 'monitoring',
  mq: 'amazonmq',
};

/**
 * Events after which other types are to be listed anew than their names speak of: what AWS makes and deletes by the way.
 * Keyed by service and event; an empty list is as good as the resources that the event names.
 */
export const ALSO_CHANGED: Readonly<Record<string, readonly string[]>> = {
  'ec2:CopyImage': ['aws.ec2.snapshot'],
  'ec2:CreateFleet': ['aws.ec2.instance', 'aws.ec2.volume'],
  'ec2:CreateImage': ['aws.ec2.snapshot'],
  'ec2:DeregisterImage': ['aws.ec2.snapshot'],
  'ec2:ModifySpotFleetRequest': ['aws.ec2.instance', 'aws.ec2.volume'],
  'ec2:RequestSpotFleet': ['aws.ec2.instance', 'aws.ec2.spot-fleet-request', 'aws.ec2.volume'],
  'ec2:RequestSpotInstances': ['aws.ec2.instance', 'aws.ec2.volume'],
  'ec2:RunInstances': ['aws.ec2.volume'],
  'ec2:TerminateInstances': ['aws.ec2.volume'],
  'rds:CreateDBInstance': ['aws.rds.snapshot'],
  'rds:DeleteDBCluster': ['aws.rds.cluster-snapshot', 'aws.docdb.cluster-snapshot', 'aws.neptune.cluster-snapshot'],
  'rds:DeleteDBInstance': ['aws.rds.snapshot'],
  's3:DeleteAccountPublicAccessBlock': ['aws.s3.account'],
  's3:PutAccountPublicAccessBlock': ['aws.s3.account'],
};

/** By service, events that change nothing that is judged. Many come by the thousand. */
export const IDLE: Readonly<Record<string, readonly string[]>> = {
  athena: ['StartQueryExecution', 'StopQueryExecution'],
  autoscaling: ['CompleteLifecycleAction', 'RecordLifecycleActionHeartbeat', 'SetInstanceHealth', 'SetDesiredCapacity'],
  codebuild: ['RetryBuild', 'StartBuild', 'StopBuild'],
  codepipeline: ['PutJobFailureResult', 'PutJobSuccessResult', 'StartPipelineExecution'],
  ec2: [
    ...['AllocateAddress', 'AssignPrivateIpAddresses', 'AssociateAddress', 'AttachNetworkInterface'],
    ...['CreateNetworkInterface', 'CreateNetworkInterfacePermission', 'CreateRoute', 'DeleteNetworkInterface'],
    ...['DeleteRoute', 'DetachNetworkInterface', 'DisassociateAddress', 'ModifyNetworkInterfaceAttribute'],
    ...['RebootInstances', 'ReleaseAddress', 'UnassignPrivateIpAddresses'],
  ],
  ecr: ['BatchDeleteImage', 'CompleteLayerUpload', 'InitiateLayerUpload', 'PutImage', 'UploadLayerPart'],
  ecs: [
    ...['RegisterContainerInstance', 'RunTask', 'StartTask', 'StopTask', 'SubmitContainerStateChange'],
    ...['SubmitTaskStateChange', 'UpdateContainerAgent'],
  ],
  kms: [
    ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'ReEncrypt'],
    ...['Sign', 'Verify', 'VerifyMac'],
  ],
  logs: ['CreateLogStream', 'DeleteLogStream', 'PutLogEvents', 'StartQuery', 'StopQuery'],
  monitoring: ['PutMetricData'],
  ssm: [
    ...['OpenControlChannel', 'OpenDataChannel', 'PutComplianceItems', 'PutInventory', 'SendCommand', 'StartSession'],
    ...['TerminateSession', 'UpdateInstanceAssociationStatus', 'UpdateInstanceInformation'],
  ],
  states: ['SendTaskFailure', 'SendTaskHeartbeat', 'SendTaskSuccess', 'StartExecution', 'StopExecution'],
};
