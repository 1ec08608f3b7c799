using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Makes a Dockerfile and its ignore file. Frameworks write into it; what the user changes is put where it belongs.</summary>
/// <param name="options">What the user changes.</param>
/// <param name="hooks">Instructions of the user's own.</param>
/// <param name="install">Where dependencies are installed: <see cref="DependencyInstall.Container"/> or <see cref="DependencyInstall.Host"/>.</param>
internal sealed class DockerfileBuilder(DockerfileOptions? options = null, HookInstructions? hooks = null, DependencyInstall install = DependencyInstall.Container)
{
    private readonly HashSet<string> _steps = new(StringComparer.Ordinal);
    private readonly List<string> _header = [];
    private readonly List<Arg> _arguments = [];
    private readonly List<StageBuilder> _stages = [];
    private readonly List<string> _ignored = [];
    private readonly List<string> _warnings = [];
    private readonly List<KeyValuePair<string, string>> _files = [];

    /// <summary>What the user changes.</summary>
    public DockerfileOptions Options { get; } = options ?? new();

    /// <summary>Instructions of the user's own.</summary>
    public HookInstructions Hooks { get; } = hooks ?? new();

    /// <summary>Whether dependencies come from <see cref="InstallOnHost"/> and the document must do without RUN.</summary>
    public bool InstallsOnHost => install == DependencyInstall.Host;

    /// <summary>What runs on this machine first; null: nothing.</summary>
    public HostInstall? HostInstall { get; private set; }

    /// <summary>Small files that the image needs and the project lacks: relative paths and texts without the marker.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Files => _files;

    /// <summary>Names of the steps that the framework has asked for.</summary>
    public IReadOnlySet<string> Steps => _steps;

    /// <summary>What of the user's choices has found its place, by key.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>Patterns for the ignore file, in the order they were added.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>What the user should know about the document.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Adds comment lines at the top.</summary>
    public DockerfileBuilder Header(params IEnumerable<string> lines)
    {
        _header.AddRange(lines);
        return this;
    }

    /// <summary>Adds an ARG before the first FROM.</summary>
    public DockerfileBuilder GlobalArg(string name, string? value = null)
    {
        _arguments.Add(new Arg([KeyValuePair.Create(name, value)]));
        return this;
    }

    /// <summary>The base image of the final stage: the framework's, unless the user chose another, whole or by part.</summary>
    /// <param name="image">The framework's, with a tag such as <c>3.4-slim</c>: version, then variant.</param>
    public ParentImage ChooseBase(string image)
    {
        var chosen = BaseImageChoice.Apply(image, Options.Base);
        // AWS's tags are a version alone, or a version with a date and a processor.
        if (chosen.IsLambda && Options.Base is { Variant: { Length: > 0 } variant, Image: null, Tag: null } && variant is not ("x86_64" or "arm64"))
            Warn($"base.variant makes the base image {chosen.Image}, but AWS's own images have no variants; leave it out, or name another image with base.name or base.image.");
        return chosen;
    }

    /// <summary>Starts the stage that build and final stage go on from.</summary>
    /// <returns>The stage to fill; go on from it with <c>image.As("base")</c>.</returns>
    public StageBuilder SharedStage(ParentImage image, string why, string name = "base") => Add(StageRole.Shared, image, name, why);

    /// <summary>Starts the stage that installs and compiles.</summary>
    /// <param name="image">Base image or earlier stage.</param>
    /// <param name="why">Comment above the FROM.</param>
    /// <param name="name">Name for later stages to copy from.</param>
    /// <param name="platform"><see cref="OwnPlatform"/> for tools that compile for another processor than the one they run on.</param>
    public StageBuilder BuildStage(ParentImage image, string why, string name = "build", string? platform = null) => Add(StageRole.Build, image, name, why, platform);

    /// <summary>The processor of the machine that builds, so that nothing is emulated. BuildKit, podman and buildah know the variable; who turns cache
    /// mounts off has an older builder, which does not.</summary>
    public string? OwnPlatform => Options.CacheMounts == false ? null : "$BUILDPLATFORM";

    /// <summary>A folder of downloads that a later step reads too: kept where cache mounts are, and part of the layer where they are not.</summary>
    public string? SharedCache(string folder) => Options.CacheMounts == false ? null : folder;

    /// <summary>Starts the stage that becomes the image; the last one.</summary>
    public StageBuilder FinalStage(ParentImage image, string? why = null) => Add(StageRole.Final, image, null, why);

    /// <summary>Starts a stage of no special role.</summary>
    /// <param name="image">Base image or earlier stage.</param>
    /// <param name="name">Name for later stages to copy from.</param>
    /// <param name="why">Comment above the FROM.</param>
    /// <returns>The stage to fill.</returns>
    public StageBuilder Stage(string image, string? name = null, string? why = null) => Add(StageRole.Other, ParentImage.Of(image), name, why);

    /// <summary>Has this machine install the dependencies; their folder is then the build context <see cref="HostInstall.ContextName"/>.</summary>
    public DockerfileBuilder InstallOnHost(HostInstall steps)
    {
        HostInstall = steps;
        return this;
    }

    /// <summary>The command of a named step: the framework's unless the user gave another.</summary>
    /// <returns>Null when the user leaves the step out.</returns>
    public string? Command(string step, string standard)
    {
        _steps.Add(step);
        return Options.Commands.TryGetValue(step, out var own) ? own.Length == 0 ? null : own : standard;
    }

    /// <summary>System packages for dependencies, unless the user does not want them to be found.</summary>
    public SystemNeeds Automatic(SystemNeeds found) => Options.Packages.Auto == false ? SystemNeeds.None : found;

    /// <summary>Tells the user something about the document.</summary>
    public DockerfileBuilder Warn(string warning)
    {
        if (!_warnings.Contains(warning)) _warnings.Add(warning);
        return this;
    }

    /// <summary>Keeps files out of the build context.</summary>
    public DockerfileBuilder Ignore(params IEnumerable<string> patterns)
    {
        _ignored.AddRange(patterns.Except(_ignored));
        return this;
    }

    /// <summary>Adds a file to the project, because a here-document is more than the older builders understand.</summary>
    public DockerfileBuilder ProjectFile(string path, string text)
    {
        _files.Add(new(path, text));
        return this;
    }

    public Dockerfile Build() => new()
    {
        Header = _header,
        GlobalArguments = [.. _arguments, .. Options.BuildArguments.Top.Select(UserValues.Argument)],
        Stages = [.. _stages.Select(stage => stage.Build())],
    };

    /// <summary>Whether a stage of the role was started.</summary>
    internal bool Has(StageRole role) => _stages.Any(stage => stage.Role == role);

    private StageBuilder Add(StageRole role, ParentImage image, string? name, string? why, string? platform = null)
    {
        var stage = new StageBuilder(this, role, image, new From(image.Image, name, platform) { Comments = why is null ? [] : [why] });
        _stages.Add(stage);
        return stage;
    }
}
