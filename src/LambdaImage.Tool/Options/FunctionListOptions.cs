using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which functions are looked at.</summary>
internal sealed class FunctionListOptions : OptionGroup
{
    private readonly Option<string[]> _functions;
    private readonly Option<bool> _versions;
    private readonly Option<bool> _aliases;
    private readonly Option<int?> _throttle;

    public FunctionListOptions()
    {
        _functions = AddMany("--function", "Name or ARN; * and ? match any characters. Without it: all functions made from images.", "--function-name");
        _versions = Add<bool>("--versions", "Published versions too.");
        _aliases = Add<bool>("--aliases", "Aliases too.", "--alias");
        _throttle = Add<int?>("--throttle", "How many functions are looked at at once; default: 5.", "--throttle-limit");
        Limit(_throttle, 1, 50);
    }

    /// <summary>Whether the options name functions, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_functions) is { Length: > 0 };

    /// <param name="parsed">The command line.</param>
    /// <param name="piped">Function of the step before; null: there was none.</param>
    /// <param name="aws">Account and Region.</param>
    public FunctionImagesRequest Read(ParseResult parsed, string? piped, AwsOptions aws) => new()
    {
        FunctionNames = parsed.GetValue(_functions) is { Length: > 0 } names ? names : piped is null ? [] : [piped],
        Versions = parsed.GetValue(_versions),
        Aliases = parsed.GetValue(_aliases),
        ThrottleLimit = parsed.GetValue(_throttle) ?? UpdateFunctionsRequest.DefaultThrottleLimit,
        Session = aws.Session(parsed),
    };
}
