namespace LambdaImage.Engine.Aws.Iam;

/// <summary>A role.</summary>
/// <param name="Arn">Its ARN.</param>
internal sealed record IamRole(string Arn);
