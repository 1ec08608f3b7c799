using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Turns what a function or version is into what a function shall be, so that going back is an update like any
/// other.</summary>
internal static class FunctionState
{
    /// <summary>The unpublished function, among versions.</summary>
    public const string Latest = "$LATEST";

    /// <summary>The image and all settings that can be set.</summary>
    public static FunctionGoal Goal(FunctionName name, string region, FunctionDescription state) => new(
        name, region, Image(state), Settings(state.Configuration), Force: false);

    public static FunctionImage Image(FunctionDescription state) => new(
        ImageReference.Parse(state.ImageUri!).Name, Digest.Parse("sha256:" + state.Configuration.CodeSha256), state.Configuration.Architecture);

    /// <summary>Settings as they are; variables that cannot be read are left out, and so stay.</summary>
    public static FunctionSettings Settings(FunctionConfiguration state) => new()
    {
        Role = state.Role,
        MemorySize = state.MemorySize,
        Timeout = state.Timeout,
        EphemeralStorage = state.EphemeralStorage?.Size,
        Environment = state.Environment?.Error is null
            ? state.Environment?.Variables ?? new Dictionary<string, string>(StringComparer.Ordinal)
            : null,
        EntryPoint = state.ImageConfig.EntryPoint ?? [],
        Command = state.ImageConfig.Command ?? [],
        WorkingDirectory = state.ImageConfig.WorkingDirectory ?? "",
        // The description of a version tells of its release, not of the function.
        Description = state.Version is null or Latest ? state.Description ?? "" : null,
        SubnetIds = state.VpcConfig?.SubnetIds ?? [],
        SecurityGroupIds = state.VpcConfig?.SecurityGroupIds ?? [],
        Tracing = Choice<TracingMode>(state.TracingConfig?.Mode),
        DeadLetterArn = state.DeadLetterConfig?.TargetArn ?? "",
        KmsKeyArn = state.KMSKeyArn ?? "",
        FileSystems = [.. (state.FileSystemConfigs ?? []).Select(mount => new FunctionFileSystem(mount.Arn, mount.LocalMountPath))],
        LogFormat = Choice<FunctionLogFormat>(state.LoggingConfig?.LogFormat),
        ApplicationLogLevel = Choice<FunctionLogLevel>(state.LoggingConfig?.ApplicationLogLevel),
        SystemLogLevel = Choice<FunctionLogLevel>(state.LoggingConfig?.SystemLogLevel),
        LogGroup = state.LoggingConfig?.LogGroup,
        SnapStart = Choice<SnapStartMode>(state.SnapStart?.ApplyOn),
    };

    private static T? Choice<T>(string? text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;
}
