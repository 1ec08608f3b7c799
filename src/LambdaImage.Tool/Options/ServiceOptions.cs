using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which functions and images of a service.</summary>
internal sealed class ServiceOptions : OptionGroup
{
    private readonly Option<string[]> _others;
    private readonly Option<bool> _all;
    private readonly Option<int?> _throttle;

    public ServiceOptions()
    {
        _others = AddMany("--also", "One more function to deploy; without any, all that the folder's file describes.");
        _all = Add<bool>("--all-images", "Build and publish images too that no function runs.", "--all-image");
        _throttle = Add<int?>("--throttle", "How many functions are worked on at once; default: 5.", "--throttle-limit");
        Limit(_throttle, 1, 50);
    }

    /// <summary>The functions that were named; empty: all.</summary>
    public IReadOnlyList<string> Functions(ParseResult parsed, string first) =>
        [.. ((string[])[first, .. parsed.GetValue(_others) ?? []]).Where(name => name.Length > 0)];

    public bool AllImages(ParseResult parsed) => parsed.GetValue(_all);

    public int Throttle(ParseResult parsed) => parsed.GetValue(_throttle) ?? UpdateFunctionsRequest.DefaultThrottleLimit;
}
