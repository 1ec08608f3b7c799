namespace LambdaImage.Engine.SystemPackages;

/// <summary>What one dependency of a project needs from the operating system.</summary>
/// <param name="Dependency">Exact name in the ecosystem's normal form.</param>
/// <param name="Debian">Debian's packages: <c>build | run</c>, names separated by spaces.</param>
/// <param name="Amazon">Amazon Linux 2023's packages in the same form; null when it has none that would do.</param>
internal sealed record SystemPackageRow(string Dependency, string Debian, string? Amazon)
{
    /// <summary>Whether the dependency comes ready for use where the ecosystem offers that for the target, so that only compiling it needs the
    /// packages.</summary>
    public bool OnlyWhenCompiled { get; init; }

    /// <summary>Amazon Linux 2's packages where renaming those of Amazon Linux 2023 does not give them.</summary>
    public string? AmazonLinux2 { get; init; }

    /// <summary>Alpine's packages where renaming Debian's does not give them.</summary>
    public string? Alpine { get; init; }

    /// <summary>Why it cannot work in Lambda at all; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>What to use instead, where there is something better.</summary>
    public string? Advice { get; init; }
}
