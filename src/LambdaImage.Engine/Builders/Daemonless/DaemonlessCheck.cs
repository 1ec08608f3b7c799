using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Finds what the daemonless engine cannot carry out, before anything is opened.</summary>
internal static class DaemonlessCheck
{
    public const string NeedsShell = "it needs a shell, and the daemonless engine runs nothing";
    public const string NeedsDownload =
        "it does not download: what an address gives today is not what it gives tomorrow";

    /// <summary>The first such instruction in the stages that are needed.</summary>
    public static Unsupported? First(Dockerfile dockerfile, StageSelection needed) =>
        needed.Stages.SelectMany(index => dockerfile.Stages[index].Instructions).Select(Judge).OfType<Unsupported>()
            .Concat(needed.Contexts.Where(used => RemoteSource.Is(used.Context)).Select(used => new Unsupported(used.By, NeedsDownload)))
            .MinBy(found => found.Instruction.Lines.First);

    /// <summary>Why one instruction cannot be carried out; null when it can.</summary>
    public static Unsupported? Judge(Instruction instruction) => instruction switch
    {
        Run => new(instruction, NeedsShell),
        Transfer { OtherFlags: [var flag, ..] } => new(instruction, $"it does not know the flag {flag.Split('=')[0]}"),
        Add add when add.Sources.Any(RemoteSource.Is) => new(instruction, NeedsDownload),
        _ => null,
    };
}
