using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Whose releases, and how many.</summary>
internal sealed class HistoryOptions : OptionGroup
{
    private readonly Option<string> _function;
    private readonly Option<int?> _first;

    public HistoryOptions()
    {
        _function = Add<string>("--function", "Name or ARN of the function.", "--function-name");
        _function.Required = true;
        _first = Add<int?>("--first", $"How many to tell, newest first; default: {ReleaseHistoryRequest.DefaultLimit}.");
        Limit(_first, 1, 1000);
    }

    public ReleaseHistoryRequest Read(ParseResult parsed, AwsOptions aws) => new()
    {
        FunctionName = parsed.GetValue(_function)!,
        Limit = parsed.GetValue(_first) ?? ReleaseHistoryRequest.DefaultLimit,
        Session = aws.Session(parsed),
    };
}
