using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>How to talk to the caller.</summary>
internal sealed class OutputOptions : OptionGroup
{
    private readonly Option<bool> _json;
    private readonly Option<bool> _whatIf;
    private readonly Option<bool> _verbose;
    private readonly Option<bool> _debug;
    private readonly Option<bool> _quiet;

    public OutputOptions()
    {
        _json = Add<bool>("--json", "Print one JSON object per result on standard output, and nothing else there.");
        _whatIf = Add<bool>("--what-if", "Only say what would be done.");
        _verbose = Add<bool>("--verbose", "Explain decisions on standard error.", "-v");
        _debug = Add<bool>("--debug", "Show requests on standard error, with secrets removed.");
        _quiet = Add<bool>("--quiet", "No progress and no builder output.", "-q");
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    public bool WhatIf(ParseResult parsed) => parsed.GetValue(_whatIf);

    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    public LogLevel Loudest(ParseResult parsed) =>
        parsed.GetValue(_debug) ? LogLevel.Debug
        : parsed.GetValue(_verbose) ? LogLevel.Verbose
        : Quiet(parsed) ? LogLevel.Warning
        : LogLevel.Build;
}
