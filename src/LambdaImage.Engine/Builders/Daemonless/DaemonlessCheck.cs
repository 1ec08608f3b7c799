using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Finds what the daemonless engine cannot carry out, before anything is opened.</summary>
internal static class DaemonlessCheck
{
    public const string NeedsShell = "it needs a shell, and the daemonless engine runs nothing";
    public const string NeedsDownload =
        "it does not download: what an address gives today is not what it gives tomorrow";

    private static readonly string[] RemotePrefixes = ["http://", "https://", "git://", "ssh://", "git@"];

    /// <summary>The first such instruction in the stages that are needed.</summary>
    public static Unsupported? First(Dockerfile dockerfile, StageSelection needed, StageBases bases) =>
        needed.Stages.Order().SelectMany(index => dockerfile.Stages[index].Instructions.Prepend(dockerfile.Stages[index].From))
            .Select(instruction => JudgeContext(instruction, bases) ?? Judge(instruction)).FirstOrDefault(found => found is not null);

    /// <summary>Why one instruction cannot be carried out; null when it can.</summary>
    public static Unsupported? Judge(Instruction instruction) => instruction switch
    {
        Run => new(instruction, NeedsShell),
        Transfer { OtherFlags: [var flag, ..] } => new(instruction, $"it does not know the flag {flag.Split('=')[0]}"),
        Add add when add.Sources.Any(IsRemote) => new(instruction, NeedsDownload),
        _ => null,
    };

    /// <summary>Why what an instruction takes from a named context cannot be had.</summary>
    private static Unsupported? JudgeContext(Instruction instruction, StageBases bases)
    {
        var context = instruction switch
        {
            From from => bases.Contexts.Find(bases.ImageOf(from), bases.ArchitectureOf(from)),
            Copy { From: { } source } => bases.Contexts.Find(source, null),
            _ => null,
        };
        return context is not null && IsRemote(context) ? new(instruction, NeedsDownload) : null;
    }

    public static bool IsRemote(string source) =>
        RemotePrefixes.Any(prefix => source.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ||
        (source.StartsWith("github.com/", StringComparison.Ordinal) &&
            source.EndsWith(".git", StringComparison.Ordinal));
}
