namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Makes a Dockerfile and its ignore file; frameworks write into it.</summary>
internal sealed class DockerfileBuilder
{
    private readonly List<string> _header = [];
    private readonly List<Arg> _arguments = [];
    private readonly List<StageBuilder> _stages = [];
    private readonly List<string> _ignored = [];
    private readonly List<KeyValuePair<string, string>> _files = [];



    /// <summary>Small files that the image needs and the project lacks: relative paths and texts without the marker.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Files => _files;

    /// <summary>Patterns for the ignore file, in the order they were added.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

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

    /// <summary>Starts a stage.</summary>
    /// <param name="image">Base image or earlier stage.</param>
    /// <param name="name">Name for later stages to copy from.</param>
    /// <param name="why">Comment above the FROM.</param>
    /// <returns>The stage to fill.</returns>
    public StageBuilder Stage(string image, string? name = null, string? why = null)
    {
        var stage = new StageBuilder(new From(image, name, Platform: null) { Comments = why is null ? [] : [why] });
        _stages.Add(stage);
        return stage;
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

    public Dockerfile Build() => new() { Header = _header, GlobalArguments = _arguments, Stages = [.. _stages.Select(stage => stage.Build())] };
}
