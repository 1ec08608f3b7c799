namespace LambdaImage;

/// <summary>A file system that a function sees.</summary>
/// <param name="Arn">ARN of the access point, in Amazon EFS or Amazon S3 Files.</param>
/// <param name="MountPath">Where the function sees it: a path that starts with <c>/mnt/</c>.</param>
public sealed record FunctionFileSystem(string Arn, string MountPath);
