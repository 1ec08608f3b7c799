using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Where an SBOM goes.</summary>
internal sealed class SbomOptions : OptionGroup
{
    private readonly Option<string?> _output;

    public SbomOptions() => _output = Add<string?>("--output", "File to write; default: standard output.", "-o");

    /// <summary>Absolute path of the file; null: standard output.</summary>
    public string? Output(ParseResult parsed) => parsed.GetValue(_output) is { Length: > 0 } path ? Path.GetFullPath(path) : null;
}
