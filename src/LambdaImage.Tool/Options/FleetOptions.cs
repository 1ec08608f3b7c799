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
        _commands = AddMany("--function-command", "NAME=COMMAND; CMD of one of the functions; an empty command resets to the image's own.");
        _throttle = Add<int?>("--throttle", "How many functions are worked on at once; default: 5.");
        Limit(_throttle, 1, 50);
        _dryRun = Add<bool>("--dry-run", "Only ask Lambda whether it would take the image; writes nothing.");
    }

    /// <summary>The update of each function.</summary>
    /// <exception cref="LambdaImageException">A command is for a function that is not updated.</exception>
    public UpdateFunctionsRequest Read(ParseResult parsed, UpdateFunctionRequest first)
    {
        var commands = Pairs(parsed, _commands);
        string[] names = [first.FunctionName, .. parsed.GetValue(_others) ?? []];
        if (commands.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new LambdaImageException(
                ErrorKind.RequestInvalid,
                $"{_commands.Name} has a command for '{unknown}', which is not among the functions: {string.Join(", ", names)}.",
                $"Name it with {_others.Name} {unknown} too, or take the command out.",
                unknown);
        }

        return new()
        {
            Functions =
            [
                .. names.Select(name => first with
                {
                    FunctionName = name,
                    DryRun = parsed.GetValue(_dryRun),
                    Settings = commands.TryGetValue(name, out var command) ? first.Settings with { Command = command.Length > 0 ? [command] : [] } : first.Settings,
                }),
            ],
            ThrottleLimit = parsed.GetValue(_throttle) ?? UpdateFunctionsRequest.DefaultThrottleLimit,
        };
    }
}
