using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets -Dockerfile be <c>$true</c> (the default name), a path or a file; <c>$false</c>, <c>$null</c> and
/// an empty string mean: not given.</summary>
internal sealed class DockerfileArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The path, or null when this mode is not asked for.</summary>
    public static string? Convert(object? input) => Arguments.Plain(input) switch
    {
        null or false or SwitchParameter { IsPresent: false } or "" => null,
        true or SwitchParameter => ProjectRequest.DefaultDockerfile,
        FileSystemInfo file => file.FullName,
        var other => other.ToString(),
    };
}
