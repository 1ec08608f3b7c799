using System.Globalization;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Which stages a target needs: itself, what it starts from, and what it copies or mounts from.</summary>
/// <param name="Target">Index of the stage that becomes the image.</param>
/// <param name="Stages">Indexes of all that are needed.</param>
internal sealed record StageSelection(int Target, IReadOnlySet<int> Stages)
{
    /// <summary>Chooses.</summary>
    /// <param name="dockerfile">The document.</param>
    /// <param name="target">Name or number of a stage; null: the last.</param>
    /// <param name="baseOf">The image a stage starts from, variables expanded.</param>
    /// <param name="isContext">Whether a name is a context of the request, which then wins over a stage.</param>
    /// <exception cref="LambdaImageException">There is no such stage.</exception>
    public static StageSelection Of(
        Dockerfile dockerfile, string? target, Func<From, string> baseOf, Func<string, bool> isContext)
    {
        var last = target is null
            ? dockerfile.Stages.Count - 1
            : IndexOf(dockerfile, target, dockerfile.Stages.Count) ?? Unknown(dockerfile, target);
        var needed = new HashSet<int>();
        Visit(last);
        return new StageSelection(last, needed);

        void Visit(int index)
        {
            if (!needed.Add(index)) return;
            var stage = dockerfile.Stages[index];
            var names = stage.Instructions.OfType<Copy>().Select(copy => copy.From).OfType<string>()
                .Concat(stage.Instructions.OfType<Run>().SelectMany(run => run.MountSources));
            foreach (var name in names.Where(name => !isContext(name)))
            {
                if (IndexOf(dockerfile, name, index) is { } source) Visit(source);
            }

            var image = baseOf(stage.From);
            if (!isContext(image) && NameIndex(dockerfile, image, index) is { } parent) Visit(parent);
        }
    }

    /// <summary>Index of the stage that a name or number means for COPY --from; null when it means an image.</summary>
    /// <param name="dockerfile">The document.</param>
    /// <param name="name">Name or number.</param>
    /// <param name="before">Only stages before this one count.</param>
    public static int? IndexOf(Dockerfile dockerfile, string name, int before) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < before
            ? number
            : NameIndex(dockerfile, name, before);

    /// <summary>The same for FROM, where numbers mean nothing. The last stage of a name wins.</summary>
    public static int? NameIndex(Dockerfile dockerfile, string name, int before)
    {
        for (var index = before - 1; index >= 0; index--)
        {
            if (name.Equals(dockerfile.Stages[index].Name, StringComparison.OrdinalIgnoreCase)) return index;
        }

        return null;
    }

    private static int Unknown(Dockerfile dockerfile, string target) => throw DockerfileErrors.StageUnknown(
        dockerfile.Path ?? "The Dockerfile", target,
        DockerfileReaderSpelling.Nearest(target, dockerfile.Stages.Select(stage => stage.Name).OfType<string>()));
}
