using System.Runtime.InteropServices;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Values of ARG and ENV as they change from instruction to instruction.
/// <see href="https://docs.docker.com/reference/dockerfile/#scope"/></summary>
internal sealed class BuildVariables
{
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly IReadOnlyDictionary<string, string> _outer;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private BuildVariables(IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> outer) =>
        (_given, _outer) = (given, outer);

    /// <summary>The scope of FROM: platform arguments, and the ARGs before the first FROM.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="request">Gives values, the processor and the target.</param>
    /// <exception cref="LambdaImageException">An ARG cannot be expanded.</exception>
    public static BuildVariables Global(Dockerfile dockerfile, BuildRequest request)
    {
        var (given, architecture) = (request.BuildArguments, request.Dockerfile.Project.Architecture);
        var host = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var platform = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BUILDARCH"] = host,
            ["BUILDOS"] = "linux",
            ["BUILDPLATFORM"] = $"linux/{host}",
            ["BUILDVARIANT"] = "",
            ["TARGETARCH"] = architecture.OciName(),
            ["TARGETOS"] = "linux",
            ["TARGETPLATFORM"] = $"linux/{architecture.OciName()}",
            ["TARGETSTAGE"] = request.Target ?? dockerfile.Stages[^1].Name?.ToLowerInvariant() ?? "default",
            ["TARGETVARIANT"] = "",
        };
        var global = new BuildVariables(given, platform);
        foreach (var (name, value) in platform) global._values[name] = given.GetValueOrDefault(name, value);
        foreach (var arg in dockerfile.GlobalArguments)
        {
            var words = global.Expansion(dockerfile.Escape, new SourceLocation(dockerfile.Path ?? "Dockerfile", arg.Lines.First));
            foreach (var (name, fallback) in arg.Variables) global.Declare(name, fallback is null ? null : () => words.Word(fallback));
        }

        return global;
    }

    /// <summary>The image, stage or context that a FROM names, once its variables are expanded.</summary>
    /// <exception cref="LambdaImageException">It cannot be expanded.</exception>
    public string ImageOf(Dockerfile dockerfile, From from) => WordOf(dockerfile, from, from.Image);

    /// <summary>A word of a FROM, once its variables are expanded.</summary>
    /// <exception cref="LambdaImageException">It cannot be expanded.</exception>
    public string WordOf(Dockerfile dockerfile, From from, string word) =>
        Expansion(dockerfile.Escape, new SourceLocation(dockerfile.Path ?? "Dockerfile", from.Lines.First)).Word(word);

    /// <summary>The scope of a stage. Arguments from outside come in only where the stage declares them.</summary>
    /// <param name="environment">ENV of what the stage starts from.</param>
    public BuildVariables Stage(IReadOnlyList<string> environment) => new BuildVariables(_given, _values).With(environment);

    /// <summary>The scope of a stage that goes on from this one: it inherits ARG as well, where there is no ENV of that name.</summary>
    /// <param name="environment">ENV of the stage it goes on from.</param>
    public BuildVariables Child(IReadOnlyList<string> environment)
    {
        var child = new BuildVariables(_given, _outer);
        foreach (var (name, value) in _values) child.Set(name, value);
        return child.With(environment);
    }

    /// <summary>Value of a variable; null when it is not set. As in BuildKit, ENV and ARG are one: the later of two wins.</summary>
    public string? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>What ENV does.</summary>
    public void Set(string name, string value) => _values[name] = value;

    /// <summary>Declares an ARG: the request's value wins over the default, the default over the global
    /// value. One without any leaves what there is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fallback">Expands the default, which may fail, where it counts; null: there is none.</param>
    /// <returns>The value; null when it has none.</returns>
    public string? Declare(string name, Func<string>? fallback)
    {
        var value = _given.GetValueOrDefault(name) ?? fallback?.Invoke() ?? _outer.GetValueOrDefault(name);
        if (value is not null) Set(name, value);
        return value;
    }

    /// <summary>Expands words of an instruction with the values of this moment.</summary>
    public VariableExpansion Expansion(char escape, SourceLocation where) => new(Get, escape, where);

    private BuildVariables With(IReadOnlyList<string> environment)
    {
        foreach (var pair in environment)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) Set(pair[..equals], pair[(equals + 1)..]);
        }

        return this;
    }
}
