using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>More functions for the same image.</summary>
internal sealed class FleetOptions : OptionGroup
{
    private readonly Option<string[]> _others;
    private readonly Option<string[]> _commands;
    private readonly Option<int?> _throttle;
    private readonly Option<bool> _dryRun;

    public FleetOptions()
    {
        _others = AddMany("--also", "One more function to update with the same image and settings, side by side.");
        _commands = AddMany("--function-command", "NAME=COMMAND; CMD of one of the functions.");
        _throttle = Add<int?>("--throttle", "How many functions are worked on at once; default: 5.");
        _dryRun = Add<bool>("--dry-run", "Only ask Lambda whether it would take the image; writes nothing.");
    }

    /// <summary>The update of each function.</summary>
    public UpdateFunctionsRequest Read(ParseResult parsed, UpdateFunctionRequest first)
    {
        var commands = Pairs(parsed, _commands);
        IEnumerable<string> names = [first.FunctionName, .. parsed.GetValue(_others) ?? []];
        return new()
        {
            Functions =
            [
                .. names.Select(name => first with
                {
                    FunctionName = name,
                    DryRun = parsed.GetValue(_dryRun),
                    Settings = commands.TryGetValue(name, out var command) ? first.Settings with { Command = [command] } : first.Settings,
                }),
            ],
            ThrottleLimit = parsed.GetValue(_throttle) ?? UpdateFunctionsRequest.DefaultThrottleLimit,
        };
    }
}
