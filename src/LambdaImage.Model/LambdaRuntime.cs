namespace LambdaImage;

/// <summary>A language runtime and the version of it that the project asks for.</summary>
/// <param name="Name">Lower-case family name as in AWS's base images: <c>nodejs</c>, <c>python</c>, <c>php</c>, <c>dotnet</c>, <c>ruby</c>, <c>provided</c>.</param>
/// <param name="Version">Version as it appears in the base image's tag, for example <c>22</c> or <c>3.13</c>.</param>
/// <param name="Reason">Why this version: the file and line that asked for it, or that it is the default.</param>
public sealed record LambdaRuntime(string Name, string Version, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
