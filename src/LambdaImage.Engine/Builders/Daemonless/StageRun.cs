using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>A stage while its instructions are carried out.</summary>
internal sealed class StageRun
{
    /// <summary>The PATH of a stage whose image has none.</summary>
    public const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly string[] FolderVariables = ["LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"];

    private readonly List<HistoryEntry> _history;
    private readonly List<string> _origins;

    private StageRun(StageFiles files, ImageConfig config, IEnumerable<HistoryEntry> history,
        IEnumerable<string> origins, BuildVariables variables)
    {
        Files = files;
        Config = config;
        Variables = variables;
        (_history, _origins) = ([.. history], [.. origins]);
    }

    /// <summary>The image at the bottom; null for scratch.</summary>
    public IImage? Image { get; private init; }

    /// <summary>How that image is called; null for scratch, and for an image that no registry gave.</summary>
    public ImageBase? Base { get; private init; }

    /// <summary>That image pinned by its digest; null where it has no name.</summary>
    public string? ImageName => Base is null ? null : ImageReference.Parse(Base.Name).WithDigest(Image!.Descriptor.Digest).ToString();

    /// <summary>Manifest type that the result will have: the base's own, so that its layers fit.</summary>
    public string ManifestType => Image?.Descriptor.MediaType ?? MediaTypes.OciManifest;

    public StageFiles Files { get; }

    public ImageConfig Config { get; set; }

    public BuildVariables Variables { get; }

    /// <summary>Whether this stage has set CMD itself, so that ENTRYPOINT leaves it alone.</summary>
    public bool HasCommand { get; set; }

    public IReadOnlyList<HistoryEntry> History => _history;

    /// <summary>For each layer of this build, the instruction that made it.</summary>
    public IReadOnlyList<string> Origins => _origins;

    public ContainerConfig Container
    {
        get => Config.Config ?? new ContainerConfig();
        set => Config = Config with { Config = value };
    }

    public string WorkingDirectory => Container.WorkingDir is { Length: > 0 } folder ? folder : "/";

    public static StageRun From(IImage image, ImageBase? name, StageFiles files, BuildVariables global) =>
        new(files, image.Config, ImageHistory.Complete(image), [], global.Stage(image.Config.Config?.Env ?? []))
        {
            Image = image,
            Base = name,
        };

    public static StageRun FromScratch(StageFiles files, ImageConfig config, BuildVariables global)
    {
        config = config with { Config = new ContainerConfig { Env = [DefaultPath], WorkingDir = "/" } };
        return new(files, config, [], [], global.Stage(config.Config.Env));
    }

    /// <summary>A stage that goes on from this one.</summary>
    public StageRun Fork() =>
        new(Files.Fork(), Config, _history, _origins, Variables.Child(Container.Env ?? [])) { Image = Image, Base = Base };

    /// <summary>Makes sure that there is a PATH: as in BuildKit a stage gives what a shell would look through where its image says nothing.</summary>
    public void EnsurePath()
    {
        var env = Container.Env ?? [];
        if (env.Any(pair => pair.StartsWith("PATH=", StringComparison.Ordinal))) return;
        Container = Container with { Env = [.. env, DefaultPath] };
        Variables.Set("PATH", DefaultPath["PATH=".Length..]);
    }

    /// <summary>Writes down what an instruction did.</summary>
    public void Record(string text, bool madeLayer, string created)
    {
        if (madeLayer) _origins.Add(text);
        _history.Add(
            new HistoryEntry { Created = created, CreatedBy = text, Comment = "lambdaimage", EmptyLayer = !madeLayer });
    }

    /// <summary>Folders that the configuration of the image at the bottom implies, with all above them. What the Dockerfile says later makes none.</summary>
    public IReadOnlySet<string> FolderHints() => FolderHints(Image);

    /// <summary>Those of one image; null: of scratch.</summary>
    public static IReadOnlySet<string> FolderHints(IImage? image)
    {
        var hints = new HashSet<string>(StringComparer.Ordinal);
        var container = image?.Config.Config;
        var variables = (container?.Env ?? []).Select(pair => pair.Split('=', 2)).Where(pair => FolderVariables.Contains(pair[0])).Select(pair => pair[^1]);
        foreach (var path in variables.Append(container?.WorkingDir).OfType<string>())
        {
            var names = TargetPath.Clean(path).Split('/', StringSplitOptions.RemoveEmptyEntries);
            for (var count = 1; count <= names.Length; count++) hints.Add(string.Join('/', names[..count]));
        }

        return hints;
    }
}
