namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>A file system of a function.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_FileSystemConfig.html"/></summary>
internal sealed record FunctionMount(string Arn, string LocalMountPath)
{
    public static IReadOnlyList<FunctionMount>? Of(IReadOnlyList<FunctionFileSystem>? fileSystems) =>
        fileSystems is null ? null : [.. fileSystems.Select(each => new FunctionMount(each.Arn, each.MountPath))];

    public override string ToString() => $"{LocalMountPath}={Arn}";
}
