using System.Globalization;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Which stages a target needs: itself, what it starts from, and what it copies or mounts from.</summary>
/// <param name="Target">Index of the stage that becomes the image.</param>
/// <param name="Stages">Indexes of all that are needed and that no named context stands in for.</param>
/// <param name="Contexts">The named contexts that are needed.</param>
internal sealed record StageSelection(int Target, IReadOnlySet<int> Stages, IReadOnlyList<UsedContext> Contexts)
{
    /// <summary>Chooses.</summary>
    /// <param name="dockerfile">The document.</param>
    /// <param name="target">Name or number of a stage; null: the last.</param>
    /// <param name="bases">What stages start from.</param>
    /// <exception cref="LambdaImageException">There is no such stage.</exception>
    public static StageSelection Of(Dockerfile dockerfile, string? target, StageBases bases)
    {
        var last = TargetOf(dockerfile, target);
        var needed = new HashSet<int>();
        List<UsedContext> contexts = [];
        Visit(last);
        return new StageSelection(last, needed, contexts);

        void Visit(int index)
        {
            var stage = dockerfile.Stages[index];
            if (bases.ContextOf(stage) is { } whole)
            {
                contexts.Add(new(stage.From, stage.Name!, whole));
                return;
            }

            if (!needed.Add(index)) return;
            foreach (var (by, name) in stage.Instructions.SelectMany(each => each.Others.Select(name => (each, name))))
            {
                if (IndexOf(dockerfile, name, index) is { } source) Visit(source);
                else Use(by, name, bases.Architecture);
            }

            var image = bases.ImageOf(stage.From);
            if (NameIndex(dockerfile, image, index) is { } parent) Visit(parent);
            else Use(stage.From, image, bases.ArchitectureOf(stage.From));
        }

        void Use(Instruction by, string name, LambdaArchitecture? architecture)
        {
            if (bases.Contexts.Find(name, architecture) is { } context) contexts.Add(new(by, name, context));
        }
    }

    /// <summary>Index of the stage that becomes the image.</summary>
    /// <param name="dockerfile">The document.</param>
    /// <param name="target">Name or number of a stage; null: the last.</param>
    /// <exception cref="LambdaImageException">There is no such stage.</exception>
    public static int TargetOf(Dockerfile dockerfile, string? target) => target is null
        ? dockerfile.Stages.Count - 1
        : IndexOf(dockerfile, target, dockerfile.Stages.Count) ?? Unknown(dockerfile, target);

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
