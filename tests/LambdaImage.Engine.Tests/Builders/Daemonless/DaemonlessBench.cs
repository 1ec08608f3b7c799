using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

/// <summary>A project folder, the images a build may open, and what it said.</summary>
internal sealed class DaemonlessBench : IWorkReporter, IEnvironment, IDisposable
{
    private readonly Dictionary<string, IImage> _images = new(StringComparer.Ordinal);

    public ScratchFolder Scratch { get; } = new();

    public List<string> Log { get; } = [];

    public List<string> Opened { get; } = [];

    public Dictionary<string, string> Arguments { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Contexts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public LambdaArchitecture Architecture { get; set; }

    public string? Target { get; set; }

    /// <summary>The folder of the cache; null: one in <see cref="Scratch"/>.</summary>
    public string? CacheFolder { get; set; }

    /// <summary>The folder of the build; null: each has its own in <see cref="Scratch"/>.</summary>
    public string? WorkFolder { get; set; }

    public string? IgnoreText { get; set; }

    string IEnvironment.Home => Scratch["home"];

    string IEnvironment.CacheFolder => CacheFolder ?? Scratch["cache"];

    public DaemonlessBuilder Builder => new(OpenAsync, null, this, TimeProvider.System);

    /// <summary>Puts files into the project folder.</summary>
    public DaemonlessBench With(params string[] files)
    {
        foreach (var file in files) Scratch.Write("project/" + file, $"content of {file}");
        return this;
    }

    public DaemonlessBench WithImage(string name, IImage image)
    {
        _images[Key(ImageReference.Parse(name))] = image;
        return this;
    }

    /// <summary>What the builder says before anything is opened.</summary>
    public Unsupported? Check(string dockerfile) => Builder.Check(DockerfileReader.Read(dockerfile, "Dockerfile"), Request());

    public async Task<BuildResult> BuildAsync(string dockerfile)
    {
        Directory.CreateDirectory(Scratch["project"]);
        return await Builder.BuildAsync(
            new BuildJob(Request(), DockerfileReader.Read(dockerfile, "Dockerfile"), "shop:latest", WorkFolder ?? Scratch["work/" + Guid.NewGuid().ToString("N")]),
            this,
            CancellationToken.None);
    }

    private BuildRequest Request() => new()
    {
        Dockerfile = new LambdaDockerfile
        {
            Path = Scratch["project/Dockerfile"],
            ContextPath = Scratch["project"],
            IgnoreText = IgnoreText,
            Project = new LambdaProject
            {
                Path = Scratch["project"],
                Name = "shop",
                Mode = BuildMode.Custom,
                ModeReason = "test",
                Architecture = Architecture,
            },
        },
        BuildArguments = Arguments,
        Labels = Labels,
        BuildContexts = Contexts,
        Target = Target,
    };

    /// <summary>Entries of the layers that the build added, in order.</summary>
    public async Task<IReadOnlyList<string>> EntriesAsync(string dockerfile)
    {
        var result = await BuildAsync(dockerfile);
        var lines = new List<string>();
        foreach (var (layer, _) in result.Image.Layers.Zip(result.Origins).Where(pair => pair.Second != "base"))
            lines.AddRange(await TarListing.OfAsync(layer));
        return lines;
    }

    public async Task<ContainerConfig> ConfigAsync(string dockerfile) =>
        (await BuildAsync(dockerfile)).Image.Config.Config.ShouldNotBeNull();

    public Task<LambdaImageException> FailAsync(string dockerfile) => Should.ThrowAsync<LambdaImageException>(() => BuildAsync(dockerfile));

    public void Report(WorkProgress progress)
    {
    }

    void IWorkReporter.Log(LogLevel level, string message)
    {
        lock (Log) Log.Add($"{level}: {message}");
    }

    string? IEnvironment.Get(string name) => Variables.GetValueOrDefault(name);

    public void Dispose() => Scratch.Dispose();

    private static string Key(ImageReference reference) => $"{reference.Name}@{reference.Selector}";

    private Task<IImage> OpenAsync(ImageReference reference, LambdaArchitecture architecture, CancellationToken cancel)
    {
        Opened.Add(reference.ToString());
        return Task.FromResult(
            _images.GetValueOrDefault(Key(reference)) ?? throw RegistryErrors.ImageNotFound($"open {reference}", reference.Name, "", inner: null));
    }
}
