namespace LambdaImage.Engine.Dockerfiles;

/// <summary>One instruction of a Dockerfile. The set is closed: every instruction of the reference has its record.
/// <see href="https://docs.docker.com/reference/dockerfile/"/></summary>
internal abstract record Instruction
{
    /// <summary>One-based first and last line in the file it was read from; 0 for instructions that were made.</summary>
    public LineRange Lines { get; init; }

    /// <summary>Comment lines above it, without <c># </c>.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Keyword in upper case.</summary>
    public abstract string Keyword { get; }

    /// <summary>The stages, images and contexts whose files it copies or mounts.</summary>
    public virtual IEnumerable<string> Others => [];
}

/// <summary>One-based line numbers, both included.</summary>
internal readonly record struct LineRange(int First, int Last);

/// <summary>A here-document: inline content for RUN, COPY or ADD.</summary>
/// <param name="Name">Delimiter, which is the file name for COPY and ADD.</param>
/// <param name="Content">Content with line ends as written, tabs already stripped for <c>&lt;&lt;-</c>.</param>
/// <param name="Expand">Whether variables are expanded: false when the delimiter was quoted.</param>
/// <param name="StripTabs">Whether it was written with <c>&lt;&lt;-</c>.</param>
internal sealed record HereDocument(string Name, string Content, bool Expand, bool StripTabs = false);

/// <summary>Arguments in JSON form, or one line for the shell.</summary>
/// <param name="Arguments">The JSON array's members, or a single member: the shell line.</param>
/// <param name="IsShell">Whether it is the shell form.</param>
internal sealed record CommandLineForm(IReadOnlyList<string> Arguments, bool IsShell);

internal sealed record From(string Image, string? Name, string? Platform) : Instruction { public override string Keyword => "FROM"; }

internal sealed record Arg(IReadOnlyList<KeyValuePair<string, string?>> Variables) : Instruction { public override string Keyword => "ARG"; }

internal sealed record Env(IReadOnlyList<KeyValuePair<string, string>> Variables) : Instruction { public override string Keyword => "ENV"; }

internal sealed record Label(IReadOnlyList<KeyValuePair<string, string>> Labels) : Instruction { public override string Keyword => "LABEL"; }

/// <param name="Command">What is run.</param>
/// <param name="Flags">Raw flags such as <c>--mount=type=cache,target=/root/.npm</c>.</param>
/// <param name="Documents">Here-documents.</param>
internal sealed record Run(CommandLineForm Command, IReadOnlyList<string> Flags, IReadOnlyList<HereDocument> Documents) : Instruction
{
    public override string Keyword => "RUN";

    public override IEnumerable<string> Others => Flags.Where(flag => flag.StartsWith("--mount=", StringComparison.Ordinal))
        .SelectMany(flag => flag["--mount=".Length..].Split(',')).Where(part => part.StartsWith("from=", StringComparison.OrdinalIgnoreCase))
        .Select(part => part["from=".Length..]);
}

/// <summary>COPY and ADD share everything but the keyword and what ADD does with archives and addresses.</summary>
internal abstract record Transfer : Instruction
{
    public required IReadOnlyList<string> Sources { get; init; }

    public required string Destination { get; init; }

    public string? Chown { get; init; }

    public string? Chmod { get; init; }

    public bool Link { get; init; }

    public IReadOnlyList<string> Exclude { get; init; } = [];

    public IReadOnlyList<HereDocument> Documents { get; init; } = [];

    /// <summary>Flags that this version does not know, as written, so that a CLI still gets them and the daemonless engine can refuse by name.</summary>
    public IReadOnlyList<string> OtherFlags { get; init; } = [];

    /// <summary>The same with what its variables stand for. As in BuildKit a flag without a value is none, patterns of --exclude have no variables, and what
    /// --chmod changes is not linked.</summary>
    public Transfer Expand(VariableExpansion words)
    {
        var chmod = Value(Chmod);
        return this with
        {
            Sources = [.. Sources.Select(words.Word)],
            Destination = words.Word(Destination),
            Chown = Value(Chown),
            Chmod = chmod,
            Link = Link && chmod is null,
        };

        string? Value(string? flag) => flag is null ? null : words.Word(flag) is { Length: > 0 } value ? value : null;
    }
}

internal sealed record Copy : Transfer
{
    public override string Keyword => "COPY";

    /// <summary>Stage, image or named context to copy from; null: the build context.</summary>
    public string? From { get; init; }

    public override IEnumerable<string> Others => From is null ? [] : [From];

    public bool Parents { get; init; }
}

internal sealed record Add : Transfer
{
    public override string Keyword => "ADD";

    public string? Checksum { get; init; }

    public bool KeepGitDirectory { get; init; }

    /// <summary>Null: as the reference says, local archives are unpacked.</summary>
    public bool? Unpack { get; init; }
}

internal sealed record WorkDir(string Path) : Instruction { public override string Keyword => "WORKDIR"; }

internal sealed record User(string Name) : Instruction { public override string Keyword => "USER"; }

internal sealed record Entrypoint(CommandLineForm Command) : Instruction { public override string Keyword => "ENTRYPOINT"; }

internal sealed record Cmd(CommandLineForm Command) : Instruction { public override string Keyword => "CMD"; }

internal sealed record Expose(IReadOnlyList<string> Ports) : Instruction { public override string Keyword => "EXPOSE"; }

internal sealed record Volume(IReadOnlyList<string> Paths) : Instruction { public override string Keyword => "VOLUME"; }

internal sealed record StopSignal(string Signal) : Instruction { public override string Keyword => "STOPSIGNAL"; }

internal sealed record Shell(IReadOnlyList<string> Command) : Instruction { public override string Keyword => "SHELL"; }

/// <param name="Command">What is run; null for <c>HEALTHCHECK NONE</c>.</param>
/// <param name="Flags">Raw flags such as <c>--interval=30s</c>.</param>
internal sealed record HealthCheck(CommandLineForm? Command, IReadOnlyList<string> Flags) : Instruction { public override string Keyword => "HEALTHCHECK"; }

internal sealed record OnBuild(string Trigger) : Instruction { public override string Keyword => "ONBUILD"; }

internal sealed record Maintainer(string Name) : Instruction { public override string Keyword => "MAINTAINER"; }
