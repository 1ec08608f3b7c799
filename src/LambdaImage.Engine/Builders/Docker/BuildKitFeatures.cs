using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Docker;

/// <summary>Finds what only BuildKit understands: the classic builder would fail on it, or silently do something else.</summary>
internal static class BuildKitFeatures
{
    /// <summary>The first such instruction in the stages up to the target; null when there is none.</summary>
    public static Unsupported? FirstIn(Dockerfile dockerfile, string? target)
    {
        foreach (var stage in dockerfile.Stages)
        {
            if (stage.From.Platform?.Contains("BUILDPLATFORM", StringComparison.Ordinal) == true)
                return new Unsupported(stage.From, $"--platform={stage.From.Platform} needs BuildKit, and this Docker has only its classic builder (install the buildx plugin)");
            foreach (var instruction in stage.Instructions)
            {
                if (Feature(instruction) is { } feature)
                {
                    return new Unsupported(
                        instruction, $"{feature} needs BuildKit, and this Docker has only its classic builder (install the buildx plugin)");
                }
            }

            if (string.Equals(stage.Name, target, StringComparison.OrdinalIgnoreCase)) break;
        }

        return null;
    }

    private static string? Feature(Instruction instruction) => instruction switch
    {
        Run { Flags: [var flag, ..] } => flag.Split('=')[0],
        Run { Documents.Count: > 0 } or Transfer { Documents.Count: > 0 } => "a here-document",
        Transfer { Link: true } => "--link",
        Transfer { Chmod: not null } => "--chmod",
        Transfer { Exclude.Count: > 0 } => "--exclude",
        Transfer { OtherFlags: [var flag, ..] } => flag.Split('=')[0],
        Copy { Parents: true } => "--parents",
        Add { Checksum: not null } => "--checksum",
        Add { KeepGitDirectory: true } => "--keep-git-dir",
        Add { Unpack: not null } => "--unpack",
        _ => null,
    };
}
