using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>What an image consists of.</summary>
/// <param name="Stages">Its stages, last first: a stage may continue an earlier one.</param>
/// <param name="Base">The image below them, as its FROM or a named context calls it; null: there is none, or it has no name to pull it by.</param>
internal sealed record StageLine(IReadOnlyList<Stage> Stages, string? Base)
{
    /// <summary>Follows the target of a build down to its base.</summary>
    public static StageLine Of(Dockerfile dockerfile, BuildRequest request)
    {
        var bases = new StageBases(dockerfile, request);
        List<Stage> stages = [];
        try
        {
            for (var index = StageSelection.TargetOf(dockerfile, request.Target); ;)
            {
                var stage = dockerfile.Stages[index];
                if (bases.ContextOf(stage) is { } whole) return new StageLine(stages, ImageIn(whole));
                stages.Add(stage);
                var name = bases.ImageOf(stage.From);
                if (StageSelection.NameIndex(dockerfile, name, index) is not { } parent)
                {
                    var image = bases.Contexts.Find(name, bases.ArchitectureOf(stage.From)) is { } context ? ImageIn(context) : name;
                    return new StageLine(stages, image == NamedContexts.Scratch ? null : image);
                }

                index = parent;
            }
        }
        catch (LambdaImageException)
        {
            // A newer builder may understand what is not understood here.
            return new StageLine(stages, null);
        }
    }

    private static string? ImageIn(string context) =>
        Directory.Exists(context) || LayoutReference.Find(context) is not null || RemoteSource.Is(context) ? null : NamedContexts.ImageOf(context);
}
