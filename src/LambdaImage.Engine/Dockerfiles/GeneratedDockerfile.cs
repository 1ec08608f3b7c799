namespace LambdaImage.Engine.Dockerfiles;

/// <summary>What a framework made of a project.</summary>
/// <param name="Document">The Dockerfile.</param>
/// <param name="Ignored">Patterns of the ignore file that are the framework's own.</param>
/// <param name="Files">Further files that the image needs, by relative path.</param>
/// <param name="Warnings">What the user should know.</param>
/// <param name="HostInstall">What runs on this machine first; null: nothing.</param>
internal sealed record GeneratedDockerfile(
    Dockerfile Document, IReadOnlyList<string> Ignored, IReadOnlyList<KeyValuePair<string, string>> Files, IReadOnlyList<string> Warnings, HostInstall? HostInstall)
{
    /// <summary>Whether building it takes a shell in a container.</summary>
    public bool NeedsShell => Document.Stages.Any(stage => stage.Instructions.Any(instruction => instruction is Run));
}
