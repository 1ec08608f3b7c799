using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Showing how the result came about.</summary>
internal sealed class ExplainOptions : OptionGroup
{
    private readonly Option<bool> _explain;

    public ExplainOptions() => _explain = Add<bool>("--explain", "First show what was detected, why, and the Dockerfile.");

    public bool Explain(ParseResult parsed) => parsed.GetValue(_explain);
}
