/** A piece of a CloudFormation template, intrinsic functions in their long form. */
export type Json = Readonly<Record<string, unknown>>;

/** Condition: something stands in a parameter that may be empty. */
export const isGiven = (parameter: string): Json => ({ 'Fn::Not': [{ 'Fn::Equals': [ref(parameter), ''] }] });

export const ref = (name: string): Json => ({ Ref: name });
export const att = (name: string, attribute = 'Arn'): Json => ({ 'Fn::GetAtt': [name, attribute] });
/** `#{Name}` stands for a name. */
export const sub = (text: string): Json => ({ 'Fn::Sub': text.replaceAll('#{', '${') });
export const when = (condition: string, then: unknown, otherwise: unknown = ref('AWS::NoValue')): Json => ({
  'Fn::If': [condition, then, otherwise],
});

export const policy = (Statement: readonly unknown[]): Json => ({ Version: '2012-10-17', Statement });

/** Makes a resource of a template. */
export type Make = (Type: string, Properties: Json, more?: Json) => Json;

export const plain: Make = (Type, Properties, more = {}) => ({ Type, ...more, Properties });
export const home: Make = (Type, Properties, more = {}) => ({ Type, Condition: 'IsHome', ...more, Properties });

export const trusted = (Service: string): Json =>
  policy([
    {
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sts:AssumeRole',
      ...(Service === 'lambda.amazonaws.com'
        ? {}
        : { Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } } }),
    },
  ]);
